#!/bin/sh
# Prints the folder of PostgreSQL's server programs, version 15 or later.
#
# Looks where the usual installations put them and takes the newest;
# GUIBEI_POSTGRES_BIN names another folder, and then only that counts. On a Debian
# machine, as root, it installs the package when there is none; it never creates
# or starts a cluster. Anywhere else it says what to do and exits 1.
set -eu

oldest=15

# version DIR prints the major version of the server in DIR, or nothing.
version() {
	[ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ] || return 0
	"$1/postgres" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9][0-9]*\).*/\1/p'
}

# newest DIR... prints the one with the newest server that is new enough.
newest() {
	best=
	best_version=0
	for dir in "$@"; do
		v=$(version "$dir")
		if [ -n "$v" ] && [ "$v" -ge "$oldest" ] && [ "$v" -gt "$best_version" ]; then
			best=$dir
			best_version=$v
		fi
	done
	[ -n "$best" ] && printf '%s\n' "$best"
}

find_server() {
	if [ -n "${GUIBEI_POSTGRES_BIN:-}" ]; then
		newest "$GUIBEI_POSTGRES_BIN"
		return
	fi
	newest "$(dirname "$(command -v initdb || echo ./none)")" \
		/usr/lib/postgresql/*/bin /usr/pgsql-*/bin \
		/opt/homebrew/opt/postgresql@*/bin /opt/homebrew/bin \
		/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin \
		/usr/local/opt/postgresql@*/bin /usr/local/pgsql/bin
}

# install_server installs Debian's package without a cluster of its own.
install_server() {
	conf=/etc/postgresql-common/createcluster.conf
	if [ ! -e "$conf" ]; then
		mkdir -p "$(dirname "$conf")"
		echo 'create_main_cluster = false' >"$conf"
	fi
	export DEBIAN_FRONTEND=noninteractive
	apt-get -o DPkg::Lock::Timeout=120 update -qq >&2 &&
		apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends postgresql >&2
}

find_server && exit 0

if [ -z "${GUIBEI_POSTGRES_BIN:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo 'PostgreSQL not found; installing the package postgresql / 未找到 PostgreSQL，正在安装' >&2
	install_server && find_server && exit 0
fi

cat >&2 <<EOF
未找到 PostgreSQL $oldest 或更高版本的服务端程序（initdb、pg_ctl、postgres），请安装后重试，或用 GUIBEI_POSTGRES_BIN 指明其所在目录。
No PostgreSQL $oldest or later found (initdb, pg_ctl, postgres): install it, or name its folder in GUIBEI_POSTGRES_BIN, and try again.
EOF
exit 1
