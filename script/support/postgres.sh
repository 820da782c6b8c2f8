#!/usr/bin/env bash
# A throw-away PostgreSQL for a program: starts it in the empty folder given, prints its address and the folder
# of its commands, and ends it when standard input closes.
set -euo pipefail
cd "$(dirname "$0")/../.."
. script/support/common.sh
. script/support/services.sh

find_python
open_log
need postgresql find_postgres
install_missing >&2
trap stop_servers EXIT
start_postgres "$1" >&2
echo "$POSTGRES_URL $(find_postgres)"
read -r _ || true
