// Package temporald runs a Temporal server (go.temporal.io/server v1.32.1) inside
// this process on a PostgreSQL that is given to it.
//
// Upstream recommends embedding for tests and development, and calls SQLite unfit
// for production. On PostgreSQL, with its migrations, embedding serves a single
// machine; what Guibei needs to rebuild Temporal from is in its own database.
//
// All four services listen on 127.0.0.1 and none asks who calls: whoever can open
// a port on the machine's loopback is an administrator of the process engine. For
// more than a trusted machine, run Temporal as a service of its own.
//
// The number of history shards is fixed when the databases are first used.
package temporald
