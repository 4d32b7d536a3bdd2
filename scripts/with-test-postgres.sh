#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own: scripts/with-test-postgres.sh CMD…
#
# The server is made in a temporary folder, listens on a Unix socket only, does
# not flush to disk, and is stopped and deleted when the command ends, however
# it ends. The command finds it at TEST_DATABASE_URL, as a superuser. If that
# variable is set already, the server it names is used and none is started.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 2; }
[ -z "${TEST_DATABASE_URL:-}" ] || exec "$@"

bin=$("$(dirname "$0")/ensure-postgres.sh")
dir=$(mktemp -d "${TMPDIR:-/tmp}/guibei-pg.XXXXXX")

# PostgreSQL refuses to run as root: give the folder, and the server, to
# somebody who may do nothing else.
server() { "$@"; }
if [ "$(id -u)" = 0 ]; then
	user=nobody
	if id postgres >/dev/null 2>&1; then user=postgres; fi
	chown "$user" "$dir"
	server() { (cd / && exec setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"); }
fi

stop() {
	server "$bin/pg_ctl" stop -s -w -m immediate -D "$dir/data" >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The collation is the one of deploy/: the same order of names everywhere.
init() { server "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --no-sync "$@" >"$dir/log" 2>&1; }
init --locale=C.UTF-8 || { server rm -rf "$dir/data"; init --no-locale; } || { cat "$dir/log" >&2; exit 1; }

cat >>"$dir/data/postgresql.conf" <<EOF
listen_addresses = ''
unix_socket_directories = '$dir'
max_connections = 300
shared_buffers = 128MB
max_wal_size = 2GB
fsync = off
synchronous_commit = off
full_page_writes = off
EOF
server "$bin/pg_ctl" start -s -w -t 60 -D "$dir/data" -l "$dir/data/server.log" >/dev/null || {
	cat "$dir/data/server.log" >&2
	exit 1
}

# A kill -9 runs no trap; the watcher, in a process group of its own, does the
# same work then.
set -m
(
	while kill -0 "$$" 2>/dev/null; do sleep 1; done
	stop
) >/dev/null 2>&1 </dev/null &
watcher=$!
set +m
trap 'kill -- "-$watcher" 2>/dev/null || true; stop' EXIT

export TEST_DATABASE_URL="postgres://postgres@/postgres?host=$dir"
"$@"
