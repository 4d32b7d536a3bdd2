package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// ErrUnreachable is wrapped by the error of Start when the ordinary account that
// must run the server cannot walk down to the data folder or to the programs.
var ErrUnreachable = errors.New("普通用户无法进入目录")

// account is who the server runs as.
type account struct {
	name     string
	uid, gid int
	// other is true when it is not the account of this process: files must be
	// given to it, and children must change to it.
	other bool
}

// chooseAccount keeps the account that owns the cluster, so that a folder stays
// usable whatever accounts the machine gets later; a new cluster goes to this
// process's own account or, under root, to "postgres", else "nobody".
func chooseAccount(cluster string) (account, error) {
	self := account{name: strconv.Itoa(os.Geteuid()), uid: os.Geteuid(), gid: os.Getegid()}
	owner, exists, err := ownerOf(cluster)
	switch {
	case err != nil:
		return account{}, err
	case self.uid != 0 && exists && owner.uid != self.uid:
		return account{}, fmt.Errorf("数据目录 %s 属于用户 %s，当前用户 %s 不能使用；请换用该用户运行，或者执行 chown -R 改变属主",
			cluster, owner.name, self.name)
	case self.uid != 0:
		return self, nil
	case exists && owner.uid != 0:
		return owner, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			return accountOf(u)
		}
	}
	return account{}, errors.New("以 root 运行时 PostgreSQL 需要一个普通用户，本机既没有 postgres 也没有 nobody；请执行 useradd -r postgres")
}

// ownerOf says who owns a folder, if it exists.
func ownerOf(path string) (account, bool, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return account{}, false, nil
	}
	if err != nil {
		return account{}, false, fmt.Errorf("look at the cluster: %w", err)
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return account{}, false, fmt.Errorf("look at the cluster: no owner known of %s", path)
	}
	a := account{name: strconv.Itoa(int(st.Uid)), uid: int(st.Uid), gid: int(st.Gid), other: int(st.Uid) != os.Geteuid()}
	if u, err := user.LookupId(a.name); err == nil {
		a.name = u.Username
	}
	return a, true, nil
}

func accountOf(u *user.User) (account, error) {
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return account{}, fmt.Errorf("number of user %s: %w", u.Username, err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return account{}, fmt.Errorf("group of user %s: %w", u.Username, err)
	}
	return account{name: u.Username, uid: uid, gid: gid, other: uid != os.Geteuid()}, nil
}

// attributes makes a child run as the account, in its own session: Ctrl-C in the
// terminal must reach Guibei only, which then stops the server last.
func (a account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setsid: true}
	if a.other {
		attr.Credential = &syscall.Credential{
			Uid: uint32(a.uid), //nolint:gosec // numbers of users are 32 bits wide
			Gid: uint32(a.gid), //nolint:gosec // so are those of groups
		}
	}
	return attr
}

// give makes the account own a file or folder.
func (a account) give(path string) error {
	if !a.other {
		return nil
	}
	return os.Lchown(path, a.uid, a.gid)
}

// giveAll makes the account own a whole tree. It serves a cluster that root
// restored from an archive without its owners.
func (a account) giveAll(root string) error {
	if !a.other {
		return nil
	}
	return filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return a.give(path)
	})
}

// letIn opens a folder of ours to the account, for walking through and nothing more.
// The group is used, and not everybody, because other things live in the folder.
func (a account) letIn(dir string) error {
	if !a.other {
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o001 != 0 {
		return nil
	}
	if err := os.Chown(dir, -1, a.gid); err != nil {
		return err
	}
	return os.Chmod(dir, info.Mode().Perm()|0o010)
}

// check starts the server's program as the account, in the data folder, only to
// see that it can: mode bits alone do not tell (ACL, SELinux, user namespaces).
func (a account) check(ctx context.Context, bin binaries, dir string) error {
	if !a.other {
		return nil
	}
	try := func(where string) error {
		cmd := exec.CommandContext(ctx, bin.postgres(), "--version")
		cmd.Dir, cmd.Env, cmd.SysProcAttr = where, environment, a.attributes()
		return cmd.Run()
	}
	if err := try("/"); err != nil {
		return fmt.Errorf("%w：以 root 运行时 PostgreSQL 改用用户 %s，但该用户不能执行 %s，请检查各级目录的权限: %w",
			ErrUnreachable, a.name, bin.postgres(), err)
	}
	if err := try(dir); err != nil {
		return fmt.Errorf("%w：以 root 运行时 PostgreSQL 改用用户 %s，但该用户进不了数据目录 %s%s；"+
			"请把数据目录放到 /var/lib/guibei 这类各级目录都允许进入（o+x）的位置，或者改用普通用户运行: %w",
			ErrUnreachable, a.name, dir, a.barrier(dir), err)
	}
	return nil
}

// barrier names the first folder on the way whose mode bits shut the account out.
func (a account) barrier(dir string) string {
	var parents []string
	for p := dir; ; p = filepath.Dir(p) {
		parents = append([]string{p}, parents...)
		if p == filepath.Dir(p) {
			break
		}
	}
	for _, p := range parents {
		info, err := os.Stat(p)
		if err != nil {
			return ""
		}
		if !a.mayEnter(info) {
			return fmt.Sprintf("（%s 的权限是 %04o）", p, info.Mode().Perm())
		}
	}
	return ""
}

func (a account) mayEnter(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return true
	}
	switch mode := info.Mode().Perm(); {
	case int(st.Uid) == a.uid:
		return mode&0o100 != 0
	case int(st.Gid) == a.gid:
		return mode&0o010 != 0
	default:
		return mode&0o001 != 0
	}
}
