#!/bin/sh
# Makes .venv hold what a lock names, and the command `coach`: `set-up.sh run` or `set-up.sh dev`.
# Silent and without network where .venv is already right. See docs/decisions/0010-locks-and-venv.md.
set -eu
cd "$(dirname "$0")/.."
name=$1
PYTHON=${PYTHON:-python3}

fail() {
    echo "$1" >&2
    exit 2
}

no_venv() {
    fail "Python $version lacks its venv module; on Debian and Ubuntu, install it with: apt install python3-venv (or python$version-venv)"
}

version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null </dev/null) ||
    fail "Python 3.11 or newer is needed, and '$PYTHON' does not run; name another, as in: make run PYTHON=python3.13"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null ||
    fail "Python 3.11 or newer is needed, and '$PYTHON' is $version; name another, as in: make run PYTHON=python3.13"

# A stamp says what .venv was made from. The place is in it because a virtual environment cannot be moved.
# The lock for development contains the other, so its stamp must change with either.
stamp() {
    echo "Python $version in $(pwd)"
    case $1 in
        run) cat requirements/run.txt ;;
        dev) cat requirements/run.txt requirements/dev.txt ;;
        project) cat pyproject.toml hatch_build.py ;;
        *) fail "set-up.sh knows 'run' and 'dev', not '$1'" ;;
    esac
}

is_current() {
    [ -x .venv/bin/python ] && stamp "$1" | cmp -s - ".venv/$1.stamp"
}

# Standard input belongs to the coach that starts after this, so nothing here may read from it.
make_venv() {
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null </dev/null || no_venv
    if ! output=$("$PYTHON" -m venv --clear .venv 2>&1 </dev/null); then
        case $output in *ensurepip*) no_venv ;; esac
        echo "$output" >&2
        fail "Python could not make the virtual environment .venv; the reason stands above."
    fi
}

# Errors only: what pip warns of, such as a retry, says nothing to who wants to talk to the coach.
pip() {
    .venv/bin/python -m pip --quiet --quiet --disable-pip-version-check --no-input "$@" </dev/null
}

stamp "$name" >/dev/null
if ! is_current "$name"; then
    # What is there and current is built upon; anything else goes, so that nothing old is left behind.
    is_current run || make_venv
    echo "Setting up .venv with Python $version; this is done once, and again when the locked packages change."
    pip install --require-hashes --only-binary :all: -r "requirements/$name.txt" ||
        fail "The locked packages could not be installed; the reason stands above. It takes a network, this once."
    if [ "$name" = dev ]; then stamp dev >.venv/dev.stamp; fi
    stamp run >.venv/run.stamp
fi

if ! is_current project; then
    pip install --no-index --no-deps --no-build-isolation --editable . ||
        fail "The coach could not be put into .venv; the reason stands above."
    stamp project >.venv/project.stamp
fi
