package postgres

import "syscall"

// dieWithParent asks the kernel to send the child a signal when its parent dies. Go
// sets this after the change of account, which would clear it.
func dieWithParent(attr *syscall.SysProcAttr, s syscall.Signal) { attr.Pdeathsig = s }
