package config

import (
	"errors"
	"fmt"
)

// Engine names what makes documents and PDFs.
type Engine string

// The engines. Reading, annotating and comparing are always native.
const (
	Native    Engine = "native"
	Unioffice Engine = "unioffice"
)

// UnmarshalText reads the name; an empty one is [Native].
func (e *Engine) UnmarshalText(b []byte) error {
	switch *e = Engine(b); *e {
	case Native, Unioffice:
		return nil
	case "":
		*e = Native
		return nil
	}
	return fmt.Errorf("GUIBEI_DOCX_ENGINE=%q 不认识，只能是 native（内置）或 unioffice", b)
}

// Docx says how new documents are made.
type Docx struct {
	// Engine is native, or unioffice where somebody bought its licence.
	Engine Engine `env:"GUIBEI_DOCX_ENGINE" envDefault:"native"`
	// Program is guibei-unioffice, by name or path; see adapters/unioffice.
	Program string `env:"GUIBEI_UNIOFFICE_PROGRAM" envDefault:"guibei-unioffice"`
	// KeyFile is the file with the offline key of unioffice.
	KeyFile string `env:"GUIBEI_UNIOFFICE_KEY_FILE"`
	// PDFKeyFile is the file with the key of UniPDF, where KeyFile does not
	// cover it.
	PDFKeyFile string `env:"GUIBEI_UNIOFFICE_PDF_KEY_FILE"`
	// Customer is the name the keys were issued to.
	Customer string `env:"GUIBEI_UNIOFFICE_CUSTOMER"`
	// Fonts is the folder of the fonts for PDFs by unioffice.
	Fonts string `env:"GUIBEI_UNIOFFICE_FONTS"`
	// AllowMetered accepts a metered key. With one, unioffice sends host name
	// and addresses of this machine to its vendor.
	AllowMetered bool `env:"GUIBEI_UNIOFFICE_ALLOW_METERED" envDefault:"false"`
}

// check reports what unioffice cannot start without. Whether the key is good
// only unioffice can say; then the native engine steps in and says so.
func (d Docx) check() error {
	if d.Engine != Unioffice {
		return nil
	}
	var errs []error
	for _, s := range []struct{ name, value, what string }{
		{"GUIBEI_UNIOFFICE_KEY_FILE", d.KeyFile, "离线密钥文件"},
		{"GUIBEI_UNIOFFICE_CUSTOMER", d.Customer, "密钥上的客户名称"},
		{"GUIBEI_UNIOFFICE_PROGRAM", d.Program, "guibei-unioffice 程序"},
	} {
		if s.value == "" {
			errs = append(errs, fmt.Errorf("已选用 unioffice，但没有设置 %s（%s）。请设置，或者改回 GUIBEI_DOCX_ENGINE=native", s.name, s.what))
		}
	}
	return errors.Join(errs...)
}
