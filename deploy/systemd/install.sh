#!/usr/bin/env bash
# Installs this checkout as a systemd service, or upgrades the service to it: sudo deploy/systemd/install.sh
#
# Each version has its own folder in /opt/coach/releases, installed from the lock with its hashes; /opt/coach/current
# links to the one that runs. The last three are kept, so a rollback changes one link: see docs/deploying.md. With
# DESTDIR, all files are installed under another root for inspection, and nothing is started.
set -euo pipefail
cd "$(dirname "$0")/../.."
umask 022
PYTHON=${PYTHON:-python3}
root=${DESTDIR:-}
opt=/opt/coach
kept=3

fail() {
    echo "install: $1" >&2
    exit 2
}

[ -n "$root" ] || [ "$(id -u)" -eq 0 ] || fail "run it as root, as in: sudo deploy/systemd/install.sh"
[ -n "$root" ] || command -v systemctl >/dev/null || fail "this machine has no systemd"
"$PYTHON" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer with venv is needed (apt install python3-venv); name another with PYTHON=python3.13"

# The checkout may not belong to root. A checkout with uncommitted changes is named by the time instead.
commit() {
    local git=(git -c "safe.directory=$PWD")
    [ -z "$("${git[@]}" status --porcelain 2>&1)" ] && "${git[@]}" rev-parse --short=9 HEAD
}

version=$("$PYTHON" -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
release=$version-$(commit || date -u +%Y%m%dT%H%M%S)
place=$root$opt/releases/$release

make_release() {
    local dist
    dist=$(mktemp -d)
    rm -rf "$place"
    "$PYTHON" -m venv "$place"
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes --only-binary :all: --requirement requirements/run.txt
    "$place/bin/python" -m hatchling build --target wheel --directory "$dist" >/dev/null 2>&1
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$dist"/*.whl
    rm -rf "$dist"
    cp -R deploy/backup "$place/backup"
    chmod -R a+rX "$place"
    touch "$place/.complete"
}

if [ -e "$place/.complete" ]; then
    echo "$release is installed already."
else
    echo "Installing $release ..."
    make_release
fi

install -D -m 644 deploy/systemd/coach.sysusers "$root/usr/lib/sysusers.d/coach.conf"
for unit in coach.service coach-backup.service coach-backup.timer; do
    install -D -m 644 "deploy/systemd/$unit" "$root/etc/systemd/system/$unit"
done
install -D -m 755 deploy/systemd/coach-admin "$root/usr/local/sbin/coach-admin"
install -d -m 700 "$root/etc/coach"
[ -e "$root/etc/coach/coach.env" ] || install -m 600 deploy/.env.example "$root/etc/coach/coach.env"

# A rename is atomic, so there is always a version that can be started.
ln -sfn "$opt/releases/$release" "$root$opt/next"
mv -T "$root$opt/next" "$root$opt/current"

# Delete the oldest versions, but never the one that was just installed.
find "$root$opt/releases" -mindepth 1 -maxdepth 1 -type d ! -name "$release" -printf '%T@ %p\n' | sort -rn |
    tail -n "+$kept" | cut -d ' ' -f 2- | while read -r old; do rm -rf "$old"; done

[ -z "$root" ] || exit 0
systemd-sysusers coach.conf
systemctl daemon-reload
systemctl enable --quiet --now coach-backup.timer
if systemctl is-active --quiet coach.service; then
    systemctl restart coach.service
    echo "The coach runs as $release."
else
    echo "Put the bot's token into /etc/coach/coach.env, then: systemctl enable --now coach"
fi
