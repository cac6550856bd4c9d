import { _formatLintId, _findGeneratedSeverity } from '../checks';
import { Problem, Severity, _isError } from '../core';
import { _Finding, _UNDECIDED, _listLintRules, _lintTextWithUnknowns } from '../dockerfile';
import { ImagePlan, _isStrict } from '../plan';
import { _RenderedDockerfile, _printDockerignore } from '../render';

const RULES = new Map([..._listLintRules(), _UNDECIDED].map(rule => [rule.id, rule]));

/** The findings of the rules of the Dockerfile language in an image, with the lines of its Dockerfile. */
export class LintProblems {
  public constructor(
    public readonly problems: readonly Problem[],
    /** Findings that only the build can decide. */
    public readonly undecided: readonly Problem[],
  ) {}

  /** The same findings, moved down by a number of lines. */
  public moveBy(lines: number): LintProblems {
    const moved = (problem: Problem): Problem => ({ ...problem, _line: problem._line! + lines });
    return new LintProblems(this.problems.map(moved), this.undecided.map(moved));
  }
}

/** Lints a Dockerfile. If the plan has errors, it has reported them already, and the Dockerfile is not linted. */
export function findLintProblems(plan: ImagePlan, dockerfile: _RenderedDockerfile | undefined, marker: string): LintProblems {
  if (dockerfile === undefined || plan.problems.some(_isError)) return new LintProblems([], []);
  const { findings, undecided } = _lintTextWithUnknowns(dockerfile.text, {
    dockerignore: _printDockerignore(plan, marker).split('\n'),
    platforms: plan.platforms.map(({ name }) => name),
    requiredArgs: plan.requiredArgs,
  });
  const problemOf = (finding: _Finding) => describeProblem(plan, dockerfile, finding);
  // Where BuildKit only warns, it reports its findings itself.
  const open = _isStrict(plan.check) ? undecided : [];
  return new LintProblems(findings.map(problemOf), open.map(finding => ({ ...problemOf(finding), severity: Severity.WARNING, fix: SKIPPED })));
}

/** Problems that only the build can find: they can be acknowledged beforehand. */
export function listBuildProblems({ stages }: ImagePlan): Problem[] {
  return stages.filter(({ base }) => base._isForeign).map(({ by }) => ({
    id: _formatLintId(_UNDECIDED.id),
    by,
    where: by.construct,
    what: _UNDECIDED.reason,
    why: _UNDECIDED.why,
    fix: _UNDECIDED.fix,
  }));
}

const SKIPPED = 'Nothing to do: the Dockerfile tells BuildKit not to stop at it.';

function describeProblem(plan: ImagePlan, dockerfile: _RenderedDockerfile, { rule, message, range, severity, unknown }: _Finding): Problem {
  const part = dockerfile.findPart(range.startLine);
  const by = part?.step?.by ?? part?.stage?.by ?? plan.by;
  const { why = 'BuildKit cannot read the file.', fix = 'Change what the construct adds there.' } = RULES.get(rule) ?? {};
  const id = _formatLintId(rule);
  const weight = _findGeneratedSeverity(id, severity);
  return { id, severity: weight, by, where: by.construct, _line: range.startLine, what: message, why, fix, _unknown: unknown };
}
