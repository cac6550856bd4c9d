import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'projen';
import { Severity } from '../core';
import { _EXPLANATION_FILE, _FINDINGS_FILE, _LAST_SYNTHESIS, _explanationFile } from '../plan';
import type { Examination } from './examination';
import type { LocatedProblem } from './places';

/** A folder that git ignores by what is in it, as caches of other tools are: the project's own files need not know it. */
const IGNORE_ALL = '# Written by every synthesis, for people and programs that ask what was found. Not to be committed.\n*\n';

/** What a synthesis leaves behind for those who ask later. It is no output: that it cannot be written stops nothing. */
export class LastSynthesis {
  private readonly folder: string;

  /** @param root the outermost project */
  public constructor(private readonly root: Project) {
    this.folder = join(root.outdir, _LAST_SYNTHESIS);
  }

  /** Writes what was found, and where everything is from. In tests of a project, whose output is compared, nothing is written. */
  public write(examination: Examination): void {
    this.leave(() => {
      this.put(_FINDINGS_FILE, json(findings(examination)));
      if (!examination.hasErrors) this.put(_EXPLANATION_FILE, JSON.stringify(this.explanation(examination)));
    });
  }

  /** Writes what was found by a program that ended before there was a synthesis. */
  public writeRefused(problems: readonly LocatedProblem[]): void {
    this.leave(() => this.put(_FINDINGS_FILE, json(findings({ hasErrors: true, images: [], problems, undecided: [], acknowledged: [] }))));
  }

  private leave(put: () => void): void {
    if (process.env.NODE_ENV === 'test') return;
    try {
      mkdirSync(this.folder, { recursive: true });
      this.put('.gitignore', IGNORE_ALL);
      put();
    } catch (error) {
      this.root.logger.debug(`imagewright: ${String(error)}`);
    }
  }

  private explanation(examination: Examination): object {
    const texts = new Map(examination.dockerfiles.map(({ path, text }) => [path, text]));
    return _explanationFile(examination.explanations, path => {
      const text = texts.get(path) ?? readIfThere(join(this.root.outdir, path));
      return text && createHash('sha256').update(text).digest('hex');
    });
  }

  /** A reader never sees half a file, and a file that stays the same is not touched. */
  private put(name: string, text: string): void {
    const path = join(this.folder, name);
    if (readIfThere(path) === text) return;
    const draft = `${path}.${process.pid}`;
    try {
      writeFileSync(draft, text);
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** What was found. */
type Found = Pick<Examination, 'hasErrors' | 'images' | 'undecided' | 'acknowledged'> & { readonly problems: readonly LocatedProblem[] };

/** As docs/findings.schema.json says. */
function findings(examination: Found): object {
  return {
    version: 1,
    isWritten: !examination.hasErrors,
    images: examination.images.map(({ name, construct, dockerfile, platforms, rules, held }) => (
      { name, construct, dockerfile, platforms, rules, held }
    )),
    findings: examination.problems.map(finding),
    undecided: examination.undecided.map(problem => ({ ...finding(problem), unknown: problem._unknown })),
    acknowledged: examination.acknowledged.map(({ problem, reason, construct, declared }) => ({
      ...finding(problem),
      acknowledgement: { reason, construct, declaredAt: declared.map(place) },
    })),
  };
}

function finding({ id, severity, what, why, fix, where, construct, declared, dockerfile, wasted }: LocatedProblem): object {
  return {
    id,
    severity: severity ?? Severity.ERROR,
    what,
    why,
    fix,
    where: where === construct ? undefined : where,
    construct,
    declaredAt: (declared ?? []).map(place),
    dockerfile: dockerfile && place(dockerfile),
    wastedBytes: wasted?.inBytes,
  };
}

/** `.projenrc.ts:12`, for programs. */
function place(text: string): object {
  const colon = text.lastIndexOf(':');
  return { file: text.slice(0, colon), line: Number(text.slice(colon + 1)) };
}
