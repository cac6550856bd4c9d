import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'projen';
import { Severity, _jsonText, _EXPLANATION_FILE, _FINDINGS_FILE } from '../../core';
import { _explanationText } from '../../render';
import type { Examination } from '../examination';
import type { LocatedProblem } from '../places';
import { StateFolder, leavesNothing } from './state-folder';
import { Writing, digest } from './writing';

/**
 * The results that a synthesis stores for later commands. They are not outputs: if they cannot be written, the synthesis continues, and the
 * findings of an earlier synthesis are removed, so that nothing mistakes them for those of this one.
 */
export class LastSynthesis {
  private readonly folder: StateFolder;

  /** @param root the outermost project */
  public constructor(private readonly root: Project) {
    this.folder = new StateFolder(root.outdir);
  }

  /** Called before files are replaced: the findings say that the files are not written yet. */
  public begin(examination: Examination, writing: Writing): void {
    this.leave(() => {
      writing.record(false);
      this.folder.put(_FINDINGS_FILE, _jsonText(findings(found(examination), false)));
    });
  }

  /** Called when all files are in place. */
  public end(examination: Examination, writing: Writing): void {
    this.leave(() => {
      writing.record(true);
      this.folder.put(_EXPLANATION_FILE, this.explanation(examination, writing));
      this.folder.put(_FINDINGS_FILE, _jsonText(findings(found(examination), true)));
    });
  }

  /** Stores the problems that stopped the synthesis. */
  public refuse(examination: Examination, problems: readonly LocatedProblem[]): void {
    this.leave(() => this.folder.put(_FINDINGS_FILE, _jsonText(findings({ ...found(examination), problems }, false))));
  }

  /** Stores the problems of a program that ended before the synthesis. */
  public writeRefused(problems: readonly LocatedProblem[]): void {
    this.leave(() => this.folder.put(_FINDINGS_FILE, _jsonText(findings({ images: [], problems, undecided: [], acknowledged: [] }, false))));
  }

  private leave(write: () => void): void {
    if (leavesNothing()) return;
    try {
      write();
    } catch (error) {
      this.root.logger.debug(`imagewright: ${String(error)}`);
      this.forget();
    }
  }

  private forget(): void {
    try {
      this.folder.remove(_FINDINGS_FILE);
    } catch (error) {
      this.root.logger.debug(`imagewright: ${String(error)}`);
    }
  }

  private explanation(examination: Examination, writing: Writing): string {
    return _explanationText(examination.explanations(), path => {
      const written = writing.digests.get(path);
      if (written !== undefined) return written;
      const text = readIfThere(join(this.root.outdir, path));
      return text && digest(text);
    });
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The results of the checks. */
type Found = Pick<Examination, 'images' | 'problems' | 'undecided' | 'acknowledged'>;

function found({ images, problems, undecided, acknowledged }: Examination): Found {
  return { images, problems, undecided, acknowledged };
}

/** The content of findings.json: see docs/reference/findings.schema.json. */
function findings(examination: Found, isWritten: boolean): object {
  return {
    version: 1,
    isWritten,
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

/** Splits `.projenrc.ts:12` into file and line. */
function place(text: string): object {
  const colon = text.lastIndexOf(':');
  return { file: text.slice(0, colon), line: Number(text.slice(colon + 1)) };
}
