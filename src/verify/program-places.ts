import type { _BuiltEntry } from '../oci';

/** The default directories of shells and loaders. */
const BIN = /^\/(?:usr\/)?(?:local\/)?(?:s?bin|games)$/;
const LIB = /^\/(?:usr\/)?(?:local\/)?lib(?:64)?$/;

/**
 * Signs that a file is meant for another machine: the machine's name in its path, or a directory for firmware, boot loaders, test data,
 * debuggers, or packages with programs for several machines.
 */
const OTHER_MACHINE = new RegExp([
  /(?:^|[/._-])(?:x86(?:[-_]64)?|x64|amd64|ia32|i[3-6]86|386|arm(?:v?[5-8]\w*|el|hf|eb)?|arm64|aarch64|ppc\w*|powerpc\w*|s390x?|riscv\w*|mips\w*|loong\w*|sparc\w*|m68k|alpha|hppa|sh4|wasm\w*|qemu\w*|linux[-_]\w+)(?=[/._-]|$)/,
  /\/(?:node_modules|site-packages|dist-packages|vendor|testdata|tests?|fixtures|samples|firmware|share|boot|debug|grub|syslinux|sysroot)\//,
].map(({ source }) => source).join('|'), 'i');

/**
 * Whether something can start or load this undeclared file of an image: an executable program, or a library
 * where loaders look; no file that is meant for another machine.
 *
 * @param searchPath directories of `PATH`
 * @internal
 */
export function _isInUse(path: string, { elf, mode }: _BuiltEntry, searchPath: readonly string[]): boolean {
  if (elf === undefined || (elf.type !== 'executable' && elf.type !== 'shared') || OTHER_MACHINE.test(path)) return false;
  const directory = path.slice(0, path.lastIndexOf('/')) || '/';
  const isExecutable = /[1357]/.test(mode.slice(1));
  if (LIB.test(directory)) return true;
  // Libraries are often executable but never executed.
  return isExecutable && (BIN.test(directory) || searchPath.includes(directory) || elf.linkage !== 'library');
}
