# shellcheck shell=bash
# shellcheck disable=SC2034  # the scripts that source this file use its variables
# Parses DATABASE_URL. Sourced by backup.sh and restore.sh.

# Set `url` to a PostgreSQL URL for libpq. The password goes into the environment, since all users of the machine can
# read a command line.
set_url() {
    local scheme=${DATABASE_URL%%://*} rest=${DATABASE_URL#*://} user=
    [[ ${scheme%%+*} =~ ^postgres(ql)?$ ]] || fail "DATABASE_URL must begin with sqlite:/// or postgresql://" 2
    if [[ ${rest%%/*} == *@* ]]; then
        user=${rest%%@*}
        rest=${rest#*@}
        if [[ $user == *:* ]]; then
            local password=${user#*:}
            password=${password//\\/\\\\}
            PGPASSWORD=$(printf '%b' "${password//%/\\x}")
            export PGPASSWORD
        fi
        user=${user%%:*}@
    fi
    url=postgresql://$user$rest
}

# Set `file` to the path of the SQLite file.
set_file() {
    file=${DATABASE_URL#sqlite:///}
    file=${file%%\?*}
}
