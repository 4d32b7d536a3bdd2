package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"regexp"
	"time"

	"github.com/unidoc/unioffice/v2/common"
	"github.com/unidoc/unioffice/v2/common/license"
	pdflicense "github.com/unidoc/unipdf/v4/common/license"
)

const (
	maxKey = 64 << 10 // bytes of a key file; real ones have about one thousand

	nextKey = "请向供应商购买离线密钥，设置 GUIBEI_UNIOFFICE_KEY_FILE 和 GUIBEI_UNIOFFICE_CUSTOMER；或者改用内置引擎（GUIBEI_DOCX_ENGINE=native）。"
)

var (
	offlineMark = []byte("-----BEGIN UNIDOC LICENSE KEY-----")
	// meteredKey is what the vendor's cloud hands out: one long word.
	meteredKey = regexp.MustCompile(`^[0-9A-Za-z_-]{16,}$`)
)

// key is the content of a key file.
type key struct {
	content string
	metered bool
}

// activate hands the keys to unioffice. Nothing is sent anywhere for an offline
// key; a metered one is not even handed over unless it is allowed, because
// handing it over already asks the vendor's server.
func (o options) activate() (status, error) {
	k, err := o.readKey(o.keyFile)
	if err != nil {
		return status{}, err
	}
	if k.metered {
		license.SetMeteredKeyPersistentCache(false) // there is no folder to keep counts in
		err = license.SetMeteredKey(k.content)
	} else {
		err = license.SetLicenseKey(k.content, o.customer)
	}
	loaded := license.GetLicenseKey()
	if err != nil || loaded == nil || !loaded.IsLicensed() {
		return status{}, refuse(codeUnlicensed, err, "unioffice 不接受这个密钥：可能已过期，或者客户名称与密钥不符。"+nextKey)
	}
	st := status{
		Library:  "unioffice " + common.Version,
		Metered:  k.metered,
		Trial:    loaded.Trial,
		Customer: loaded.CustomerName,
	}
	if !loaded.ExpiresAt.IsZero() {
		st.Expires = loaded.ExpiresAt.Format(time.DateOnly)
	}
	return st, nil
}

// activatePDF hands over the key of UniPDF, which writes the PDFs and is
// licensed by itself. One key may serve both.
func (o options) activatePDF() error {
	file := o.pdfKeyFile
	if file == "" {
		file = o.keyFile
	}
	k, err := o.readKey(file)
	if err != nil {
		return err
	}
	if k.metered {
		pdflicense.SetMeteredKeyPersistentCache(false)
		err = pdflicense.SetMeteredKey(k.content)
	} else {
		err = pdflicense.SetLicenseKey(k.content, o.customer)
	}
	if loaded := pdflicense.GetLicenseKey(); err != nil || loaded == nil || !loaded.IsLicensed() {
		return refuse(codeUnlicensed, err, "这个密钥不包括 UniPDF，不能生成 PDF。请设置 GUIBEI_UNIOFFICE_PDF_KEY_FILE，或者改用内置引擎（GUIBEI_DOCX_ENGINE=native）。")
	}
	return nil
}

// readKey reads a key file and tells the two kinds apart.
func (o options) readKey(file string) (key, error) {
	if file == "" {
		return key{}, refuse(codeUnlicensed, nil, "没有设置 unioffice 的密钥。"+nextKey)
	}
	b, err := readSmall(file)
	if err != nil {
		return key{}, refuse(codeUnlicensed, err, "密钥文件无法读取。请检查 GUIBEI_UNIOFFICE_KEY_FILE 的路径和权限。")
	}
	b = bytes.TrimSpace(b)
	switch {
	case bytes.HasPrefix(b, offlineMark):
		return key{content: string(b)}, nil
	case !meteredKey.Match(b):
		return key{}, refuse(codeUnlicensed, nil, "密钥文件里不是 unioffice 的密钥。"+nextKey)
	case !o.allowMetered:
		return key{}, refuse(codeMetered, nil, "这是按量计费的密钥，使用时会把主机名、IP 和网卡地址发给供应商，已拒绝。"+nextKey)
	}
	return key{content: string(b), metered: true}, nil
}

func readSmall(file string) ([]byte, error) {
	f, err := os.Open(file) //nolint:gosec // the operator names the key file
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxKey+1))
	if err == nil && len(b) > maxKey {
		err = errors.New("larger than a key is")
	}
	return b, err
}
