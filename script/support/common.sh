# Shared by the scripts beside this folder, which begin with:
#   set -euo pipefail; cd "$(dirname "$0")/.."; . script/support/common.sh

ME="script/$(basename "$0")"
LOG="${VAR_DIR:-$PWD/var}/log/set-up.log"
NETWORK_ERRORS='NewConnectionError|NameResolutionError|ConnectTimeout|dns error|failed to lookup address'
NETWORK_ERRORS+='|tcp connect error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT'
NETWORK_ERRORS+='|Temporary failure resolving|Could not resolve|Could not connect|Network is unreachable'

fail() {
    echo "$ME: $*" >&2
    exit 1
}

find_python() {
    local name
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$name
            return
        fi
    done
    fail "needs Python 3.11 or newer. Set PYTHON to where it is, or: sudo apt-get install python3"
}

open_log() {
    { mkdir -p "$(dirname "$LOG")" && : >>"$LOG"; } 2>/dev/null || fail "cannot write in this folder: $PWD"
}

# step "Doing this" command...: runs the command, a dot a second, its output in the log; says how long it took.
step() {
    local what=$1 began=$SECONDS from dots
    shift
    from=$(wc -c <"$LOG")
    printf '%s ' "$what"
    (while sleep 1 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do printf .; done) &
    dots=$!
    if "$@" >>"$LOG" 2>&1 </dev/null; then
        stop_dots "$dots"
        echo " $((SECONDS - began)) s"
    else
        stop_dots "$dots"
        echo " failed"
        explain_failure "$what" "$from"
    fi
}

stop_dots() {
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

explain_failure() {
    if tail -c "+$(($2 + 1))" "$LOG" | grep -qE "$NETWORK_ERRORS"; then
        fail "no network: could not finish '$1'. What the tools said is in $LOG"
    fi
    tail -c "+$(($2 + 1))" "$LOG" | tail -n 20 >&2
    fail "could not finish '$1'. More is in $LOG"
}

missing=()

# need PACKAGE test...: notes Debian's package as missing unless the test succeeds.
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

install_missing() {
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo -n)
        sudo -n true 2>/dev/null || fail "system packages are missing: sudo apt-get install ${missing[*]}"
    fi
    command -v apt-get >/dev/null || fail "system packages are missing (Debian's names): ${missing[*]}"
    step "Installing ${missing[*]} with apt" apt_install "${as_root[@]}"
    missing=()
}

apt_install() {
    "$@" apt-get update -q &&
        "$@" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
            -o DPkg::Lock::Timeout=120 "${missing[@]}"
}
