package unioffice

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// Limits, in bytes.
const (
	maxDocument = 50 << 20
	maxReply    = maxDocument/3*4 + 1<<20 // a document in base64, and the rest of the reply
	maxLog      = 16 << 10                // of standard error, for the log
)

// ask runs the program for one request.
func (c *Client) ask(ctx context.Context, r request) (reply, error) {
	r.Version = wireVersion
	in, err := json.Marshal(r)
	if err != nil {
		return reply{}, unavailable(err, "发给 unioffice 程序的内容无法编码。请查看日志。")
	}
	args, err := c.args()
	if err != nil {
		return reply{}, err
	}
	out, err := c.run(ctx, in, args)
	if err != nil {
		return reply{}, err
	}
	return decode(out)
}

// args is the command line. Paths are made absolute, because the program has a
// folder of its own to work in.
func (c *Client) args() ([]string, error) {
	if c.o.KeyFile == "" {
		return nil, unlicensed(nil, "没有设置 unioffice 的离线密钥。请设置 GUIBEI_UNIOFFICE_KEY_FILE，或者改用内置引擎（GUIBEI_DOCX_ENGINE=native）。")
	}
	var args []string
	for _, p := range []struct{ flag, path string }{{"-key-file", c.o.KeyFile}, {"-pdf-key-file", c.o.PDFKeyFile}, {"-fonts", c.o.Fonts}} {
		if p.path == "" {
			continue
		}
		abs, err := filepath.Abs(p.path)
		if err != nil {
			return nil, unavailable(err, "无法确定当前目录。请把 GUIBEI_UNIOFFICE_* 中的路径写成绝对路径。")
		}
		args = append(args, p.flag, abs)
	}
	if c.o.Customer != "" {
		args = append(args, "-customer", c.o.Customer)
	}
	if c.o.AllowMetered {
		args = append(args, "-allow-metered")
	}
	// The program ends by itself when this one is not there to end it.
	return append(args, "-limit", (c.o.Timeout + time.Minute).String()), nil
}

// run starts the program, gives it in, and returns what it wrote.
func (c *Client) run(ctx context.Context, in []byte, args []string) ([]byte, error) {
	program, err := exec.LookPath(c.o.Program)
	if err == nil {
		program, err = filepath.Abs(program)
	}
	if err != nil {
		return nil, unavailable(err, fmt.Sprintf("没有找到 unioffice 程序 %q。请安装 guibei-unioffice 并设置 GUIBEI_UNIOFFICE_PROGRAM。", c.o.Program))
	}
	home, err := os.MkdirTemp("", "guibei-unioffice-")
	if err != nil {
		return nil, unavailable(err, "无法建立临时目录。请检查临时目录的空间和权限。")
	}
	defer os.RemoveAll(home)

	timed, stop := context.WithTimeout(ctx, c.o.Timeout)
	defer stop()
	var (
		out = bounded{max: maxReply, over: stop}
		log = bounded{max: maxLog}
	)
	cmd := exec.CommandContext(timed, program, args...) //nolint:gosec // the operator names the program
	cmd.Dir = home
	// Nothing of this process's environment: it has passwords, and unioffice
	// looks there for keys and for another server to report to.
	cmd.Env = []string{"HOME=" + home, "TMPDIR=" + home, "PATH=/usr/local/bin:/usr/bin:/bin"}
	cmd.Stdin = bytes.NewReader(in)
	cmd.Stdout, cmd.Stderr = &out, &log
	cmd.WaitDelay = time.Second // a child of its own may hold the pipes open
	err = cmd.Run()

	if said := bytes.TrimSpace(log.bytes()); len(said) > 0 {
		c.o.Log.WarnContext(ctx, "unioffice says", "stderr", string(said))
	}
	switch {
	case out.exceeded():
		return nil, unavailable(fmt.Errorf("more than %d bytes", maxReply), "unioffice 程序的答复过大，已停止。请检查 GUIBEI_UNIOFFICE_PROGRAM 指向的程序。")
	case ctx.Err() != nil:
		return nil, unavailable(context.Cause(ctx), "没有等到 unioffice 程序的答复。请稍后重试。")
	case timed.Err() != nil:
		return nil, unavailable(timed.Err(), fmt.Sprintf("unioffice 程序在 %s 内没有答复，已停止。请减少内容后重试，或者改用内置引擎（GUIBEI_DOCX_ENGINE=native）。", c.o.Timeout))
	case err != nil:
		return nil, unavailable(fmt.Errorf("run %s: %w", filepath.Base(program), err), "unioffice 程序运行失败。请查看日志。")
	}
	return out.bytes(), nil
}

// bounded keeps the first max bytes. What comes after is dropped or, where over
// is set, ends the matter.
type bounded struct {
	max  int
	over func()

	mu   sync.Mutex
	buf  bytes.Buffer
	full bool
}

var errOver = errors.New("more than the limit")

// Write keeps what fits.
func (b *bounded) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	fits := min(len(p), b.max-b.buf.Len())
	b.buf.Write(p[:fits])
	if fits < len(p) {
		b.full = true
		if b.over != nil {
			b.over()
			return fits, errOver
		}
	}
	return len(p), nil
}

// bytes and exceeded lock too: after WaitDelay a late writer may be left.
func (b *bounded) bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return bytes.Clone(b.buf.Bytes())
}

func (b *bounded) exceeded() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.full
}
