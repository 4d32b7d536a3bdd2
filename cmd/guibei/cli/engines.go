package cli

import (
	"log/slog"

	"guibei/docx/compose"
	"guibei/internal/config"
	"guibei/internal/libreoffice"
	"guibei/internal/unioffice"
)

// engines are what makes letters and PDFs, as configured: nil is our own
// filler. Whoever stands first is asked first, and that another stepped in is
// said with the letter.
func engines(c config.Config, log *slog.Logger) (compose.Filler, []compose.Converter) {
	libre := libreoffice.New(c.Soffice, 0)
	if c.Docx.Engine != config.Unioffice {
		return nil, []compose.Converter{libre}
	}
	d := c.Docx
	var e compose.Engine = unioffice.New(unioffice.Options{
		Program: d.Program, KeyFile: d.KeyFile, PDFKeyFile: d.PDFKeyFile, Customer: d.Customer,
		AllowMetered: d.AllowMetered, Fonts: d.Fonts, Log: log,
	})
	return e, []compose.Converter{e, libre}
}
