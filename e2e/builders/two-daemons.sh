#!/usr/bin/env bash
# two-daemons.sh - two real BuildKit daemons in network namespaces of their own, to be used as remote builders over mTLS.
#
#   two-daemons.sh up             certificates, the daemons `north` and `south`, and a registry; idempotent
#   two-daemons.sh in COMMAND...  COMMAND where the client stands: no docker daemon, and builders of its own
#   two-daemons.sh knock ADDRESS [OPTIONS OF openssl s_client]
#                                 how a daemon answers a client: `let in`, `refused` or `no answer`
#   two-daemons.sh down           stop all of it and remove the folder
#
# The client's namespace has a bridge 10.99.0.1/24 and the registry on 127.0.0.1:5000. north is 10.99.0.2:1234, south 10.99.0.3:1234: each has only its
# loopback and one end of a veth. There, 127.0.0.1:5000 is a relay to the registry, so one image name is right everywhere, with plain http.
# $TWO_HOME/tls/client has ca.pem, cert.pem and key.pem; $TWO_HOME/tls/stranger a certificate of another authority; $TWO_HOME/tools a static BusyBox.
# The network of the host and a running engine.sh stay as they are: own folders, own sockets, own configuration of buildx.
# Needs root on Linux, openssl, python3, docker, buildkitd and docker-buildx of engine.sh, docker-registry and crane of ci-tools.sh.
# Knobs: E2E_HOME, TWO_HOME (default $E2E_HOME/two-daemons).
# Exit codes: 0 ok, 1 failure, 3 cannot be had on this machine, 64 usage.
# shellcheck disable=SC2016 # $ of an inner shell
set -euo pipefail

