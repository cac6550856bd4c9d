import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { Platform, TargetProfile } from '../../image';
import { ExecutableFormat } from '../../rootfs';
import { exampleBuild, exampleProgram } from '../examples';
import type { _Rule } from '../rule';

/** Architectures whose Linux has pages of 4 KiB and no others (https://docs.kernel.org/admin-guide/mm/concepts.html, arch/…/Kconfig). */
const ONE_SIZE = ['amd64', '386', 'riscv64', 's390x'];

const QNAP = TargetProfile.custom({ name: 'QNAP of 32-bit ARM', attestations: true, pageSizes: [32768] });

/** @see https://github.com/alpinelinux/docker-alpine/issues/342 */
export const elfPageSize: _Rule = {
  id: 'elf/page-size',
  title: 'Programs are aligned for the biggest pages of their devices',
  severity: Severity.ERROR,
  why: 'The kernel cannot map segments that do not begin at a page: the program ends at once, with SIGSEGV (exit code 139) or "ELF load command '
    + 'alignment not page-aligned". Packing does not help.',
  fix: 'Link it with `-Wl,-z,max-page-size=65536`, which costs 33 kB, packed 0.2 kB. Go does so by itself.',
  check: ({ platforms, target, result }) => {
    const biggest = Math.max(...target.pageSizes);
    const on = platforms.filter(({ architecture }) => !ONE_SIZE.includes(architecture)).map(({ name }) => name);
    if (biggest <= 4096 || on.length === 0) return [];
    return result.rootfs.entries.flatMap(({ entry: { path, executable }, by }) => {
      const { format, alignment } = executable ?? {};
      if (format !== ExecutableFormat.ELF || (alignment ?? 0) >= biggest) return [];
      const pages = `pages of ${target.name} have up to ${biggest / 1024} KiB`;
      return alignment === undefined
        ? [{ by, platforms: on, isUndecided: true, what: `It is not known how the segments of ${path} are aligned, and ${pages}.` }]
        : [{ by, platforms: on, what: `The segments of ${path} are aligned to ${alignment / 1024} KiB, and ${pages}.` }];
    });
  },
  badImage: { platforms: [Platform.LINUX_ARM_V7], target: QNAP },
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app', { alignment: 4096 })])] }),
  goodImage: { platforms: [Platform.LINUX_ARM_V7], target: QNAP },
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app', { alignment: 65536 })])] }),
};
