#!/usr/bin/env bash
# A real Gitea on loopback: its API, git over http, and the server's side of Actions. It has no runner.
#
#   server.sh up        compiles it from the Go module proxy (once: minutes), starts it, makes users, and prints `export` lines for eval
#   server.sh down      stops it, and forgets its data
#
# It keeps to $E2E_HOME. Exit codes: 0 ok, 1 failure, 3 cannot be had on this machine, 64 usage.
set -euo pipefail

E2E_HOME=${E2E_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/imagewright-e2e}
VERSION=${GITEA_VERSION:-v1.26.0}
PORT=${GITEA_PORT:-3390}
BIN=$E2E_HOME/bin
DATA=$E2E_HOME/gitea-server
URL=http://127.0.0.1:$PORT
say() { printf 'gitea: %s\n' "$*" >&2; }

# The folder of the module. `go install` refuses it, because its go.mod replaces modules.
module() { (cd / && go mod download -json "code.gitea.io/gitea@$VERSION") | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p'; }

build() {
  [ "$(cat "$BIN/.gitea" 2>/dev/null)" != "$VERSION" ] || return 0
  if ! command -v go >/dev/null || ! command -v cc >/dev/null; then say 'needs Go, and a C compiler for SQLite'; exit 3; fi
  folder=$(module) || true
  [ -n "$folder" ] || { say 'the module cannot be had'; exit 3; }
  say "compiling $VERSION ..."
  mkdir -p "$BIN"
  (cd "$folder" && GOFLAGS=-buildvcs=false GOWORK=off CGO_ENABLED=1 nice -n 10 go build -mod=readonly -trimpath -tags 'sqlite sqlite_unlock_notify' \
    -ldflags "-s -w -X main.Version=${VERSION#v}" -o "$BIN/gitea.new" .) >&2
  mv "$BIN/gitea.new" "$BIN/gitea"
  echo "$VERSION" >"$BIN/.gitea"
}

gitea() { GITEA_WORK_DIR=$DATA "$BIN/gitea" --config "$DATA/app.ini" "$@"; }
create() { gitea admin user create --username "$1" --password "$(openssl rand -hex 16)" --email "$1@example.com" --must-change-password=false "${@:2}" >&2; }
# The last line: as root it prints a warning first.
token() { gitea admin user generate-access-token --username "$1" --token-name e2e --scopes all --raw | tail -n 1; }

up() {
  build
  down
  mkdir -p "$DATA"
  # Templates and texts are read from the module.
  cat >"$DATA/app.ini" <<X
RUN_MODE = prod
RUN_USER = $(id -un)
WORK_PATH = $DATA
$([ "$(id -u)" != 0 ] || echo 'I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true')
[server]
STATIC_ROOT_PATH = $(module)
HTTP_ADDR = 127.0.0.1
HTTP_PORT = $PORT
ROOT_URL = $URL/
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = $DATA/gitea.db
[security]
INSTALL_LOCK = true
SECRET_KEY = only-on-loopback
INTERNAL_TOKEN = $("$BIN/gitea" generate secret INTERNAL_TOKEN | tail -n 1)
[service]
DISABLE_REGISTRATION = true
[mailer]
ENABLED = false
[cron]
ENABLED = false
[indexer]
ISSUE_INDEXER_TYPE = db
[actions]
ENABLED = true
[log]
LEVEL = warn
MODE = file
ROOT_PATH = $DATA/log
X
  GITEA_WORK_DIR=$DATA setsid nice -n 5 "$BIN/gitea" --config "$DATA/app.ini" web </dev/null >"$DATA/out.log" 2>&1 &
  echo $! >"$DATA/pid"
  for _ in $(seq 300); do
    ! curl -fsS "$URL/api/v1/version" >/dev/null 2>&1 || break
    sleep 0.2
  done
  curl -fsS "$URL/api/v1/version" >/dev/null || { tail -n 20 "$DATA/out.log" >&2; say 'did not come up'; exit 1; }
  create acme --admin
  create bot
  create completer
  printf 'export GITEA_URL=%s GITEA_TOKEN=%s GITEA_BOT_TOKEN=%s GITEA_COMPLETER_TOKEN=%s GITEA_LOG=%s\n' \
    "$URL" "$(token acme)" "$(token bot)" "$(token completer)" "$DATA/log/gitea.log"
}

down() {
  pid=$(cat "$DATA/pid" 2>/dev/null) || pid=
  if [ -n "$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$DATA/app.ini"; then
    kill "$pid"
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  fi
  rm -rf "$DATA"
}

case ${1:-} in
  up) up ;;
  down) down ;;
  *) sed -n '2,/^# It keeps/s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
esac
