import { _lintId, _severityInGenerated } from '../checks';
import { Problem, Severity, _isError } from '../core';
import { _Finding, _UNDECIDED, _lintRules, _lintedText } from '../dockerfile';
import { ImagePlan, _isStrict } from '../plan';
import { _RenderedDockerfile, _dockerignore } from '../render';

const RULES = new Map([..._lintRules(), _UNDECIDED].map(rule => [rule.id, rule]));

/** What the rules of the Dockerfile language say about an image, with the lines of its Dockerfile. */
export class LintProblems {
  public constructor(
    public readonly problems: readonly Problem[],
    /** Of what only the build can tell. */
    public readonly undecided: readonly Problem[],
  ) {}

  /** The same for a Dockerfile in which all of it stands so many lines further down. */
  public movedBy(lines: number): LintProblems {
    const moved = (problem: Problem): Problem => ({ ...problem, _line: problem._line! + lines });
    return new LintProblems(this.problems.map(moved), this.undecided.map(moved));
  }
}

/** What is found in a Dockerfile. Stages that do not fit together are said once, by the plan. */
export function lintProblems(plan: ImagePlan, dockerfile: _RenderedDockerfile | undefined, marker: string): LintProblems {
  if (dockerfile === undefined || plan.problems.some(_isError)) return new LintProblems([], []);
  const { findings, undecided } = _lintedText(dockerfile.text, {
    dockerignore: _dockerignore(plan, marker).split('\n'),
    platforms: plan.platforms.map(({ name }) => name),
    requiredArgs: plan.requiredArgs,
  });
  const problemOf = (finding: _Finding) => problemAt(plan, dockerfile, finding);
  // Where BuildKit only warns, it tells by itself what it finds.
  const open = _isStrict(plan.check) ? undecided : [];
  return new LintProblems(findings.map(problemOf), open.map(finding => ({ ...problemOf(finding), severity: Severity.WARNING, fix: SKIPPED })));
}

/** What only the build finds, if anything: for whoever accepts it beforehand. */
export function onlyInBuild({ stages }: ImagePlan): Problem[] {
  return stages.filter(({ base }) => base._isForeign).map(({ by }) => ({
    id: _lintId(_UNDECIDED.id),
    by,
    where: by.construct,
    what: _UNDECIDED.reason,
    why: _UNDECIDED.why,
    fix: _UNDECIDED.fix,
  }));
}

const SKIPPED = 'Nothing has to be done: the Dockerfile asks BuildKit not to stop there.';

function problemAt(plan: ImagePlan, dockerfile: _RenderedDockerfile, { rule, message, range, severity, unknown }: _Finding): Problem {
  const part = dockerfile.at(range.startLine);
  const by = part?.step?.by ?? part?.stage?.by ?? plan.by;
  const { why = 'BuildKit cannot read the file.', fix = 'Change what the construct adds there.' } = RULES.get(rule) ?? {};
  const id = _lintId(rule);
  const weight = _severityInGenerated(id, severity);
  return { id, severity: weight, by, where: by.construct, _line: range.startLine, what: message, why, fix, _unknown: unknown };
}
