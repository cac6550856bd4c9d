import type { BuildMode } from './build';
import { endShards } from './shards';
import type { Subject } from './subject';

/** The builds that can run at the same time: all of them, unless images are built from others. */
export interface BuildLevel {
  readonly subject: Subject;
  /** What the names of its jobs end with: several if a matrix cannot have all of them. */
  readonly ends: readonly string[];
  /** The ids of these jobs. */
  readonly ids: readonly string[];
  /** The ids of the jobs of the level before; none for the first one. */
  readonly needs: readonly string[];
}

/** The levels of the builds of a workflow, the lowest first. Their jobs are numbered one after the other: `build`, `build-2`. */
export function listLevels(subject: Subject): BuildLevel[] {
  const parts = subject.bases.levels.map(images => subject.part(images));
  const ends = endShards(parts.map(({ legs }) => legs.length));
  const ids = ends.map(each => each.map(end => `build${end}`));
  return parts.map((part, i) => ({ subject: part, ends: ends[i], ids: ids[i], needs: ids[i - 1] ?? [] }));
}

/** A mode that also keeps the images of a job for those that are built from them. */
export function keepBases(subject: Subject, mode: BuildMode): BuildMode {
  if (mode.keeps === 'always') return mode;
  const kept = subject.pick('kept', image => (subject.bases.isBase(image) ? 'true' : ''));
  if (kept === '') return mode;
  const isBase = "matrix.kept == 'true'";
  return { ...mode, keeps: typeof kept === 'string' ? 'always' : { condition: mode.keeps === undefined ? isBase : `${isBase} || ${mode.keeps.condition}` } };
}
