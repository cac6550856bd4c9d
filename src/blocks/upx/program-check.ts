import { _shellWord } from '../../core';
import type { Executable } from '../../rootfs';

const NAME = 'check-program';

/** Where the script is in the stage that packs: in its `PATH`. */
export const _CHECK_PATH = `/usr/local/bin/${NAME}`;

/**
 * Ends the build unless a program is as declared, in all that cannot be read once it is packed: how it is linked, and for what Go built it. For
 * which machine it is, `imagewright verify` can still read. Needs only tools that every Debian image has.
 *
 * It never refuses a right program: one without a loader in the first 4 KiB passes, and so does one that embeds another beside the expected settings.
 */
export const _CHECK_SCRIPT = `#!/bin/sh
# check-program FILE LOADER [go]: ends the build unless the program is loaded by LOADER ("static": by none) and, with "go", was
# built by Go for this platform. Once it is packed, neither can be read.
set -eu
file=$1
fail() { echo "check-program: \${file#/out}: expected $1, found $2" >&2; exit 1; }

# Linkers put the path of the loader right behind the headers.
loader=$(head -c 4096 "$file" | grep -aoE '/[[:alnum:]/._-]*/ld[[:alnum:]_-]*\\.so\\.[0-9]+' | head -n 1)
[ "\${loader:-$2}" = "$2" ] || fail "$2" "$loader"
[ $# -eq 3 ] || exit 0

# Go writes its settings into the program, one per line.
set -- "GOARCH=$TARGETARCH"
case $TARGETARCH$TARGETVARIANT in
  amd64) set -- "$1" GOAMD64=v1 ;;
  armv8) set -- "$1" GOARM=7 ;; # Go knows no 32-bit ARMv8
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
 * @param file where it is in the stage, as a word of the shell
 */
export function _checkCommand(file: string, { interpreter, writtenInGo, forBuildMachine }: Executable): string {
  return [NAME, file, _shellWord(interpreter ?? 'static'), ...writtenInGo && !forBuildMachine ? ['go'] : []].join(' ');
}
