import { Severity } from '../../../core';
import { ImageModel, _findBudgets } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _PackedDaemon, _describePackedMemory, _listPackedDaemons } from '../../support/packed-memory';
import { _listPackedPrograms } from '../../support/packing';

/**
 * Measured on four idle processes of one Go program: 6.9 MB of memory in total unpacked, 25.1 MB packed (PSS).
 *
 * @see https://github.com/upx/upx/blob/v4.2.4/doc/upx.pod
 */
export const packMemory: _Rule = {
  id: 'pack/memory',
  title: 'Packed programs fit into memory, and do not run several times at once',
  severity: Severity.WARNING,
  why: 'Each process unpacks the program into private memory, which is neither shared nor reclaimable; processes of an unpacked program share its '
    + 'code.',
  fix: 'Leave it unpacked, or run it only once on a device.',
  check: image => {
    const { containers, name } = image.target;
    if (containers > 1) {
      return _listPackedPrograms(image).map(({ entry: { path }, by }) => ({ by, what: `${path} is packed, and ${containers} containers of the image run on each ${name}.` }));
    }
    const limit = findLimit(image);
    return _listPackedDaemons(image).flatMap(daemon => judge(daemon, limit));
  },
};

/** With a declared limit the figures decide, otherwise whether there is a second process. */
function judge(daemon: _PackedDaemon, limit: number | undefined): RuleFinding[] {
  const { program: { entry: { path }, by }, again, memory } = daemon;
  if (limit !== undefined && memory !== undefined) {
    const what = _describePackedMemory(daemon, limit);
    return what === undefined ? [] : [{ by, what, why: WHY_LIMIT, fix: FIX_LIMIT }];
  }
  return again === undefined ? [] : [{ by, what: `${path} is packed and stays in memory, and ${again}.`, why: WHY_AGAIN, fix: FIX_AGAIN }];
}

/** The memory of a container: the least that is declared for any platform, in bytes. */
function findLimit(image: ImageModel): number | undefined {
  const limits = image.platforms.flatMap(platform => _findBudgets(platform, image.budgets).flatMap(({ memory }) => memory?.inBytes ?? []));
  return limits.length === 0 ? undefined : Math.min(...limits);
}

const WHY_LIMIT = 'Packed code is unpacked into memory that cannot be reclaimed: the container is killed (exit code 137).';
const FIX_LIMIT = 'Leave it unpacked: its pages can be reclaimed. Or give the container more memory: budgets: [{ memory: Size.mebibytes(64) }].';

/** Measured with tailscaled, 16.7 MB unpacked: a peak of 39.9 MB packed and 13.9 MB unpacked, with one call of its command line. */
const WHY_AGAIN = 'Each call unpacks the program into its own memory, in addition to the running daemon: if memory is limited to what the daemon needs, '
  + 'the call gets the container killed (exit code 137).';
const FIX_AGAIN = 'Leave it unpacked: its pages are shared and reclaimable. If flash is scarcer than memory, say what a container has, budgets: [{ memory: Size.mebibytes(64) }]; '
  + 'or acknowledge it: Checks.of(image).acknowledge("pack/memory", "…").';
