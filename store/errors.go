package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"

	"guibei"
)

// ErrMoved is returned by [Store.Commit] when the case has moved on since the
// outcome was decided: read the work again and decide again.
var ErrMoved = guibei.Errorf(guibei.Unavailable, "本件刚刚有新的办理记录，系统将按最新情况重新办理，请稍候。")

// ErrPayload is wrapped by the error of [Store.Work] when the stored payload of
// a command can no longer be read by this version of the program.
var ErrPayload = errors.New("store: the payload of the command cannot be read")

// broken says what a violated constraint means to a person. Constraints that
// only a mistake of ours can break are not listed: they are internal.
var broken = map[string]error{
	"organ_id_check":                 guibei.Errorf(guibei.Invalid, "机关编号不能为空，请填写编号。"),
	"organ_name_check":               guibei.Errorf(guibei.Invalid, "机关名称不能为空，请填写与公文一致的全称。"),
	"organ_kind_check":               guibei.Errorf(guibei.Invalid, "没有这种机关类型，请从清单中选择。"),
	"person_id_check":                guibei.Errorf(guibei.Invalid, "人员编号不能为空，请填写编号。"),
	"person_name_check":              guibei.Errorf(guibei.Invalid, "姓名不能为空，请填写姓名。"),
	"person_role_role_check":         guibei.Errorf(guibei.Invalid, "没有这个角色，请从角色清单中选择。"),
	"person_role_organ_fkey":         guibei.Errorf(guibei.Invalid, "没有这个机关，请先登记机关，再授予角色。"),
	"person_role_duty_fkey":          guibei.Errorf(guibei.Conflict, "三员须由不同的人担任，且不得兼任业务角色，请分别建立账号。"),
	"account_login_check":            guibei.Errorf(guibei.Invalid, "登录名不能为空，请填写登录名。"),
	"account_login_key":              guibei.Errorf(guibei.Conflict, "这个登录名已被使用，请换一个。"),
	"account_person_fkey":            guibei.Errorf(guibei.NotFound, "没有这个人员，请先登记人员，再建立账号。"),
	"file_sha256_check":              guibei.Errorf(guibei.Invalid, "文件指纹格式有误，请使用上传后返回的 sha256。"),
	"file_text_sha256_check":         guibei.Errorf(guibei.Invalid, "文本指纹格式有误，请重新上传文件。"),
	"cases_pkey":                     ErrMoved, // opened by somebody else in the same moment
	"cases_drafting_organ_fkey":      guibei.Errorf(guibei.Invalid, "没有这个起草单位，请从机关清单中选择。"),
	"cases_issuing_organ_fkey":       guibei.Errorf(guibei.Invalid, "没有这个制定机关，请从机关清单中选择。"),
	"cases_document_no_key":          guibei.Errorf(guibei.Conflict, "这个发文字号已被本机关的其他文件使用，请联系系统管理员核对编号规则。"),
	"cases_unified_no_key":           guibei.Errorf(guibei.Conflict, "这个统一编号已被其他文件使用，请联系系统管理员核对编号规则。"),
	"obligation_registration_no_key": guibei.Errorf(guibei.Conflict, "这个备案登记号已被使用，请核对后另填一个，或者留空由系统编号。"),
	"version_doc_fkey":               guibei.Errorf(guibei.Invalid, "正文还没有上传，请先上传文件，再使用返回的 sha256。"),
	"command_by_fkey":                guibei.Errorf(guibei.Unauthenticated, "没有您的人员登记，请联系系统管理员。"),
	"command_kind_check":             guibei.Errorf(guibei.Invalid, "没有这种操作，请按接口文档填写操作名称。"),
	"draft_by_fkey":                  guibei.Errorf(guibei.Unauthenticated, "没有您的人员登记，请联系系统管理员。"),
	"preference_person_fkey":         guibei.Errorf(guibei.Unauthenticated, "没有您的人员登记，请联系系统管理员。"),
	"calendar_year_by_fkey":          guibei.Errorf(guibei.Unauthenticated, "没有您的人员登记，请联系系统管理员。"),
	"check_receipt_version_fkey":     guibei.Errorf(guibei.NotFound, "本件没有这一稿，请核对稿次。"),
}

// fail gives an error of the database its kind and says, for the log, what was
// being done. Errors that have a kind already pass.
func fail(doing string, err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*guibei.Error](err); ours {
		return err
	}
	cause := fmt.Errorf("%s: %w", doing, err)
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &pg):
		return failPg(pg, cause)
	case errors.Is(err, pgx.ErrNoRows):
		return guibei.Because(guibei.NotFound, cause, "没有找到这条记录，请核对编号。")
	case away(err):
		return guibei.Because(guibei.Unavailable, cause, "数据库暂时不可用，已提交的内容不会丢失，请稍后重试。")
	}
	return guibei.Because(guibei.Internal, cause, cause.Error())
}

func failPg(pg *pgconn.PgError, cause error) error {
	if known, ok := errors.AsType[*guibei.Error](broken[pg.ConstraintName]); ok {
		if errors.Is(known, ErrMoved) {
			return ErrMoved
		}
		return guibei.Because(known.Kind, cause, known.Msg)
	}
	switch class := pg.Code[:2]; {
	case class == "08", class == "53", strings.HasPrefix(pg.Code, "57P0"), pg.Code == "40001", pg.Code == "40P01",
		pg.Code == "55P03", pg.Code == "57014", pg.Code == "25P03":
		return guibei.Because(guibei.Unavailable, cause, "数据库暂时不可用，已提交的内容不会丢失，请稍后重试。")
	case pg.Code == "22021", pg.Code == "22P05":
		return guibei.Because(guibei.Invalid, cause, "内容中含有不能保存的控制字符，请删除后重新提交。")
	case pg.Code == "23505":
		return guibei.Because(guibei.Conflict, cause, "同样的记录已经存在，请刷新后核对。")
	}
	return guibei.Because(guibei.Internal, cause, cause.Error())
}

// away reports whether err is about reaching the database and not about what
// was asked of it.
func away(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, puddle.ErrClosedPool) || errors.Is(err, pgx.ErrTxClosed) || pgconn.SafeToRetry(err)
}

// orNotFound replaces the absence of a row by a sentence of the caller's.
func orNotFound(err error, format string, args ...any) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return guibei.Errorf(guibei.NotFound, format, args...)
	}
	return err
}
