package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
	"guibei/lists"
	"guibei/store"
)

type listsOutput struct {
	Body ListsView
}

// ListsView is the lists that were imported.
type ListsView struct {
	Lists []store.ListFact `json:"lists" nullable:"false" doc:"已导入的清单"`
}

// getLists tells which lists drafts are checked against.
func (s *Server) getLists(ctx context.Context, _ guibei.Person, _ *struct{}) (*listsOutput, error) {
	facts, err := s.Store.ListFacts(ctx, s.regionCode())
	return &listsOutput{ListsView{list(facts)}}, err
}

// importList replaces one list.
func (s *Server) importList(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	if !p.HasRole(guibei.SystemAdmin) {
		return guibei.Errorf(guibei.Forbidden, "清单由系统管理员导入，请联系系统管理员。")
	}
	name, err := fileName(r)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxLawsBody))
	if _, over := errors.AsType[*http.MaxBytesError](err); over {
		return guibei.Errorf(guibei.TooLarge, "文件超过64MiB的上限，请删去图片后再导入。")
	}
	if err != nil {
		return err
	}
	kind := lists.Kind(r.PathValue("kind"))
	rows, err := lists.Read(kind, name, data)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	facts := map[string]any{"label": kind.Label(), "file": name, "rows": len(rows)}
	ctx := r.Context()
	err = s.administer(ctx, p, guibei.ListImported, "lists/"+s.regionCode(), facts, func(within *store.Store) error {
		return within.PutList(ctx, s.regionCode(), kind, rows, name, hex.EncodeToString(sum[:]), p.ID)
	})
	if err != nil {
		return err
	}
	out, err := s.getLists(r.Context(), p, nil)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, out.Body)
}

func (s *Server) describeListImport(op *huma.Operation) {
	op.Parameters = []*huma.Param{pathParam("kind", "makers、powers 或者 proofs"), {Name: "name", In: "query", Required: true, Description: "文件名", Schema: &huma.Schema{Type: huma.TypeString}}}
	op.RequestBody = binaryBody()
	op.Responses["200"] = answerOf("application/json", s.schemaOf(reflect.TypeFor[ListsView]()))
}
