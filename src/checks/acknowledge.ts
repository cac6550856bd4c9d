import type { IConstruct } from 'constructs';
import { Problem, Origin, Severity, _suggestNearest, _isError } from '../core';
import { Checks, _Acknowledgement } from './checks';
import { _checkRules, _listSoundRules } from './policy';
import { _isFoundInBuilt, _listKnownIds, _formatLintId, _listLintOpinions } from './registry/known-ids';
import * as rules from './rules';

/**
 * A finding that users accepted.
 *
 * @internal
 */
export interface _AcknowledgedFinding {
  readonly problem: Problem;
  readonly acknowledgement: _Acknowledgement;
}

/**
 * The findings after acknowledgements and policies are applied.
 *
 * @internal
 */
export interface _Judgement {
  /** With the severities that policies set, and the problems of acknowledgements and policies themselves. */
  readonly problems: Problem[];
  /** Findings of rules that cannot decide. */
  readonly undecided: Problem[];
  readonly acknowledged: _AcknowledgedFinding[];
}

/**
 * Applies policies to the findings, and separates those that users acknowledged. If several acknowledgements match a finding, the nearest
 * construct wins, and there the later one.
 *
 * @param scope the construct below which all acknowledgements are to be used
 * @param undecided findings of rules that cannot decide
 * @param unseen ids that only a build can find: an acknowledgement of one is not stale
 * @internal
 */
export function _judge(scope: IConstruct, problems: Problem[], undecided: Problem[] = [], unseen: Problem[] = []): _Judgement {
  const constructs = scope.node.findAll();
  const byPath = new Map(scope.node.root.node.findAll().map(construct => [construct.node.path, construct]));
  const policies = [...byPath.values()].flatMap(each => Checks.of(each)._policies);
  const ruleIds = new Set([...Object.values(rules), ..._listSoundRules(policies.flatMap(({ policy }) => policy.rules ?? []))].map(({ id }) => id));
  const opinions = new Set([...ruleIds, ..._listLintOpinions()]);
  const accepting = new Acknowledgements();
  const used = new Set<_Acknowledgement>();
  const fixed = new Set<string>();
  const tooLight = new Set<string>();
  const judged: _Judgement = { problems: [], undecided: [], acknowledged: [] };

  for (const [list, given] of [[judged.problems, problems], [judged.undecided, undecided], [[], unseen]]) {
    for (const found of given) {
      const construct = byPath.get(findPath(found));
      const wanted = construct && Checks.of(construct)._findSeverity(found.id);
      const acknowledgement = construct && accepting.find(construct, found.id);
      // What a construct cannot do stays an error: it can be neither acknowledged nor downgraded.
      if (!opinions.has(found.id) && _isError(found)) {
        if (acknowledgement !== undefined) fixed.add(found.id);
        if (wanted !== undefined && wanted !== Severity.ERROR) tooLight.add(found.id);
        list.push(found);
        continue;
      }
      const problem = wanted === undefined ? found : { ...found, severity: wanted };
      if (acknowledgement === undefined) { list.push(problem); continue; }
      used.add(acknowledgement);
      judged.acknowledged.push({ problem, acknowledgement });
    }
  }

  const ids = new Ids([..._listKnownIds(), ...ruleIds], problems.map(({ id }) => id));
  const acknowledgements = constructs.flatMap(each => Checks.of(each)._acknowledgements);
  const own = constructs.flatMap(each => Checks.of(each)._policies);
  judged.problems.push(
    ...acknowledgements.filter(each => !used.has(each)).flatMap(each => checkAcknowledgement(each, ids, fixed) ?? []),
    ...own.flatMap(({ policy, by }) => Object.entries(policy.severities ?? {}).flatMap(([id, severity]) => {
      if (ids.isUnknown(id)) return [describeUnknownId(id, by, ids)];
      if (_isFoundInBuilt(id)) return [describeBuiltSeverity(id, by)];
      return tooLight.has(id) && severity !== Severity.ERROR ? [describeFixedSeverity(id, severity, by)] : [];
    })),
    ..._checkRules(own),
  );
  return judged;
}

/** The ids that exist. */
class Ids {
  public readonly all: Set<string>;
  private readonly groups: Set<string>;

  public constructor(known: string[], reported: string[]) {
    this.all = new Set([...known, ...reported]);
    this.groups = new Set(known.map(findGroup));
  }

  /** All ids of a group of rules are known; those that constructs of a team report are not. */
  public isUnknown(id: string): boolean {
    return !this.all.has(id) && (!id.includes('/') || this.groups.has(findGroup(id)));
  }
}

