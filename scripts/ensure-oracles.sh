#!/bin/sh
# Makes sure that the programs are here that tests compare our reading of a docx
# with: LibreOffice Writer without a screen, lxml and python-docx for Debian's
# Python, and poppler's tools.
#
# On a Debian machine, as root, it installs what is missing. Anywhere else it says
# what is missing and exits 1; the tests that need it are skipped then. The same
# once more changes nothing.
set -eu

# Debian's Python, whatever other one comes first in PATH: the modules are its own.
python=/usr/bin/python3

# has_writer reports whether LibreOffice is here with Writer's filters; its core comes without them too.
has_writer() {
	office=$(command -v soffice) || return 1
	[ "$(uname)" = Linux ] || return 0
	[ -e "$(dirname "$(readlink -f "$office")")/libswlo.so" ]
}

# missing prints the packages whose programs are not here.
missing() {
	has_writer || echo libreoffice-writer
	"$python" -c 'import lxml.etree' >/dev/null 2>&1 || echo python3-lxml
	"$python" -c 'import docx' >/dev/null 2>&1 || echo python3-docx
	command -v pdftoppm >/dev/null 2>&1 || echo poppler-utils
}

want=$(missing)
if [ -n "$want" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "installing for the tests of package docx:" $want >&2 # unquoted: names on one line
	export DEBIAN_FRONTEND=noninteractive
	{
		apt-get -o DPkg::Lock::Timeout=300 update -qq &&
			apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $want
	} >/dev/null 2>&1 || true
	want=$(missing)
fi
[ -z "$want" ] && exit 0

cat >&2 <<EOF
缺少测试所需的独立阅读器，请安装后重试：$(echo "$want" | tr '\n' ' ')
The independent readers that tests compare with are missing; install them and try again: $(echo "$want" | tr '\n' ' ')
EOF
exit 1
