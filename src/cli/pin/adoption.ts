import type { Adopted, Candidate } from './adoption-candidate';
import { findImageCandidates } from './adoption-images';
import { describeContradiction, describeUnlike } from './adoption-problems';
import { describeOlder, describeStale, isOlder } from './older-value';
import { PinHistory, isStillWritten } from './pin-history';
import type { VersionsFile } from './versions-file';
import type { WrittenPins } from './written-pins';
import type { _RefusedProblem } from '../../core';

/** What is adopted, or why it cannot be. */
export interface Adoption {
  readonly adopted: readonly Adopted[];
  readonly problems: readonly _RefusedProblem[];
  /** Sentences about what could not be told. */
  readonly notes: readonly string[];
}

/** Finds the values of generated files that differ from those of versions.json. Several for one pin are a problem, and so are those of an older synthesis. */
export function findAdoption(file: VersionsFile, written: WrittenPins, history: PinHistory): Adoption {
  const images = findImageCandidates(file, written.images, history);
  const groups = new Map<string, Candidate[]>();
  for (const candidate of [...images.candidates, ...findVersions(file, written), ...findActions(file, written)]) {
    const id = `${candidate.section}.${candidate.key}`;
    groups.set(id, [...groups.get(id) ?? [], candidate]);
  }
  const adopted: Adopted[] = [];
  const problems = [...images.problems];
  const notes = [...images.notes];
  for (const [id, group] of groups) {
    const judged = group.map(each => ({ each, changed: history.findChanged(each.file, each, then => then === each.value) }));
    const problem = findProblem(id, file.path, judged);
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    const [{ section, key, fields, place }] = group;
    adopted.push({ section, key, fields });
    // One synthesis writes all files: where another one has the pin, this one was changed.
    const isEdited = isStillWritten(file, written, group[0])
      || judged.every(({ each, changed }) => changed === 'file' || isOlder(each.current, each.version));
    if (!isEdited) notes.push(`Git does not tell whether ${place} is newer than ${id} in ${file.path}: it is taken over.${history.hint}`);
  }
  return { adopted, problems, notes };
}

/** A candidate, and what git knows about it. */
interface Judged {
  readonly each: Candidate;
  readonly changed: ReturnType<PinHistory['findChanged']>;
}

/** Why the values of one pin cannot be taken over. */
function findProblem(id: string, where: string, judged: readonly Judged[]): _RefusedProblem | undefined {
  const older = judged.find(({ each: { version, current } }) => isOlder(version, current));
  if (older !== undefined) return describeOlder(id, where, older.each, older.each.current);
  const stale = judged.find(({ changed }) => changed === 'versions');
  if (stale !== undefined) return describeStale(id, where, stale.each);
  const unlike = judged.find(({ changed }) => changed === 'both');
  if (unlike !== undefined) return describeUnlike(id, where, unlike.each);
  const values = new Map(judged.map(({ each }) => [JSON.stringify(each.fields), each]));
  return values.size === 1 ? undefined : describeContradiction(id, where, [...values.values()]);
}

function findVersions(file: VersionsFile, { versions }: WrittenPins): Candidate[] {
  return versions.flatMap(({ name: key, version, ...where }): Candidate[] => {
    const pin = file.packages.find(({ name }) => name === key);
    if (pin === undefined || pin.version === version || version.includes('$')) return [];
    return [{ ...where, section: 'packages', key, fields: { version }, version, current: pin.version, value: version }];
  });
}

function findActions(file: VersionsFile, { actions }: WrittenPins): Candidate[] {
  return actions.flatMap(({ name: key, version, digest, ...where }): Candidate[] => {
    const pin = file.actions.find(({ name }) => name === key);
    if (pin === undefined || (pin.version === version && pin.digest === digest)) return [];
    return [{ ...where, section: 'actions', key, fields: { version, digest }, version, current: pin.version, value: `${version}@${digest}` }];
  });
}
