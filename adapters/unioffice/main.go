// Command guibei-unioffice makes documents and PDFs with unioffice, for Guibei.
//
// It is a program of its own so that nobody who does not want unioffice carries
// its modules or its licence. It reads one request as JSON from standard input,
// writes one reply as JSON to standard output, and ends. It never opens a file
// but the key and the fonts, never writes one, and needs no network: run it
// without one. See README.md for the operations and for what the licence needs.
package main

import (
	"errors"
	"flag"
	"io"
	"log/slog"
	"os"
	"time"
)

// Exit codes. A request that was answered, be it with a refusal, is exitOK: the
// answer says the rest.
const (
	exitOK      = 0
	exitBroken  = 1 // the answer could not be written
	exitUsage   = 2
	exitTooLong = 3
)

func main() {
	// unioffice prints notices to standard output; that belongs to the reply.
	out := os.Stdout
	os.Stdout = os.Stderr
	os.Exit(run(os.Args[1:], os.Stdin, out, os.Stderr))
}

// run answers the one request on in.
func run(args []string, in io.Reader, out, logTo io.Writer) int {
	var (
		o     options
		limit time.Duration
	)
	fs := flag.NewFlagSet("guibei-unioffice", flag.ContinueOnError)
	fs.SetOutput(logTo)
	fs.StringVar(&o.keyFile, "key-file", "", "`file` with the offline licence key of unioffice")
	fs.StringVar(&o.pdfKeyFile, "pdf-key-file", "", "`file` with the offline key of UniPDF, where it is another one")
	fs.StringVar(&o.customer, "customer", "", "`name` the keys were issued to")
	fs.BoolVar(&o.allowMetered, "allow-metered", false, "accept a metered key, which sends host name and addresses to its vendor")
	fs.StringVar(&o.fonts, "fonts", "", "`folder` of the fonts for PDFs")
	fs.DurationVar(&limit, "limit", 5*time.Minute, "end unanswered after this `time`")
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitOK
		}
		return exitUsage
	}

	log := slog.New(slog.NewTextHandler(logTo, nil))
	// Whoever started this stops it in time. This is for when they are gone.
	defer time.AfterFunc(limit, func() {
		log.Error("no answer within the limit", "limit", limit)
		os.Exit(exitTooLong)
	}).Stop()

	if err := writeReply(out, o.answer(in, log)); err != nil {
		log.Error("write the reply", "err", err)
		return exitBroken
	}
	return exitOK
}
