// Package postgres runs a private PostgreSQL from the programs that the machine
// already has: it finds them, creates the cluster once, starts the server as a
// child process, heals it when it dies and stops it in order.
//
// One data folder holds everything:
//
//	guibei.lock          held while a process uses the folder
//	postgres.json        port and passwords, mode 0600
//	postgres/            the cluster, owned by the account that runs the server
//	run/                 the Unix socket (elsewhere when the path is too long)
//	log/postgres.log     what the server says
//
// # What happens after kill -9
//
// The kernel asks the server to shut down when its parent dies (Linux only). That
// is a courtesy, not the guarantee: the guarantee is that Start looks for a server
// that still runs on the folder, stops it, and only then starts its own.
//
// # Root
//
// PostgreSQL refuses to run as root. A root process hands the cluster to an
// ordinary account ("postgres", else "nobody") and starts the server as that one,
// which must be able to walk down to the folder; Start says so when it cannot.
//
// # Trust
//
// Nobody is trusted by address: the server listens on 127.0.0.1 and on its socket,
// and asks for a random password (SCRAM) on both. The superuser serves set-up only.
//
// The package works on Linux and macOS.
package postgres
