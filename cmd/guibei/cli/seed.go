package cli

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"guibei/api"
	"guibei/regions"
	"guibei/store"
)

// welcome prepares a first start: the demonstration's organs and people if it
// is asked for, else a link for the first administrator.
func (p *parts) welcome(ctx context.Context, o UpOptions, r *Running) error {
	people, err := p.store.People(ctx)
	if err != nil {
		return err
	}
	file := filepath.Join(o.Data, "demo.json")
	switch _, err := os.Stat(file); {
	case err == nil:
		r.Accounts = file
		return p.seedDemo(ctx, file, r.URL) // the address may have changed; a start that was cut off is finished
	case !errors.Is(err, fs.ErrNotExist):
		return err
	case o.Demo && len(people) == 0:
		r.Accounts = file
		return p.seedDemo(ctx, file, r.URL)
	case len(people) == 0:
		if err := p.seedOrgans(ctx); err != nil {
			return err
		}
		link, err := p.bootstrapLink(ctx, r.URL)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.app.Out, "首次启动。请在24小时内打开此链接建立系统管理员（只能使用一次）：\n%s\n", link)
	}
	return nil
}

func (p *parts) seedOrgans(ctx context.Context) error {
	for _, o := range p.region.Organs() {
		if err := p.store.PutOrgan(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

// seedDemo puts the demonstration's people in. Their passwords are made here,
// once, and kept in a file that only its owner may read.
func (p *parts) seedDemo(ctx context.Context, file, url string) error {
	accounts, err := p.demoAccounts(file)
	if err != nil {
		return err
	}
	accounts.URL = url
	if err := p.seedOrgans(ctx); err != nil {
		return err
	}
	for _, a := range accounts.People {
		if err := p.seedPerson(ctx, a); err != nil {
			return err
		}
	}
	return writeAccounts(file, accounts)
}

func (p *parts) demoAccounts(file string) (Accounts, error) {
	accounts := Accounts{Region: p.region.Code}
	b, err := os.ReadFile(file)
	if err == nil {
		return accounts, json.Unmarshal(b, &accounts)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return accounts, err
	}
	_, people, err := regions.Demo(p.region.Code)
	if err != nil {
		return accounts, err
	}
	for _, d := range people {
		accounts.People = append(accounts.People, Account{Login: d.Login, Password: rand.Text()[:16], Person: d.Person})
	}
	// Written before anything is put in, so that a start that is cut off
	// between two people goes on with the same passwords.
	return accounts, writeAccounts(file, accounts)
}

// seedPerson puts a person and an account in, unless they are there.
func (p *parts) seedPerson(ctx context.Context, a Account) error {
	if _, err := p.store.Account(ctx, a.Login); err == nil {
		return nil
	}
	hash, err := api.HashPassword(a.Password)
	if err != nil {
		return err
	}
	if err := p.store.PutPerson(ctx, a.Person); err != nil {
		return err
	}
	return p.store.PutAccount(ctx, store.Account{Person: a.Person.ID, Login: a.Login, PasswordHash: hash})
}

func writeAccounts(file string, a Accounts) error {
	b, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
