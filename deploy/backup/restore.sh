#!/usr/bin/env bash
# Replaces the coach's database by a backup from backup.sh. Stop every coach first.
#
#   restore.sh [--replace] FILE
#
#   DATABASE_URL          the database to restore, as for the coach
#   BACKUP_AGE_IDENTITY   for a backup that ends with .age: the file with the secret key
#   COACH_PYTHON          for SQLite: a Python (default python3); PostgreSQL needs psql and pg_restore
#
# On SQLite, the old database is kept beside the new one. On PostgreSQL, the database must be empty, or --replace drops
# its content, all in one transaction. The whole backup is verified before anything is changed.
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
[ $# -eq 1 ] || fail "name the backup to restore, as in: restore.sh coach-20300101T030000Z.db" 2
[ -n "${DATABASE_URL:-}" ] || fail "DATABASE_URL is not set: set it as for the coach" 2
copy=$1
[ -f "$copy" ] || fail "there is no backup at $copy" 2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ $copy == *.age ]]; then
    [ -n "${BACKUP_AGE_IDENTITY:-}" ] || fail "the backup is encrypted: set BACKUP_AGE_IDENTITY to the file with the key" 2
    age --decrypt --identity "$BACKUP_AGE_IDENTITY" --output "$work/copy" "$copy" || fail "the backup could not be decrypted"
    copy=$work/copy
fi

restore_sqlite() {
    set_file
    "${COACH_PYTHON:-python3}" "$here/sqlite_file.py" restore "$copy" "$file" || fail "the database was not changed"
}

ask() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$url" --command="$1"
}

restore_postgresql() {
    set_url
    command -v psql >/dev/null || fail "psql is not installed: on Debian, apt install postgresql-client"
    pg_restore --file=/dev/null "$copy" || fail "this is not a complete backup of a coach's database; nothing was changed"
    local others tables
    others=$(ask "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND pid <> pg_backend_pid()") || fail "the database cannot be reached"
    [ "$others" -eq 0 ] || fail "$others other connections to the database: stop every coach first; nothing was changed"
    tables=$(ask "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    [ "$tables" -eq 0 ] || [ "$replace" = yes ] ||
        fail "the database is not empty: add --replace to drop its content; nothing was changed"
    # If pg_restore fails midway, there is no COMMIT, and the transaction is rolled back.
    {
        echo "BEGIN;"
        [ "$replace" = no ] || echo "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        pg_restore --no-owner --no-privileges --file=- "$copy" && echo "COMMIT;"
    } | psql --no-psqlrc --quiet --output=/dev/null --set=ON_ERROR_STOP=1 --dbname="$url" ||
        fail "the backup could not be restored; nothing was changed"
}

case $DATABASE_URL in
    sqlite:///*) restore_sqlite ;;
    *) restore_postgresql ;;
esac
echo "Restored. Run 'coach migrate', then start the coach."
echo "Users who deleted their data after this backup are in the database again: delete them again (coach delete USER)."