function findGroup(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function findPath({ by, where }: Problem): string {
  return by?.construct ?? where ?? '';
}

/** The acknowledgements of each construct, by id. */
class Acknowledgements {
  private readonly known = new Map<IConstruct, ReadonlyMap<string, _Acknowledgement>>();

  /** The one of the nearest construct, and the last one there. */
  public find(construct: IConstruct, id: string): _Acknowledgement | undefined {
    for (let each: IConstruct | undefined = construct; each !== undefined; each = each.node.scope) {
      const acknowledgement = this.listAt(each).get(id);
      if (acknowledgement !== undefined) return acknowledgement;
    }
    return undefined;
  }

  private listAt(construct: IConstruct): ReadonlyMap<string, _Acknowledgement> {
    const known = this.known.get(construct) ?? new Map(Checks.of(construct)._acknowledgements
      .filter(({ subject, reason }) => subject === undefined && reason.trim() !== '')
      .map(each => [each.id, each]));
    this.known.set(construct, known);
    return known;
  }
}

/** The problem of an acknowledgement that matched nothing; none for one about a built image, which `verify` judges. */
function checkAcknowledgement(acknowledgement: _Acknowledgement, ids: Ids, fixed: Set<string>): Problem | undefined {
  const { id, reason, subject, by } = acknowledgement;
  const place = { by, where: by.construct };
  if (reason.trim() === '') {
    return {
      ...place,
      id: 'checks/no-reason',
      what: `${id} is acknowledged without a reason.`,
      why: 'A reader cannot tell a decision from an oversight.',
      fix: 'Write why it is acceptable here.',
    };
  }
  if (_isFoundInBuilt(id)) return undefined;
  if (subject !== undefined && !ids.isUnknown(id)) {
    return {
      ...place,
      id: 'checks/no-subject',
      what: `${id} is acknowledged for the subject ${JSON.stringify(subject)}.`,
      why: 'Only findings of `imagewright verify` have subjects, so it has no effect.',
      fix: 'Remove the subject, and acknowledge the finding on the construct that it is about.',
    };
  }
  if (fixed.has(id)) {
    return {
      ...place,
      id: 'checks/not-acknowledgeable',
      what: `${id} is acknowledged, but is an error that cannot be acknowledged.`,
      why: explainError(id),
      fix: 'Fix the error, and delete the acknowledgement.',
    };
  }
  if (ids.isUnknown(id)) {
    return {
      ...place,
      id: 'checks/unknown-id',
      what: `${id} is acknowledged, but there is no such check.${_suggestNearest(id, ids.all)}`,
      why: 'It has no effect.',
      fix: 'Copy the id from the finding; `npx imagewright explain --rules` lists those of the rules.',
    };
  }
  return {
    ...place,
    id: 'checks/stale',
    severity: Severity.WARNING,
    what: `${id} is acknowledged, but there is no such finding here.${ids.all.has(id) ? '' : _suggestNearest(id, ids.all)}`,
    why: 'It would hide the next one that occurs.',
    fix: 'Delete the acknowledgement.',
  };
}

function explainError(id: string): string {
  return id.startsWith(_formatLintId(''))
    ? 'BuildKit itself stops there: neither a directive nor a severity makes it read the file.'
    : 'It is not the opinion of a rule: a construct cannot do what it was asked to do.';
}

function describeUnknownId(id: string, by: Origin, ids: Ids): Problem {
  return {
    id: 'checks/unknown-id',
    by,
    where: by.construct,
    what: `A policy sets the severity of ${id}, but there is no such check.${_suggestNearest(id, ids.all)}`,
    why: 'It has no effect.',
    fix: 'Copy the id from the finding; `npx imagewright explain --rules` lists those of the rules.',
  };
}

function describeBuiltSeverity(id: string, by: Origin): Problem {
  return {
    id: 'checks/fixed-weight',
    by,
    where: by.construct,
    what: `A policy sets the severity of ${id}, which is found in the built image.`,
    why: 'It has no effect: `imagewright verify` has no severities, because an image meets a claim or does not.',
    fix: 'Acknowledge what is acceptable: Checks.of(image).acknowledge(id, reason, { subject }).',
  };
}

function describeFixedSeverity(id: string, severity: Severity, by: Origin): Problem {
  return {
    id: 'checks/fixed-weight',
    by,
    where: by.construct,
    what: `A policy downgrades ${id} to ${severity === Severity.INFO ? 'information' : 'a warning'}, but this error cannot be downgraded.`,
    why: explainError(id),
    fix: 'Fix the error, and remove the severity.',
  };
}
