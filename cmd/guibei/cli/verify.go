package cli

import (
	"context"
	"errors"
	"fmt"

	"guibei/store"
)

// verifyCmd proves that no recorded act and no kept file was changed.
type verifyCmd struct{}

// Run implements the subcommand.
func (verifyCmd) Run(ctx context.Context, app *App) error {
	p, err := assembleReady(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	var cases, events, bad int
	err = p.store.VerifyEvents(ctx, func(v store.Verified) error {
		cases++
		events += v.Events
		if v.Err != nil {
			bad++
			fmt.Fprintln(app.Out, "不符：", v.Err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	acts, badActs, err := p.verifyAdmin(ctx)
	if err != nil {
		return err
	}
	files, badFiles, err := p.verifyFiles(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(app.Out, "办理记录：%d件、%d条，不符%d件。管理记录：%d条，不符%d处。文件：%d份，不符%d份。\n",
		cases, events, bad, acts, badActs, files, badFiles)
	if bad+badActs+badFiles > 0 {
		return errors.New("有记录或者文件与原始内容不符，请立即停止使用，从备份恢复，并查明原因")
	}
	return nil
}

func (p *parts) verifyAdmin(ctx context.Context) (acts, bad int, err error) {
	err = p.store.VerifyAdmin(ctx, func(v store.VerifiedAdmin) error {
		acts += v.Events
		if v.Err != nil {
			bad++
			fmt.Fprintln(p.app.Out, "不符：", v.Err)
		}
		return ctx.Err()
	})
	return acts, bad, err
}

func (p *parts) verifyFiles(ctx context.Context) (files, bad int, err error) {
	err = p.store.FileHashes(ctx, func(sha string) error {
		files++
		if err := p.blobs.Verify(ctx, sha); err != nil {
			bad++
			fmt.Fprintln(p.app.Out, "不符：", err)
		}
		return ctx.Err()
	})
	return files, bad, err
}
