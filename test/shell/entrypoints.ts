/** An entrypoint in the manner of those of well-known images, and what it needs. */
export interface Entrypoint {
  readonly name: string;
  readonly bash?: boolean;
  readonly text: string;
  /** `?` behind what is optional. */
  readonly commands: string[];
  readonly ends: string[];
}

export const ENTRYPOINTS: Entrypoint[] = [
  {
    name: 'a cache that gives up its rights',
    text: `#!/bin/sh
set -e

# the first argument is an option, or a configuration
if [ "\${1#-}" != "$1" ] || [ "\${1%.conf}" != "$1" ]; then
\tset -- cached "$@"
fi

# started as root: give the data away and start again as the user
if [ "$1" = 'cached' -a "$(id -u)" = '0' ]; then
\tfind . \\! -user cache -exec chown cache '{}' +
\texec su-exec cache "$0" "$@"
fi

um="$(umask)"
if [ "$um" = '0022' ]; then
\tumask 0077
fi

exec "$@"
`,
    commands: ['id', 'find', 'chown', 'su-exec', 'cached'],
    ends: ['12 exec su-exec cache', '20 exec "$@"'],
  },
  {
    name: 'a database with functions and secrets in files',
    bash: true,
    text: `#!/usr/bin/env bash
set -Eeo pipefail

file_env() {
\tlocal var="$1" def="\${2:-}"
\tlocal fileVar="\${var}_FILE"
\tif [ "\${!var:-}" ] && [ "\${!fileVar:-}" ]; then
\t\tprintf >&2 'error: both %s and %s are set\\n' "$var" "$fileVar"
\t\texit 1
\tfi
\tlocal val="$def"
\tif [ "\${!var:-}" ]; then val="\${!var}"
\telif [ "\${!fileVar:-}" ]; then val="$(< "\${!fileVar}")"
\tfi
\texport "$var"="$val"
\tunset "$fileVar"
}

_is_sourced() {
\t[ "\${#FUNCNAME[@]}" -ge 2 ] && [ "\${FUNCNAME[0]}" = '_is_sourced' ] && [ "\${FUNCNAME[1]}" = 'source' ]
}

directories() {
\tlocal user; user="$(id -u)"
\tmkdir -p "$DATA"
\tchmod 00700 "$DATA" || :
\tmkdir -p /var/run/database || :
\tif [ "$user" = '0' ]; then
\t\tfind "$DATA" \\! -user database -exec chown database '{}' +
\tfi
}

init_files() {
\tlocal f
\tfor f; do
\t\tcase "$f" in
\t\t\t*.sh)
\t\t\t\tif [ -x "$f" ]; then
\t\t\t\t\tprintf '%s: running %s\\n' "$0" "$f"
\t\t\t\t\t"$f"
\t\t\t\telse
\t\t\t\t\t. "$f"
\t\t\t\tfi
\t\t\t\t;;
\t\t\t*.sql)    sql -f "$f"; printf '\\n' ;;
\t\t\t*.sql.gz) gunzip -c "$f" | sql; printf '\\n' ;;
\t\t\t*)        printf '%s: ignoring %s\\n' "$0" "$f" ;;
\t\tesac
\tdone
}

sql() {
\tlocal query=( dbsql -v ON_ERROR_STOP=1 --no-password )
\tif [ -n "$DATABASE" ]; then
\t\tquery+=( --dbname "$DATABASE" )
\tfi
\tHOST= HOSTADDR= "\${query[@]}" "$@"
}

_main() {
\tif [ "\${1:0:1}" = '-' ]; then
\t\tset -- database "$@"
\tfi
\tif [ "$1" = 'database' ]; then
\t\tdirectories
\t\tif [ "$(id -u)" = '0' ]; then
\t\t\texec gosu database "$BASH_SOURCE" "$@"
\t\tfi
\t\tfile_env PASSWORD
\t\tinitdb --username="$USER" --pwfile=<(printf "%s\\n" "$PASSWORD")
\t\tif [[ ! -s "$DATA/conf" && "\${AUTH:-}" =~ ^(md5|scram)$ ]]; then
\t\t\tcat >> "$DATA/conf" <<-EOC
\t\t\t\thost all all all \${AUTH:-$(dbsetting auth)}
\t\t\tEOC
\t\tfi
\t\tinit_files /docker-entrypoint-initdb.d/*
\tfi
\texec "$@"
}

if ! _is_sourced; then
\t_main "$@"
fi
`,
    commands: ['id', 'mkdir', 'chmod?', 'find', 'chown', 'gunzip', 'gosu', 'initdb', 'dbsetting', 'cat', 'database'],
    ends: ['67 exec gosu database', '9 exit', '78 exec "$@"'],
  },
  {
    name: 'a web server that runs what lies in a folder',
    text: `#!/bin/sh
set -e

entrypoint_log() {
    if [ -z "\${QUIET_LOGS:-}" ]; then
        echo "$@"
    fi
}

if [ "$1" = "webserver" ] || [ "$1" = "webserver-debug" ]; then
    if /usr/bin/find "/docker-entrypoint.d/" -mindepth 1 -maxdepth 1 -type f -print -quit 2>/dev/null | read v; then
        entrypoint_log "$0: looking in /docker-entrypoint.d/"
        find "/docker-entrypoint.d/" -follow -type f -print | sort -V | while read -r f; do
            case "$f" in
                *.envsh)
                    if [ -x "$f" ]; then
                        entrypoint_log "$0: sourcing $f";
                        . "$f"
                    else
                        entrypoint_log "$0: ignoring $f, not executable";
                    fi
                    ;;
                *) entrypoint_log "$0: ignoring $f";;
            esac
        done
        entrypoint_log "$0: ready"
    else
        entrypoint_log "$0: nothing to do"
    fi
fi

if command -v envsubst >/dev/null 2>&1 && [ -d /etc/webserver/templates ]; then
    envsubst "$(env | sed -n 's/^\\([A-Z_]*\\)=.*/\${\\1}/p')" </etc/webserver/templates/site >/etc/webserver/site
fi

exec "$@"
`,
    commands: ['/usr/bin/find', 'find', 'sort', 'envsubst?', 'env', 'sed'],
    ends: ['36 exec "$@"'],
  },
  {
    name: 'a supervisor of two programs',
    text: `#!/bin/sh
term() {
  kill -TERM "$first" "$second" 2>/dev/null
}
trap term TERM INT
trap 'rm -f /run/pid' EXIT
first-program --config /etc/first &
first=$!
second-program &
second=$!
echo $$ >/run/pid
while kill -0 "$first" 2>/dev/null && kill -0 "$second" 2>/dev/null; do
  sleep 1 & wait $!
done
wait
`,
    commands: ['rm', 'first-program', 'second-program', 'sleep'],
    ends: ['15 wait'],
  },
  {
    name: 'a generator of a configuration',
    text: `#!/bin/sh -eu
: "\${SERVER:?is not set}" "\${PORT:=8080}"
CONFIG=/etc/app/config
[ -e "$CONFIG" ] || cat >/etc/app/config <<EOF
server = \${SERVER%%:*}
port = $((PORT + 0))
host = $(hostname 2>/dev/null || cat /etc/hostname)
literal = \\$HOME \\\`date\\\`
EOF
for name in $(env | grep '^APP_' | cut -d= -f1); do
  eval "value=\\$$name"
  printf '%s = %s\\n' "$name" "$value" >>"$CONFIG"
done
if test -x /usr/sbin/update-ca-certificates; then /usr/sbin/update-ca-certificates --fresh >/dev/null; fi
chown -R app: /var/lib/app 2>/dev/null || true
exec env -i PATH="$PATH" HOME=/var/lib/app nice -n 5 app --config "$CONFIG" \${APP_ARGS-} "$@"
`,
    commands: ['hostname?', 'cat', 'env', 'grep', 'cut', '/usr/sbin/update-ca-certificates?', 'chown?', 'nice', 'app'],
    ends: ['16 exec env -i'],
  },
];
