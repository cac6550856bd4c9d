import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'projen';
import { Severity, _printJson, _EXPLANATION_FILE, _FINDINGS_FILE, _FORGES_FILE, _ForgesFile } from '../../core';
import { _printExplanations } from '../../render';
import type { Examination } from '../examination';
import type { LocatedProblem } from '../places';
import { StateFolder, isTestRun } from './state-folder';
import { Writing, computeDigest } from './writing';

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
      this.folder.write(_FINDINGS_FILE, _printJson(describeFindings(pickResults(examination), false)));
    });
  }

  /** Called when all files are in place. */
  public end(examination: Examination, writing: Writing): void {
    this.leave(() => {
      writing.record(true);
      this.folder.write(_EXPLANATION_FILE, this.renderExplanation(examination, writing));
      this.folder.write(_FORGES_FILE, _printJson({ version: 1, values: examination.forgeValues } satisfies _ForgesFile));
      this.folder.write(_FINDINGS_FILE, _printJson(describeFindings(pickResults(examination), true)));
    });
  }

  /** Stores the problems that stopped the synthesis. */
  public refuse(examination: Examination, problems: readonly LocatedProblem[]): void {
    this.leave(() => this.folder.write(_FINDINGS_FILE, _printJson(describeFindings({ ...pickResults(examination), problems }, false))));
  }

  /** Stores the problems of a program that ended before the synthesis. */
  public writeRefused(problems: readonly LocatedProblem[]): void {
    this.leave(() => this.folder.write(_FINDINGS_FILE, _printJson(describeFindings(
      { images: [], problems, undecided: [], acknowledged: [] }, false,
    ))));
  }

  private leave(write: () => void): void {
    if (isTestRun()) return;
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

  private renderExplanation(examination: Examination, writing: Writing): string {
    return _printExplanations(examination.listExplanations(), path => {
      const written = writing.digests.get(path);
      if (written !== undefined) return written;
      const text = readIfThere(join(this.root.outdir, path));
      return text && computeDigest(text);
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
type Results = Pick<Examination, 'images' | 'problems' | 'undecided' | 'acknowledged'>;

function pickResults({ images, problems, undecided, acknowledged }: Examination): Results {
  return { images, problems, undecided, acknowledged };
}

/** The content of findings.json: see docs/reference/findings.schema.json. */
function describeFindings(examination: Results, isWritten: boolean): object {
  return {
    version: 1,
    isWritten,
    images: examination.images.map(({ name, construct, dockerfile, platforms, rules, held }) => (
      { name, construct, dockerfile, platforms, rules, held }
    )),
    findings: examination.problems.map(describeFinding),
    undecided: examination.undecided.map(problem => ({ ...describeFinding(problem), unknown: problem._unknown })),
    acknowledged: examination.acknowledged.map(({ problem, reason, construct, declared }) => ({
      ...describeFinding(problem),
      acknowledgement: { reason, construct, declaredAt: declared.map(parsePlace) },
    })),
  };
}

function describeFinding({ id, severity, what, why, fix, where, construct, declared, dockerfile, wasted }: LocatedProblem): object {
  return {
    id,
    severity: severity ?? Severity.ERROR,
    what,
    why,
    fix,
    where: where === construct ? undefined : where,
    construct,
    declaredAt: (declared ?? []).map(parsePlace),
    dockerfile: dockerfile && parsePlace(dockerfile),
    wastedBytes: wasted?.inBytes,
  };
}

/** Splits `.projenrc.ts:12` into file and line. */
function parsePlace(text: string): object {
  const colon = text.lastIndexOf(':');
  return { file: text.slice(0, colon), line: Number(text.slice(colon + 1)) };
}
