// Package activities holds the steps that a case's workflow takes: one file,
// one activity. A step may be carried out twice, so every one of them is
// idempotent by a key that outlives the workflow: the command, the alarm, the
// version.
package activities

import (
	"context"
	"io"
	"time"

	"guibei"
	"guibei/deadline"
	"guibei/laws"
	"guibei/lists"
	"guibei/regions"
)

// Store is what the steps need from the database.
type Store interface {
	// Work returns a command with everything that deciding it needs.
	Work(ctx context.Context, commandID string) (guibei.Work, error)
	// Case returns a case as it stands.
	Case(ctx context.Context, id string) (guibei.Case, error)
	// Commit carries an outcome out in one transaction, or nothing of it.
	// Clocks are all clocks of the case after it.
	Commit(ctx context.Context, o guibei.Outcome, clocks []guibei.Clock) (guibei.CommandResult, error)
	// Refuse records that a command was refused, and why.
	Refuse(ctx context.Context, commandID string, kind guibei.Kind, msg string) (guibei.CommandResult, error)
	// Park stops a case until an operator retries.
	Park(ctx context.Context, caseID, commandID, reason string) (guibei.CommandResult, error)
	// SaveCheck keeps what the rules said of a version.
	SaveCheck(ctx context.Context, caseID string, version int, r guibei.CheckReceipt) error
	// RuleSetting returns what a region changed of the rules.
	RuleSetting(ctx context.Context, region string) (guibei.RuleSetting, error)
	// Lists returns the lists of a region that drafts are checked against.
	Lists(ctx context.Context, region string) (lists.Lists, error)
	// LawText returns the words of a law on a day, nil when nobody imported it.
	LawText(ctx context.Context, title string, on guibei.Date) (*laws.Text, error)
	// SweepDrafts deletes the drafts that nobody has touched since an instant.
	SweepDrafts(ctx context.Context, since time.Time) (int, error)
	// Calendar returns the national calendar with the years imported for a
	// region.
	Calendar(ctx context.Context, region string) (*deadline.Calendar, error)
}

// Files gives the bytes of stored files.
type Files interface {
	Get(ctx context.Context, sha256 string) (File, error)
}

// File is an open stored file.
type File interface {
	io.ReaderAt
	io.Closer
	Size() int64
}

// Activities is every step with what it needs.
type Activities struct {
	Store  Store
	Files  Files
	Laws   *laws.Register
	Region func(code string) (*regions.Region, error)
	Now    func() time.Time

	// Reconciler brings workflows back in line with the rows; see [Activities.Sweep].
	Reconciler func(ctx context.Context) (Swept, error)
}
