import { Problem, _Shape, _describeFailure, _flag, _isObject, _listOf, _object, _origin, _severity, _size, _text, _removeEmpty } from '../core';
import type { ImageModel, ImagePlan } from '../plan';
import { _listSoundRules } from './policy';
import { IRule, RuleFinding, _asProblem } from './rule';
import * as rules from './rules';

/**
 * The findings of the rules in an image.
 *
 * @internal
 */
export interface _CheckResult {
  readonly problems: Problem[];
  /** Findings of rules that cannot decide. */
  readonly undecided: Problem[];
  /** Ids of the rules that were run. */
  readonly rules: string[];
}

/** The shape of the findings of a team's rule, whose code may be in a language without types. */
const FINDING: _Shape<object> = _object(
  { what: _text },
  { by: _origin, why: _text, fix: _text, severity: _severity, wasted: _size, platforms: _listOf(_text), undecided: _flag, unknown: _text },
  { isOpen: true },
);

/** The rules of this library. */
const OWN: IRule[] = Object.values(rules);

/**
 * Runs every rule on a plan. A finding on only some platforms names them. A rule that throws is a problem of its own.
 *
 * @param team the rules of a team
 * @internal
 */
export function _check({ observed, platforms }: ImagePlan, team: IRule[] = []): _CheckResult {
  const found = new Map<string, { rule: IRule; first: ImageModel; finding: RuleFinding; on: Set<string> }>();
  const failed = new Map<string, Problem>();
  const sound = _listSoundRules(team);
  const all = [...OWN, ...sound];
  const ofTeam = new Set(sound);
  for (const image of observed) {
    for (const rule of all) {
      try {
        for (const finding of ofTeam.has(rule) ? askTeam(rule, image) : rule.check(image)) {
          const key = [rule.id, finding.by?.construct, finding.what, finding.undecided].join('\0');
          const on = finding.platforms ?? image.platforms.map(({ name }) => name);
          found.set(key, { rule, first: image, finding, on: new Set([...found.get(key)?.on ?? [], ...on]) });
        }
      } catch (error) {
        failed.set(rule.id, describeFailure(rule, image, error));
      }
    }
  }
  const everywhere = new Set(platforms.map(({ name }) => name)).size;
  const checked: _CheckResult = { problems: [...failed.values()], undecided: [], rules: all.map(({ id }) => id) };
  for (const { rule, first, finding, on } of found.values()) {
    const problem = _asProblem(rule, first, finding);
    const what = on.size === everywhere || namesAll(problem.what, on) ? problem.what : `${problem.what.replace(/\.$/, '')} (only on ${[...on].join(', ')}).`;
    (finding.undecided ? checked.undecided : checked.problems).push({ ...problem, what });
  }
  return checked;
}

/** The findings of a team's rule, validated. */
function askTeam(rule: IRule, image: ImageModel): RuleFinding[] {
  const answer: unknown = rule.check(image);
  _listOf(FINDING)(Array.isArray(answer) ? answer.map(each => (_isObject(each) ? _removeEmpty(each) : each)) : answer, 'The answer');
  return answer as RuleFinding[];
}

/** Whether a sentence names all of these platforms itself. */
function namesAll(what: string, platforms: Set<string>): boolean {
  const words = what.split(/[\s,:;]+|\.(?=\s|$)/);
  return [...platforms].every(name => words.includes(name));
}

function describeFailure({ id }: IRule, { by, name }: ImageModel, error: unknown): Problem {
  return {
    id: 'checks/rule-failed',
    by,
    where: by.construct,
    what: `The rule ${id} failed on the image "${name}": ${_describeFailure(error)}`,
    why: 'The problem that it looks for may exist, but is not reported.',
    fix: 'Fix the rule, or remove it from the policy.',
  };
}
