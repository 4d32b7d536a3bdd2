//go:build unix

package libreoffice

import (
	"os/exec"
	"syscall"
)

// endTogether makes the end of the context end the children of the program too: soffice is a script that starts others.
func endTogether(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
