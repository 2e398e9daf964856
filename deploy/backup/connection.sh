# shellcheck shell=bash
# shellcheck disable=SC2034  # what is set here is used where this is sourced
# Sourced by backup.sh and restore.sh: what DATABASE_URL names.

# PostgreSQL, as libpq wants it, in `url`. The password goes by the environment, since everybody on the machine can read
# a command line.
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

# SQLite, in `file`.
set_file() {
    file=${DATABASE_URL#sqlite:///}
    file=${file%%\?*}
}
