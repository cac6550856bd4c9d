import { _judgeUpxPages } from '../../../catalog';
import { Severity } from '../../../core';
import { Executable, ExecutableFormat } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';

/** Architectures on which Linux only has pages of 4 KiB (https://docs.kernel.org/admin-guide/mm/concepts.html, arch/…/Kconfig). */
const ONE_SIZE = ['amd64', '386', 'riscv64', 's390x'];

/** @see https://github.com/alpinelinux/docker-alpine/issues/342 */
export const elfPageSize: _Rule = {
  id: 'elf/page-size',
  title: 'Programs are aligned for the largest pages of their devices',
  severity: Severity.ERROR,
  why: 'The kernel cannot map segments that do not start at a page boundary: the program ends at once, with SIGSEGV (exit code 139) or "ELF load '
    + 'command alignment not page-aligned". Packing does not help.',
  fix: 'Link it with `-Wl,-z,max-page-size=65536`, which costs 33 kB, or 0.2 kB when packed. Go does so by default.',
  check: ({ platforms, target, result }) => {
    const biggest = Math.max(...target.pageSizes);
    const on = platforms.filter(({ architecture }) => !ONE_SIZE.includes(architecture)).map(({ name }) => name);
    if (biggest <= 4096 || on.length === 0) return [];
    return result.rootfs.entries.flatMap(({ entry: { path, executable }, by }): RuleFinding[] => {
      if (executable?.format !== ExecutableFormat.ELF) return [];
      const { alignment } = executable;
      const pages = `pages of ${target.name} have up to ${biggest / 1024} KiB`;
      if (executable.packed && alignment !== undefined && alignment >= biggest) {
        return checkPacked(executable, path, pages, biggest).map(found => ({ by, platforms: on, ...found }));
      }
      if (alignment === undefined) {
        const what = `It is not known how the segments of ${path} are aligned, and ${pages}.`;
        return [{ by, platforms: on, undecided: true, unknown: 'the alignment of programs is not declared', what }];
      }
      return alignment >= biggest ? [] : [{ by, platforms: on, what: `The segments of ${path} are aligned to ${alignment / 1024} KiB, and ${pages}.` }];
    });
  },
};

/** The effect of UPX on a correctly aligned program. */
function checkPacked({ packer, alignment = 0 }: Executable, path: string, pages: string, biggest: number): RuleFinding[] {
  const { name = 'upx', version } = packer ?? {};
  if (name !== 'upx') return [{ undecided: true, unknown: `it is not known how ${name} aligns programs`, what: `${path} is packed by ${name}, and ${pages}: it is not known whether its programs work there.` }];
  const given = version === undefined ? 'UPX' : `UPX ${version}`;
  const { breaks, reason, source } = _judgeUpxPages(version, alignment, biggest) ?? {};
  if (reason === undefined) return [];
  return [{
    undecided: !breaks,
    severity: Severity.WARNING,
    what: `${path} is packed by ${given}, and ${pages}: ${reason}`,
    why: `The packed program ends at once with SIGSEGV (${source}).`,
    fix: 'Leave it unpacked, or pack it with UPX 4.2.2 or newer and test it on a device with such pages.',
  }];
}
