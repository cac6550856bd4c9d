import { _quoteShellWord } from '../../core';
import type { Executable } from '../../rootfs';

const NAME = 'check-program';

/** Path of the script in the stage that packs, a directory of its `PATH`. */
export const _CHECK_PATH = `/usr/local/bin/${NAME}`;

/**
 * Fails the build unless a program matches its declaration in the facts that packing hides: its linking, and the target of Go. `imagewright
 * verify` can still read the machine. The script needs only tools that every Debian image has.
 *
 * It never refuses a correct program: one without a loader in the first 4 KiB passes, and so does one that embeds other settings besides the expected ones.
 */
export const _CHECK_SCRIPT = `#!/bin/sh
# check-program FILE LOADER [go]: fails the build unless LOADER loads the program ("static" means no loader) and, with "go",
# Go built it for this platform. A packed program no longer shows either.
set -eu
file=$1
fail() { echo "check-program: \${file#/out}: expected $1, found $2" >&2; exit 1; }

# Linkers put the path of the loader right after the headers.
loader=$(head -c 4096 "$file" | grep -aoE '/[[:alnum:]/._-]*/ld[[:alnum:]_-]*\\.so\\.[0-9]+' | head -n 1)
[ "\${loader:-$2}" = "$2" ] || fail "$2" "$loader"
[ $# -eq 3 ] || exit 0

# Go writes its settings into the program, one per line.
set -- "GOARCH=$TARGETARCH"
case $TARGETARCH$TARGETVARIANT in
  amd64) set -- "$1" GOAMD64=v1 ;;
  armv8) set -- "$1" GOARM=7 ;; # Go has no 32-bit ARMv8
  armv*) set -- "$1" "GOARM=\${TARGETVARIANT#v}" ;;
esac
for setting; do
  grep -aqE "^build.$setting(,|\\$)" "$file" && continue
  found=$(grep -aoE "^build.\${setting%=*}=[[:alnum:],]+" "$file" | cut -c 7- | sort -u | paste -sd ' ')
  fail "$setting" "\${found:-no build information of Go}"
done
`;

/**
 * The command that checks a program before it is packed.
 *
 * @param file its path in the stage, as a shell word
 */
export function _printCheckCommand(file: string, { interpreter, writtenInGo, forBuildMachine }: Executable): string {
  return [NAME, file, _quoteShellWord(interpreter ?? 'static'), ...writtenInGo && !forBuildMachine ? ['go'] : []].join(' ');
}
