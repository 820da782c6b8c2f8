# A PostgreSQL and a Redis for one run of the tests. They end with the script, even if it is killed outright.

servers=()

find_postgres() { # prints the folder of a whole PostgreSQL, the newest of Debian's if there are several
    { dirname "$(command -v initdb 2>/dev/null || echo /)"
      ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V; } | while read -r folder; do
        [ -x "$folder/initdb" ] && [ -x "$folder/pg_isready" ] && echo "$folder"
    done | tail -n 1 | grep .
}

free_port() {
    "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# PostgreSQL refuses to run as root: as_ordinary_user is what to put before its commands.
as_ordinary_user=(setpriv --pdeathsig INT)
if [ "$(id -u)" -eq 0 ]; then
    postgres_user=$(id -un postgres 2>/dev/null || echo nobody)
    as_ordinary_user+=(--reuid="$postgres_user" --regid="$(id -gn "$postgres_user")" --clear-groups)
fi

make_database() { # bin folder, data folder
    mkdir "$2"
    [ "$(id -u)" -ne 0 ] || chown "$postgres_user" "$2"
    (cd "$2" && "${as_ordinary_user[@]}" "$1/initdb" -D "$2" -U daccom -A trust -E UTF8 --locale=C.UTF-8 --no-sync)
}

wait_for() { # the test, repeated for up to 30 seconds
    local tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || return 1
        sleep 0.1
    done
}

start_postgres() { # an empty folder; sets POSTGRES_URL
    local bin data="$1/postgres" port
    bin=$(find_postgres)
    port=$(free_port)
    step "Making a throw-away PostgreSQL" make_database "$bin" "$data"
    (cd "$data" && exec "${as_ordinary_user[@]}" "$bin/postgres" -D "$data" -p "$port" -k "$data" \
        -c listen_addresses=127.0.0.1 -c max_connections=500 \
        -c fsync=off -c full_page_writes=off -c synchronous_commit=off) >>"$LOG" 2>&1 </dev/null &
    servers+=($!)
    wait_for "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" || fail "PostgreSQL did not start; see $LOG"
    POSTGRES_URL="postgres://daccom@127.0.0.1:$port/postgres"
}

start_redis() { # an empty folder; sets REDIS_FOR_TESTS
    local port
    port=$(free_port)
    setpriv --pdeathsig INT redis-server --bind 127.0.0.1 --port "$port" --dir "$1" --save "" --appendonly no \
        >>"$LOG" 2>&1 </dev/null &
    servers+=($!)
    wait_for redis-cli -p "$port" ping || fail "Redis did not start; see $LOG"
    REDIS_FOR_TESTS="redis://127.0.0.1:$port/0"
}

stop_servers() {
    [ ${#servers[@]} -gt 0 ] || return 0
    kill -INT "${servers[@]}" 2>/dev/null || true
    wait_for all_stopped || kill -KILL "${servers[@]}" 2>/dev/null || true
}

all_stopped() { ! kill -0 "${servers[@]}"; }
