//go:build !unix

package libreoffice

import "os/exec"

// endTogether leaves it at ending the program itself, which is all the standard library offers here.
func endTogether(*exec.Cmd) {}
