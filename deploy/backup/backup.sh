#!/usr/bin/env bash
# Makes a consistent copy of the coach's database while the coach runs, checks the copy, and lets old ones go.
#
#   DATABASE_URL           as the coach has it: sqlite:////var/lib/coach/coach.db or postgresql://user:password@host/name
#   BACKUP_DIR             where copies are kept; made for its owner alone where it is missing
#   BACKUP_KEEP_DAYS       for how long (default 14): as long as a person who was deleted is still in some copy
#   BACKUP_AGE_RECIPIENT   optional: a public key of `age`, to which copies are encrypted; keep its other half elsewhere
#   COACH_PYTHON           for SQLite: a Python (default python3); for PostgreSQL, pg_dump and pg_restore must be there
#
# Prints the copy's name. Exit status 1 where no copy was made: nothing is half made, and the newest old one stays.
set -euo pipefail
umask 077
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    echo "backup: $1" >&2
    exit "${2:-1}"
}

# shellcheck source-path=SCRIPTDIR
. "$here/connection.sh"

[ $# -eq 0 ] || fail "it takes no arguments: set DATABASE_URL and BACKUP_DIR" 2
[ -n "${DATABASE_URL:-}" ] || fail "DATABASE_URL is not set: name the database as the coach has it" 2
[ -n "${BACKUP_DIR:-}" ] || fail "BACKUP_DIR is not set: name the folder for the copies" 2
keep_days=${BACKUP_KEEP_DAYS:-14}
[[ $keep_days =~ ^[1-9][0-9]{0,3}$ ]] || fail "BACKUP_KEEP_DAYS must be a whole number of days from 1, such as 14" 2

mkdir -p "$BACKUP_DIR"
name=coach-$(date -u +%Y%m%dT%H%M%SZ)
partial=$BACKUP_DIR/.$name.$$.partial

# Old copies go even where no new one was made, since people were told when they go; but never the newest.
let_old_ones_go() {
    local newest
    newest=$(find "$BACKUP_DIR" -maxdepth 1 -type f -name 'coach-[0-9]*' | sort | tail -n 1)
    find "$BACKUP_DIR" -maxdepth 1 -type f -name 'coach-[0-9]*' -mmin "+$((keep_days * 1440))" \
        ! -path "$newest" -exec rm -f {} +
    find "$BACKUP_DIR" -maxdepth 1 -type f -name '.coach-*.partial' -mmin +1440 -exec rm -f {} +
}

leave() {
    rm -f "$partial" "$partial-journal"
    let_old_ones_go
}
trap leave EXIT

copy_sqlite() {
    set_file
    [ -f "$file" ] || fail "there is no database at $file"
    "${COACH_PYTHON:-python3}" "$here/sqlite_file.py" copy "$file" "$partial" || fail "no copy was made"
    extension=db
}

# Writing the whole as a script to nowhere reads every part of the copy.
copy_postgresql() {
    set_url
    command -v pg_dump >/dev/null || fail "pg_dump is not installed: on Debian, apt install postgresql-client"
    pg_dump --format=custom --no-owner --no-privileges --file="$partial" --dbname="$url" ||
        fail "the database could not be copied"
    pg_restore --file=/dev/null "$partial" || fail "the copy cannot be read back"
    extension=dump
}

case $DATABASE_URL in
    sqlite:///*) copy_sqlite ;;
    *) copy_postgresql ;;
esac

final=$BACKUP_DIR/$name.$extension
if [ -n "${BACKUP_AGE_RECIPIENT:-}" ]; then
    final=$final.age
    age --encrypt --recipient "$BACKUP_AGE_RECIPIENT" --output "$partial.age.partial" "$partial" ||
        { rm -f "$partial.age.partial"; fail "the copy could not be encrypted"; }
    mv "$partial.age.partial" "$final"
else
    mv "$partial" "$final"
fi
echo "$final"
