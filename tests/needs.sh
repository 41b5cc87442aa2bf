#!/bin/sh
# The suite needs Chromium and PostgreSQL 15 or newer: finds them, or installs them where it may, or says how.
set -eu

has_browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

has_postgres() {
    for tool in "$(command -v pg_ctl || true)" /usr/lib/postgresql/*/bin/pg_ctl; do
        [ -x "$tool" ] || continue
        version=$("$tool" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
        [ "$version" -ge 15 ] && return 0
    done
    return 1
}

missing() {
    has_browser >/dev/null || echo chromium
    has_postgres || echo postgresql
}

wanted=$(missing)
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:" $wanted
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # The words in $wanted are package names of Debian.
    apt-get install -y -qq --no-install-recommends $wanted >/dev/null
    wanted=$(missing)
    [ -n "$wanted" ] || exit 0
fi

echo "The tests need, and could not find:" $wanted >&2
echo "Debian, Ubuntu: sudo apt install chromium postgresql. Elsewhere: put chromium and pg_ctl (15 or newer) on the PATH." >&2
exit 1
