#!/usr/bin/env bash
# Makes a consistent backup of the coach's database while the coach runs, verifies it, and deletes old ones.
#
#   DATABASE_URL           as for the coach: sqlite:////var/lib/coach/coach.db or postgresql://user:password@host/name
#   BACKUP_DIR             the folder of the backups; it is created, private to its owner, if it does not exist
#   BACKUP_KEEP_DAYS       how long a backup, and so the data of a deleted user in it, is kept (default 14 days)
#   BACKUP_AGE_RECIPIENT   optional: a public key of `age` that encrypts backups; keep the secret key elsewhere
#   COACH_PYTHON           for SQLite: a Python (default python3); PostgreSQL needs pg_dump and pg_restore
#
# Prints the path of the backup. Exit status 1 if none was made: no partial file is left, and the newest one is kept.
set -euo pipefail
umask 077
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    echo "backup: $1" >&2
    exit "${2:-1}"
}

# shellcheck source-path=SCRIPTDIR
. "$here/connection.sh"

[ $# -eq 0 ] || fail "no arguments are expected: set DATABASE_URL and BACKUP_DIR" 2
[ -n "${DATABASE_URL:-}" ] || fail "DATABASE_URL is not set: set it as for the coach" 2
[ -n "${BACKUP_DIR:-}" ] || fail "BACKUP_DIR is not set: set it to the folder of the backups" 2
keep_days=${BACKUP_KEEP_DAYS:-14}
[[ $keep_days =~ ^[1-9][0-9]{0,3}$ ]] || fail "BACKUP_KEEP_DAYS must be a whole number of days from 1, such as 14" 2

mkdir -p "$BACKUP_DIR"
name=coach-$(date -u +%Y%m%dT%H%M%SZ)
partial=$BACKUP_DIR/.$name.$$.partial

# Delete old backups even if no new one was made, since users were told when backups expire; but never the newest.
delete_old_backups() {
    local newest
    newest=$(find "$BACKUP_DIR" -maxdepth 1 -type f -name 'coach-[0-9]*' | sort | tail -n 1)
    find "$BACKUP_DIR" -maxdepth 1 -type f -name 'coach-[0-9]*' -mmin "+$((keep_days * 1440))" \
        ! -path "$newest" -exec rm -f {} +
    find "$BACKUP_DIR" -maxdepth 1 -type f -name '.coach-*.partial' -mmin +1440 -exec rm -f {} +
}

leave() {
    rm -f "$partial" "$partial-journal"
    delete_old_backups
}
trap leave EXIT

copy_sqlite() {
    set_file
    [ -f "$file" ] || fail "there is no database at $file"
    "${COACH_PYTHON:-python3}" "$here/sqlite_file.py" copy "$file" "$partial" || fail "no copy was made"
    extension=db
}

# pg_restore to /dev/null reads every part of the backup.
copy_postgresql() {
    set_url
    command -v pg_dump >/dev/null || fail "pg_dump is not installed: on Debian, apt install postgresql-client"
    pg_dump --format=custom --no-owner --no-privileges --file="$partial" --dbname="$url" ||
        fail "pg_dump could not copy the database"
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
