// Package libreoffice makes a page-true PDF of a docx with LibreOffice, where that is installed.
//
// Each conversion is a process with a profile of its own in a folder of its own, which is removed afterwards. It sees
// nothing of this process's environment, may not follow links of the document, and is ended with all its children when
// the context ends or the time is up. One runs at a time: LibreOffice takes a processor and some 200 MB.
package libreoffice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"guibei"
)

// ErrNoConverter is in the chain of the error when LibreOffice is not installed.
var ErrNoConverter = errors.New("no LibreOffice")

// ErrFailed is in the chain of the error when LibreOffice did not make a PDF.
var ErrFailed = errors.New("LibreOffice made no PDF")

// Converter makes PDFs. It is safe for concurrent use.
type Converter struct {
	program string
	timeout time.Duration
	turn    chan struct{}
}

// Names of the program, in the order in which they are looked for in PATH.
var programs = []string{"soffice", "libreoffice"}

// maxPDF bounds what is read back, in bytes.
const maxPDF = 200 << 20

// New returns a converter with a program, a path or a name in PATH; "" looks for LibreOffice in PATH. A timeout of zero
// is two minutes. Whether the program is there is found out by each conversion.
func New(program string, timeout time.Duration) *Converter {
	if timeout <= 0 {
		timeout = 2 * time.Minute
	}
	return &Converter{program: program, timeout: timeout, turn: make(chan struct{}, 1)}
}

// Name names the converter in notices.
func (*Converter) Name() string { return "LibreOffice" }

// Available reports whether LibreOffice is installed, or says what to do.
func (c *Converter) Available() error {
	_, err := c.find()
	return err
}

// find returns the path of the program.
func (c *Converter) find() (string, error) {
	names := programs
	if c.program != "" {
		names = []string{c.program}
	}
	var failed error
	for _, n := range names {
		p, err := exec.LookPath(n)
		if err == nil {
			return filepath.Abs(p)
		}
		failed = err
	}
	return "", guibei.Because(guibei.Unavailable, fmt.Errorf("%w: %w", ErrNoConverter, failed),
		"没有找到 LibreOffice，无法生成 PDF。请安装 LibreOffice Writer（或者设置 GUIBEI_SOFFICE 指向 soffice 程序），也可以在 Word 或 WPS 中打开 docx 后另存为 PDF。")
}

// PDF converts a docx.
func (c *Converter) PDF(ctx context.Context, docx []byte) ([]byte, error) {
	program, err := c.find()
	if err != nil {
		return nil, err
	}
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return nil, failed(context.Cause(ctx), "没有等到 LibreOffice 生成 PDF。请稍后重试。")
	}
	home, err := os.MkdirTemp("", "guibei-libreoffice-")
	if err != nil {
		return nil, failed(err, "无法建立临时目录。请检查临时目录的空间和权限。")
	}
	defer os.RemoveAll(home)
	if err := prepare(home, docx); err != nil {
		return nil, failed(err, "无法写入临时目录。请检查临时目录的空间和权限。")
	}
	return c.convert(ctx, program, home)
}

// Files in the folder of a conversion.
const (
	input  = "letter.docx"
	output = "letter.pdf"
)

func prepare(home string, docx []byte) error {
	user := filepath.Join(home, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(settings), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(home, input), docx, 0o600)
}

// settings keep LibreOffice from the network: no links of documents are followed, macros are off, and a proxy that is
// not there answers whatever still tries.
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
`

func (c *Converter) convert(ctx context.Context, program, home string) ([]byte, error) {
	timed, stop := context.WithTimeout(ctx, c.timeout)
	defer stop()
	cmd := exec.CommandContext(timed, program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(home, "profile")), //nolint:gosec // the operator names the program
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf:writer_pdf_Export", "--outdir", home, filepath.Join(home, input))
	cmd.Dir = home
	// Nothing of this process's environment: it has passwords.
	cmd.Env = []string{"HOME=" + home, "TMPDIR=" + home, "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"}
	var said limited
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = time.Second
	endTogether(cmd)
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, failed(context.Cause(ctx), "没有等到 LibreOffice 生成 PDF。请稍后重试。")
	case timed.Err() != nil:
		return nil, failed(timed.Err(), fmt.Sprintf("LibreOffice 在 %s 内没有生成 PDF，已停止。请减少内容后重试，或者在 Word、WPS 中另存为 PDF。", c.timeout))
	}
	pdf, readErr := whole(filepath.Join(home, output))
	if readErr != nil {
		return nil, failed(errors.Join(err, readErr, errors.New(said.String())), "LibreOffice 没有生成完整的 PDF。请在 Word 或 WPS 中打开 docx 后另存为 PDF，并请系统管理员查看日志。")
	}
	return pdf, nil
}

// whole reads a PDF that has a beginning and an end.
func whole(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxPDF {
		return nil, fmt.Errorf("PDF of %d bytes", info.Size())
	}
	b, err := os.ReadFile(name) //nolint:gosec // a file in our own folder
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(b, []byte("%PDF-")) || !bytes.Contains(b[max(0, len(b)-1024):], []byte("%%EOF")) {
		return nil, errors.New("no PDF, or its end is missing")
	}
	return b, nil
}

func failed(cause error, msg string) error {
	return guibei.Because(guibei.Unavailable, fmt.Errorf("%w: %w", ErrFailed, cause), msg)
}

// limited keeps the beginning of what the program says, for the log.
type limited struct{ bytes.Buffer }

// Write implements io.Writer; it never fails, so that the program is not stopped by its own chatter.
func (l *limited) Write(p []byte) (int, error) {
	if room := 4<<10 - l.Len(); room > 0 {
		l.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}
