import { lstatSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Project } from 'projen';
import { Problem, _GENERATED_MARK } from '../../core';
import type { OutputFile } from '../../plan';

/** Where projen lists its files, including those that cannot have comments. */
const LIST = '.projen/files.json';
/** In bytes. No synthesis writes a larger file, so larger ones are not read. */
const LARGEST = 64 * 1024 * 1024;

/** Distinguishes files that were written by hand from those that a synthesis of this library or of projen has written. */
export class HandWritten {
  private readonly listed: ReadonlySet<string>;

  public constructor(private readonly project: Project) {
    this.listed = new Set(readList(project));
  }

  /** Reports a file that would overwrite a hand-written one. */
  public findConflict({ path, text }: OutputFile): Problem | undefined {
    const absolute = join(this.project.outdir, path);
    if (this.listed.has(path) || !isFile(absolute)) return undefined;
    const present = readText(absolute);
    // An empty file has nothing to lose.
    if (present !== undefined && (present.trim() === '' || present === text || present.includes(_GENERATED_MARK))) return undefined;
    return {
      id: 'project/hand-written',
      what: `${path} already exists, and was not written by a synthesis.`,
      why: 'Its hand-written content would be lost.',
      fix: `${describeCarryOver(path)} Then delete or rename ${path} and synthesize again: from then on it is generated.`,
    };
  }
}

function describeCarryOver(path: string): string {
  return basename(path) === 'Dockerfile'
    ? `\`npx imagewright import ${/^[\w./-]+$/.test(path) ? path : 'FILE'}\` prints equivalent constructs.`
    : 'Move what you need of it into the declaration.';
}

function readList(project: Project): string[] {
  try {
    const { files } = JSON.parse(readFileSync(join(project.outdir, LIST), 'utf8')) as { files?: unknown };
    return Array.isArray(files) ? files as string[] : [];
  } catch {
    return [];
  }
}

/** Anything but a file is reported elsewhere. */
function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}

/** The text of a file; undefined if it cannot be read, or is too large. */
function readText(path: string): string | undefined {
  try {
    return lstatSync(path).size > LARGEST ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
