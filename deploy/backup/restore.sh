#!/usr/bin/env bash
# Puts a copy that backup.sh made in the place of the coach's database. Stop every coach first.
#
#   restore.sh [--replace] FILE
#
#   DATABASE_URL          the database to fill, as the coach has it
#   BACKUP_AGE_IDENTITY   for a copy that ends with .age: the file with the secret key
#   COACH_PYTHON          for SQLite: a Python (default python3); for PostgreSQL, psql and pg_restore must be there
#
# On SQLite the database that was there is kept beside it. On PostgreSQL the database must be empty, or --replace drops
# what is in it; all in one transaction. The copy is read from end to end before anything is touched.
set -euo pipefail
umask 077
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    echo "restore: $1" >&2
    exit "${2:-1}"
}

# shellcheck source-path=SCRIPTDIR
. "$here/connection.sh"

replace=no
if [ "${1:-}" = --replace ]; then
    replace=yes
    shift
fi
[ $# -eq 1 ] || fail "it takes the copy to restore, as in: restore.sh coach-20300101T030000Z.db" 2
[ -n "${DATABASE_URL:-}" ] || fail "DATABASE_URL is not set: name the database as the coach has it" 2
copy=$1
[ -f "$copy" ] || fail "there is no copy at $copy" 2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ $copy == *.age ]]; then
    [ -n "${BACKUP_AGE_IDENTITY:-}" ] || fail "the copy is encrypted: set BACKUP_AGE_IDENTITY to the file with the key" 2
    age --decrypt --identity "$BACKUP_AGE_IDENTITY" --output "$work/copy" "$copy" || fail "the copy could not be decrypted"
    copy=$work/copy
fi

restore_sqlite() {
    set_file
    "${COACH_PYTHON:-python3}" "$here/sqlite_file.py" restore "$copy" "$file" || fail "the database is as it was"
}

ask() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$url" --command="$1"
}

restore_postgresql() {
    set_url
    command -v psql >/dev/null || fail "psql is not installed: on Debian, apt install postgresql-client"
    pg_restore --file=/dev/null "$copy" || fail "this is no whole copy of a coach's database; nothing was changed"
    local others tables
    others=$(ask "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND pid <> pg_backend_pid()") || fail "the database cannot be reached"
    [ "$others" -eq 0 ] || fail "$others connected to the database besides this: stop every coach first; nothing was changed"
    tables=$(ask "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    [ "$tables" -eq 0 ] || [ "$replace" = yes ] ||
        fail "the database is not empty: add --replace to drop what is in it; nothing was changed"
    # Where reading the copy fails midway, there is no COMMIT, and psql's end undoes what was done.
    {
        echo "BEGIN;"
        [ "$replace" = no ] || echo "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        pg_restore --no-owner --no-privileges --file=- "$copy" && echo "COMMIT;"
    } | psql --no-psqlrc --quiet --output=/dev/null --set=ON_ERROR_STOP=1 --dbname="$url" ||
        fail "the copy could not be restored; nothing was changed"
}

case $DATABASE_URL in
    sqlite:///*) restore_sqlite ;;
    *) restore_postgresql ;;
esac
echo "Restored. Run 'coach migrate', then start the coach."
echo "Who deleted their data after this copy was made is in it again: delete them once more (coach delete USER)."
