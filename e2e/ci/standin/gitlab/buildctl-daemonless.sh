#!/bin/sh
# Stand-in of moby/buildkit:rootless: buildctl talks to the BuildKit of the tests instead of starting one. Knob of the tests: STANDIN_BUILD_FLAGS,
# where --no-cache is the only flag that buildctl has too.
[ "$1" = build ] || { echo "buildctl stand-in: $1 is not covered" >&2; exit 1; }
shift
# shellcheck disable=SC2086 # words
exec buildctl --addr "unix://$E2E_HOME/run/buildkitd.sock" build ${STANDIN_BUILD_FLAGS:-} "$@"
