import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { _BASE_DIRECTORY, _BaseFacts, _BaseLibrary, _MOST_BASE_BYTES, _peekReference, _readBaseFile, _readBaseFileName, _refuseUnreadableBase } from '../bases';
import { Problem, _Refusal, _UnreadableFile, _dropDigest, _readBeginning, _readRegularFile } from '../core';
import { _findLayoutDigest } from '../oci';

/** How many bytes of a base file name the base. */
const HEAD = 4096;

/** The beginning of the name of an image in an OCI layout. */
const LAYOUT = 'oci-layout://';

/** What was read of bases in one directory. */
export interface ReadBases {
  readonly library: _BaseLibrary;
  /** Files that cannot be read. */
  readonly problems: Problem[];
}

/**
 * Reads the base files of a project, as far as its images start from these bases.
 *
 * @param root directory of the project
 * @param references the bases of its stages, e.g. `python:3.13-slim@sha256:…` or `oci-layout://vendor/python`
 */
export function readBases(root: string, references: ReadonlySet<string>): ReadBases {
  const tags = new Set([...references].map(_dropDigest));
  const problems: Problem[] = [];
  const facts = listBaseFiles(root).flatMap((name): _BaseFacts[] => {
    const path = `${_BASE_DIRECTORY}/${name}`;
    const absolute = join(root, path);
    try {
      const reference = _peekReference(readText(path, () => _readBeginning(absolute, HEAD)));
      // What cannot be recognized is read, so that its fault is found.
      if (reference !== undefined && !tags.has(_dropDigest(reference))) return [];
      return [_readBaseFile(readText(path, () => _readRegularFile(absolute, _MOST_BASE_BYTES)), path)];
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      problems.push(error.problem);
      return [];
    }
  });
  const meant = [...references].flatMap((reference): [string, string][] => {
    const digest = reference.startsWith(LAYOUT) && !reference.includes('@') ? _findLayoutDigest(root, reference.slice(LAYOUT.length)) : undefined;
    return digest === undefined ? [] : [[reference, `${reference}@${digest}`]];
  });
  return { library: _BaseLibrary.of(facts, new Map(meant)), problems };
}

function listBaseFiles(root: string): string[] {
  try {
    return readdirSync(join(root, _BASE_DIRECTORY)).filter(name => _readBaseFileName(name) !== undefined).sort();
  } catch {
    return [];
  }
}

/** @throws `bases/unreadable` */
function readText(path: string, read: () => Buffer): string {
  try {
    return read().toString('utf8');
  } catch (error) {
    return _refuseUnreadableBase(path, _UnreadableFile.of(error).reason);
  }
}
