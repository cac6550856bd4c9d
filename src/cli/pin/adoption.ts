import { describeOlder, isOlder } from './older-value';
import type { VersionsFile } from './versions-file';
import type { WrittenImage, WrittenPins } from './written-pins';
import { _RefusedProblem, _splitReference } from '../../core';

/** A value of versions.json, and another one that a bot has written into generated files. */
export interface Adopted {
  readonly section: 'images' | 'packages' | 'actions';
  readonly key: string;
  /** The fields that change. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What is adopted, or why it cannot be. */
export interface Adoption {
  readonly adopted: readonly Adopted[];
  readonly problems: readonly _RefusedProblem[];
}

/** A value for a pin, and where it is. */
interface Candidate extends Adopted {
  readonly place: string;
  /** The version or tag, and that in versions.json. */
  readonly version: string;
  readonly current: string;
}

/** Finds the values of generated files that differ from those of versions.json. Several for one pin are a problem. */
export function findAdoption(file: VersionsFile, written: WrittenPins): Adoption {
  const images = findImages(file, written.images);
  const candidates = [
    ...images.candidates,
    ...written.versions.flatMap(({ name: key, version, place }): Candidate[] => {
      const pin = file.packages.find(({ name }) => name === key);
      return pin === undefined || pin.version === version || version.includes('$') ? [] : [{ section: 'packages', key, fields: { version }, place, version, current: pin.version }];
    }),
    ...written.actions.flatMap(({ name: key, version, digest, place }): Candidate[] => {
      const pin = file.actions.find(({ name }) => name === key);
      if (pin === undefined || (pin.version === version && pin.digest === digest)) return [];
      return [{ section: 'actions', key, fields: { version, digest }, place, version, current: pin.version }];
    }),
  ];
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const id = `${candidate.section}.${candidate.key}`;
    groups.set(id, [...groups.get(id) ?? [], candidate]);
  }
  const adopted: Adopted[] = [];
  const problems: _RefusedProblem[] = [...images.problems];
  for (const [id, group] of groups) {
    const values = new Map(group.map(each => [JSON.stringify(each.fields), each]));
    const [{ section, key, fields }] = group;
    const older = group.find(({ version, current }) => isOlder(version, current));
    if (older !== undefined) problems.push(describeOlder(id, file.path, older, older.current));
    else if (values.size === 1) adopted.push({ section, key, fields });
    else problems.push(describeContradiction(id, file.path, [...values.values()]));
  }
  return { adopted, problems };
}

function findImages(file: VersionsFile, all: readonly WrittenImage[]): { candidates: Candidate[]; problems: _RefusedProblem[] } {
  const candidates: Candidate[] = [];
  const problems: _RefusedProblem[] = [];
  const known = file.images.map(({ key, image, digest }) => (
    { key, image, digest, id: identify(image), tag: image.slice(image.lastIndexOf(':') + 1) }
  ));
  const isKnown = ({ name, tag, digest }: WrittenImage) => known.some(each => (
    each.digest === digest && each.tag === tag && each.id === identify(name)
  ));
  for (const found of all.filter(each => !isKnown(each))) {
    const same = known.filter(({ id }) => id === identify(found.name));
    const meant = same.filter(({ tag }) => tag === found.tag);
    // Where the pin is still in the same file, this is another image.
    const replaced = same.filter(({ id, tag, digest }) => (
      !all.some(each => each.file === found.file && each.digest === digest && each.tag === tag && identify(each.name) === id)
    ));
    const chosen = meant.length > 0 ? meant : replaced;
    const reference = `${found.name}:${found.tag}@${found.digest}`;
    if (chosen.length > 1) problems.push(describeDoubt(reference, found.place, file.path, chosen.map(({ key }) => key)));
    // The name stays as it is written in versions.json.
    for (const { key, image, tag: current } of chosen.slice(0, 1)) {
      const ref = `${image.slice(0, image.lastIndexOf(':'))}:${found.tag}@${found.digest}`;
      candidates.push({ section: 'images', key, fields: { ref }, place: found.place, version: found.tag, current });
    }
  }
  return { candidates, problems };
}

/** The repository, with what Docker fills in. */
function identify(reference: string): string {
  const { domain, path } = _splitReference(reference);
  return `${domain}/${path}`;
}

function describeContradiction(id: string, where: string, values: readonly Candidate[]): _RefusedProblem {
  const list = values.map(({ fields, place }) => `  ${place}: ${Object.values(fields).join(' ')}`);
  return {
    id: 'pin/contradiction',
    where,
    what: [`Generated files have several values for ${id}:`, ...list].join('\n'),
    why: 'Only one of them can be in versions.json, and the next synthesis would write it everywhere.',
    fix: 'Write the right one into versions.json, and run the synthesis.',
  };
}

function describeDoubt(reference: string, place: string, where: string, keys: readonly string[]): _RefusedProblem {
  return {
    id: 'pin/contradiction',
    where,
    what: `${place} has ${reference}, which could be a new value of ${keys.join(' or ')}.`,
    why: 'The next synthesis would write the old value back.',
    fix: 'Write it into versions.json, and run the synthesis.',
  };
}
