package api

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"guibei"
)

func isCSV(path string) bool { return strings.HasSuffix(path, ".csv") }

// errEnough ends the reading of rows at the limit.
var errEnough = errors.New("enough rows")

// each writes the rows of a sheet up to the limit and says in words when there
// were more.
func (t *sheet) each(ctx context.Context, row func([]any) error) error {
	n := 0
	err := t.write(ctx, func(cells []any) error {
		if n == mostExported {
			return errEnough
		}
		n++
		return row(cells)
	})
	if !errors.Is(err, errEnough) {
		return err
	}
	return row([]any{fmt.Sprintf("以上为前%d行。符合条件的不止这些，请缩小筛选范围后分次导出。", mostExported)})
}

// harmless keeps a text from being taken for a formula by whatever opens the
// file: drafters choose titles, and titles end up on other people's desks.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// writeCSV writes UTF-8 with a byte order mark, which Excel and WPS need to
// read Chinese.
func writeCSV(ctx context.Context, w io.Writer, t *sheet) error {
	const buffer = 64 << 10
	buf := bufio.NewWriterSize(w, buffer)
	_, _ = buf.WriteString("\ufeff") // Flush returns the first error
	c := csv.NewWriter(buf)
	c.UseCRLF = true
	for _, line := range t.head {
		if err := c.Write([]string{harmless(line[0]), harmless(line[1])}); err != nil {
			return err
		}
	}
	c.Flush()
	_, _ = buf.WriteString("\r\n")
	if err := c.Write(t.cols); err != nil {
		return err
	}
	err := t.each(ctx, func(cells []any) error {
		line := make([]string, len(cells))
		for i, v := range cells {
			line[i] = plain(v)
		}
		return c.Write(line)
	})
	if err != nil {
		return err
	}
	c.Flush()
	return errors.Join(c.Error(), buf.Flush())
}

// plain writes a cell as text. Instants come in the zone that people read.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return harmless(v)
	case int:
		return strconv.Itoa(v)
	case guibei.Date:
		if v.IsZero() {
			return ""
		}
		return v.String()
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format("2006-01-02 15:04")
	}
	panic(fmt.Sprintf("api: cell of type %T", v)) // the columns are ours
}

// The number formats that Excel has built in for a date and for a date with time.
const (
	dateFormat     = 14
	dateTimeFormat = 22
)

// book is a workbook being written.
type book struct {
	file            *excelize.File
	bold, day, time int // styles
}

// writeXLSX writes a workbook of two sheets: what it is about, and the rows.
// The rows go through a temporary file, so that their number does not matter
// to the memory.
func writeXLSX(ctx context.Context, w io.Writer, t *sheet) (err error) {
	b := book{file: excelize.NewFile()}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	for style, s := range map[*int]*excelize.Style{
		&b.bold: {Font: &excelize.Font{Bold: true}}, &b.day: {NumFmt: dateFormat}, &b.time: {NumFmt: dateTimeFormat},
	} {
		if *style, err = b.file.NewStyle(s); err != nil {
			return err
		}
	}
	const about = "说明"
	if err := b.file.SetSheetName("Sheet1", about); err != nil {
		return err
	}
	if err := b.about(about, t); err != nil {
		return err
	}
	rows, err := b.file.NewSheet(t.name)
	if err != nil {
		return err
	}
	b.file.SetActiveSheet(rows)
	if err := b.rows(ctx, t); err != nil {
		return err
	}
	_, err = b.file.WriteTo(w)
	return err
}

func (b *book) about(name string, t *sheet) error {
	sw, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	const left, right = 16, 100
	if err := errors.Join(sw.SetColWidth(1, 1, left), sw.SetColWidth(2, 2, right)); err != nil {
		return err
	}
	for i, line := range t.head {
		at := "A" + strconv.Itoa(i+1)
		if err := sw.SetRow(at, []any{excelize.Cell{StyleID: b.bold, Value: line[0]}, harmless(line[1])}); err != nil {
			return err
		}
	}
	return sw.Flush()
}

func (b *book) rows(ctx context.Context, t *sheet) error {
	sw, err := b.file.NewStreamWriter(t.name)
	if err != nil {
		return err
	}
	const width = 18
	if err := errors.Join(
		sw.SetColWidth(1, max(1, len(t.cols)), width),
		sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
	); err != nil {
		return err
	}
	head := make([]any, len(t.cols))
	for i, c := range t.cols {
		head[i] = excelize.Cell{StyleID: b.bold, Value: c}
	}
	if err := sw.SetRow("A1", head); err != nil {
		return err
	}
	n := 1
	err = t.each(ctx, func(cells []any) error {
		n++
		for i, v := range cells {
			cells[i] = b.cell(v)
		}
		return sw.SetRow("A"+strconv.Itoa(n), cells)
	})
	return errors.Join(err, sw.Flush())
}

// cell gives numbers and dates as what they are, so that people can sort and
// add them.
func (b *book) cell(v any) any {
	switch v := v.(type) {
	case string:
		return harmless(v)
	case guibei.Date:
		if v.IsZero() {
			return nil
		}
		return excelize.Cell{StyleID: b.day, Value: v.In(time.UTC)}
	case time.Time:
		if v.IsZero() {
			return nil
		}
		// A workbook knows no zones: what is written is what the clock showed.
		_, offset := v.Zone()
		return excelize.Cell{StyleID: b.time, Value: v.Add(time.Duration(offset) * time.Second).UTC()}
	}
	return v
}