E2E_HOME=${E2E_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/imagewright-e2e}
T=${TWO_HOME:-$E2E_HOME/two-daemons}
export PATH=$E2E_HOME/bin:$E2E_HOME/root/usr/bin:$E2E_HOME/root/usr/sbin:$PATH:/usr/sbin:/sbin
say() { printf 'two-daemons: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
skip() { say "$*"; exit 3; }

alive() { # NAME: its pid, if it is still what we started
  local pid
  pid=$(cat "$T/$1.pid" 2>/dev/null) && [ -n "$pid" ] || return 1
  { tr '\0' '\n' <"/proc/$pid/environ"; } 2>/dev/null | grep -xF "TWO_MARK=$T/$1" >/dev/null && echo "$pid"
}
start() { # NAME COMMAND...: detached; the mark in its environment tells it from another process with a recycled pid
  local name=$1
  shift
  if alive "$name" >/dev/null; then return 0; fi
  (
    export TWO_MARK=$T/$name
    exec </dev/null >"$T/$name.log" 2>&1 # nothing of the caller stays open: `up | cat` must end
    exec setsid sh -c 'echo $$ >"$1"; shift; exec "$@"' sh "$T/$name.pid" "$@"
  ) &
  wait_for "$name" alive "$name"
}
wait_for() { # WHAT COMMAND...
  local what=$1
  shift
  for _ in $(seq 300); do ! "$@" >/dev/null 2>&1 || return 0; sleep 0.2; done
  die "$what does not answer, see $T"
}
within() { local where=$1; shift; nsenter -t "$(alive "$where" || die "not up")" -n -- "$@"; }
has_own_net() { [ "$(readlink "/proc/$(alive "$1")/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }

certificates() { # one authority; a certificate for each daemon (its address and its name), and one for the client
  [ ! -e "$T/tls/client/key.pem" ] || return 0
  mkdir -p "$T/tls/client" "$T/tls/stranger"
  local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  (
    cd "$T/tls"
    openssl req -x509 "${key[@]}" -keyout ca.key -out ca.pem -days 30 -subj '/CN=builders' -addext basicConstraints=critical,CA:TRUE 2>/dev/null
    issue() { # NAME USAGE SAN
      openssl req "${key[@]}" -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
      openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out "$1.pem" 2>/dev/null \
        -extfile <(printf 'extendedKeyUsage=%s\nsubjectAltName=%s\n' "$2" "$3")
    }
    issue north serverAuth DNS:north,IP:10.99.0.2
    issue south serverAuth DNS:south,IP:10.99.0.3
    issue client clientAuth DNS:client
    openssl req -x509 "${key[@]}" -keyout stranger/key.pem -out stranger/cert.pem -days 30 -subj /CN=stranger 2>/dev/null
    cp ca.pem client.pem client/ && mv client/client.pem client/cert.pem && cp client.key client/key.pem
  )
}

busybox() { # the only program of the sample: a static one, unpacked beside the system
  [ ! -x "$T/tools/bin/busybox" ] || return 0
  mkdir -p "$T/deb" "$T/tools/bin"
  (cd "$T/deb" && { apt-get download -qq busybox-static || { apt-get update -qq && apt-get download -qq busybox-static; }; } && dpkg-deb -x ./*.deb .) >&2 ||
    skip "no static BusyBox"
  cp "$(find "$T/deb" -type f -name busybox -perm -u+x | head -n 1)" "$T/tools/bin/busybox"
  for name in sh mkdir seq; do cp "$T/tools/bin/busybox" "$T/tools/bin/$name"; done
}

daemon() { # NAME ADDRESS
  local name=$1 address=$2
  start "net-$name" unshare -n -- sleep infinity
  wait_for "the namespace of $name" has_own_net "net-$name"
  if ! within "net-$name" ip link show eth0 >/dev/null 2>&1; then
    within hub ip link add "v-$name" type veth peer name eth0 netns "$(alive "net-$name")"
    within hub ip link set "v-$name" master bridge0 up
    within "net-$name" ip link set lo up
    within "net-$name" ip addr add "$address/24" dev eth0
    within "net-$name" ip link set eth0 up
  fi
  printf '[worker.oci]\n  enabled = true\n  gc = false\n[worker.containerd]\n  enabled = false\n' >"$T/$name.toml"
  start "relay-$name" nsenter -t "$(alive "net-$name")" -n -- python3 -c '
import asyncio
async def pipe(a, b):
    try:
        while data := await a.read(1 << 16):
            b.write(data); await b.drain()
    finally:
        b.close()
async def serve(r, w):
    R, W = await asyncio.open_connection("10.99.0.1", 5000)
    await asyncio.gather(pipe(r, W), pipe(R, w), return_exceptions=True)
async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", 5000) as s: await s.serve_forever()
asyncio.run(main())'
  # only tcp: a socket of the unix kind would be a way in without a certificate
  start "$name" nsenter -t "$(alive "net-$name")" -n -- buildkitd --config "$T/$name.toml" --root "$T/data-$name" --addr "tcp://$address:1234" \
    --tlscacert "$T/tls/ca.pem" --tlscert "$T/tls/$name.pem" --tlskey "$T/tls/$name.key"
}

client() { # COMMAND...
  within hub env -u DOCKER_HOST -u DOCKER_CONTEXT -u BUILDX_BUILDER DOCKER_CONFIG="$T/docker" BUILDX_CONFIG="$T/buildx" "$@"
}

up() {
  local p
  [ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] || skip "needs root on Linux"
  for p in ip unshare nsenter setsid openssl python3 docker buildkitd docker-buildx docker-registry crane runc; do
    command -v $p >/dev/null || skip "needs $p"
  done
  unshare -n true 2>/dev/null || skip "no network namespaces here"
  mkdir -p "$T/docker/cli-plugins" "$T/buildx"
  ln -sfn "$(command -v docker-buildx)" "$T/docker/cli-plugins/docker-buildx"
  certificates
  busybox
  start hub unshare -n -- sleep infinity
  wait_for "the namespace of the client" has_own_net hub
  if ! within hub ip link show bridge0 >/dev/null 2>&1; then
    within hub ip link set lo up
    within hub ip link add bridge0 type bridge
    within hub ip addr add 10.99.0.1/24 dev bridge0
    within hub ip link set bridge0 up
  fi
  printf 'version: 0.1\nlog: {level: warn}\nstorage: {filesystem: {rootdirectory: %s/registry}, delete: {enabled: true}}\nhttp: {addr: ":5000"}\n' "$T" >"$T/registry.yml"
  start registry nsenter -t "$(alive hub)" -n -- docker-registry serve "$T/registry.yml"
  daemon north 10.99.0.2
  daemon south 10.99.0.3
  wait_for "the registry" client crane catalog 127.0.0.1:5000
  for p in north:10.99.0.2 south:10.99.0.3; do wait_for "${p%:*}" is_ready "${p#*:}"; done
}
is_ready() { [ "$(knock "$1:1234" -cert "$T/tls/client/cert.pem" -key "$T/tls/client/key.pem")" = 'let in' ]; }

knock() { # ADDRESS OPTIONS...: a server of HTTP/2 that accepts a client sends its settings at once
  local said address=$1
  shift
  said=$( (sleep 2) | client timeout 20 openssl s_client -connect "$address" -CAfile "$T/tls/ca.pem" -alpn h2 "$@" 2>&1 | tr -d '\0' || true)
  if grep -E 'alert (certificate required|bad certificate|unknown ca)' <<<"$said" >/dev/null; then echo refused
  elif grep 'Verify return code: 0' <<<"$said" >/dev/null; then echo 'let in'
  else echo 'no answer'; fi
}

down() {
  local name pid
  for name in north south relay-north relay-south registry net-north net-south hub; do
    if pid=$(alive $name); then
      kill "$pid" 2>/dev/null || true
      for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
      kill -9 "$pid" 2>/dev/null || true
    fi
  done
  rm -rf "$T"
}

case ${1:-} in
  up) up ;;
  in) shift; [ $# -gt 0 ] || exit 64; client "$@" ;;
  knock) shift; [ $# -gt 0 ] || exit 64; knock "$@" ;;
  down) down ;;
  *) sed -n '2,/^# Exit codes/s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
esac
