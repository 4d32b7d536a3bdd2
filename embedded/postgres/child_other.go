//go:build unix && !linux

package postgres

import "syscall"

// dieWithParent does nothing: only Linux has a parent-death signal. The next start
// finds and stops the leftover server.
func dieWithParent(*syscall.SysProcAttr, syscall.Signal) {}
