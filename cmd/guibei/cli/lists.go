package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"guibei"
	"guibei/lists"
	"guibei/store"
)

// listsCmd is the lists that drafts are checked against.
type listsCmd struct {
	Import listsImportCmd `cmd:"" help:"导入清单：makers 制定主体清单，powers 权责清单，proofs 取消的证明事项清单。"`
}

// listsImportCmd imports one list.
type listsImportCmd struct {
	Kind   lists.Kind `required:"" enum:"makers,powers,proofs" help:"makers、powers 或者 proofs。"`
	File   string     `arg:"" type:"existingfile" help:"CSV 或者 xlsx 文件。"`
	Region string     `default:"${region}" help:"地区代码。"`
}

// Run implements the subcommand.
func (c *listsImportCmd) Run(ctx context.Context, app *App) error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("打不开文件，请检查文件名和权限：%w", err)
	}
	rows, err := lists.Read(c.Kind, c.File, data)
	if err != nil {
		return err
	}
	p, err := assembleReady(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	sum := sha256.Sum256(data)
	facts, err := json.Marshal(map[string]any{"label": c.Kind.Label(), "file": filepath.Base(c.File), "rows": len(rows)})
	if err != nil {
		return err
	}
	err = p.store.Together(ctx, func(within *store.Store) error {
		if err := within.PutList(ctx, c.Region, c.Kind, rows, filepath.Base(c.File), hex.EncodeToString(sum[:]), ""); err != nil {
			return err
		}
		return within.RecordAdmin(ctx, guibei.AdminEvent{Subject: "lists/" + c.Region, Kind: guibei.ListImported, Actor: guibei.Actor{Name: "命令行"}, Payload: facts})
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(app.Out, "已导入%s，%d行。\n", c.Kind.Label(), len(rows))
	return err
}
