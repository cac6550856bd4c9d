import type { IConstruct } from 'constructs';
import { Problem, Origin, Severity, _didYouMean, _isError } from '../core';
import { Checks, _Acknowledgement } from './checks';
import { _isFoundInBuilt, _knownIds, _lintId, _lintOpinions } from './known-ids';
import { _ruleProblems, _soundRules } from './policy';
import * as rules from './rules';

/**
 * Something that was found, and that users accepted.
 *
 * @internal
 */
export interface _Acknowledged {
  readonly problem: Problem;
  readonly acknowledgement: _Acknowledgement;
}

/**
 * What was found, after what users said about it.
 *
 * @internal
 */
export interface _Judged {
  /** With the weights that policies set, and with what is wrong about acknowledgements and policies. */
  readonly problems: Problem[];
  /** Of what rules cannot tell. */
  readonly undecided: Problem[];
  readonly acknowledged: _Acknowledged[];
}

/**
 * Weighs what was found, and takes out what users acknowledged. Of several acknowledgements of one finding that of the nearest construct
 * counts, and the later one.
 *
 * @param scope the construct below which all acknowledgements are to be used
 * @param undecided of what rules cannot tell
 * @param unseen what only the build can find: it counts where somebody acknowledges it beforehand
 * @internal
 */
export function _judge(scope: IConstruct, problems: Problem[], undecided: Problem[] = [], unseen: Problem[] = []): _Judged {
  const constructs = scope.node.findAll();
  const byPath = new Map(scope.node.root.node.findAll().map(construct => [construct.node.path, construct]));
  const policies = [...byPath.values()].flatMap(each => Checks.of(each)._policies);
  const ruleIds = new Set([...Object.values(rules), ..._soundRules(policies.flatMap(({ policy }) => policy.rules ?? []))].map(({ id }) => id));
  const opinions = new Set([...ruleIds, ..._lintOpinions()]);
  const accepting = new Acknowledgements();
  const used = new Set<_Acknowledgement>();
  const fixed = new Set<string>();
  const tooLight = new Set<string>();
  const judged: _Judged = { problems: [], undecided: [], acknowledged: [] };

  for (const [list, given] of [[judged.problems, problems], [judged.undecided, undecided], [[], unseen]]) {
    for (const found of given) {
      const construct = byPath.get(pathOf(found));
      const wanted = construct && Checks.of(construct)._severity(found.id);
      const acknowledgement = construct && accepting.of(construct, found.id);
      // What a construct cannot do stays an error, whatever is said about it.
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

  const ids = new Ids([..._knownIds(), ...ruleIds], problems.map(({ id }) => id));
  const acknowledgements = constructs.flatMap(each => Checks.of(each)._acknowledgements);
  const own = constructs.flatMap(each => Checks.of(each)._policies);
  judged.problems.push(
    ...acknowledgements.filter(each => !used.has(each)).flatMap(each => wrong(each, ids, fixed) ?? []),
    ...own.flatMap(({ policy, by }) => Object.entries(policy.severities ?? {}).flatMap(([id, severity]) => {
      if (ids.isUnknown(id)) return [unknownWeight(id, by, ids)];
      if (_isFoundInBuilt(id)) return [weightOfBuilt(id, by)];
      return tooLight.has(id) && severity !== Severity.ERROR ? [fixedWeight(id, severity, by)] : [];
    })),
    ..._ruleProblems(own),
  );
  return judged;
}

/** What can be found. */
class Ids {
  public readonly all: Set<string>;
  private readonly groups: Set<string>;

  public constructor(known: string[], reported: string[]) {
    this.all = new Set([...known, ...reported]);
    this.groups = new Set(known.map(groupOf));
  }

  /** Of a group of rules, all ids are known. What the constructs of a team may report is not. */
  public isUnknown(id: string): boolean {
    return !this.all.has(id) && (!id.includes('/') || this.groups.has(groupOf(id)));
  }
}

function groupOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function pathOf({ by, where }: Problem): string {
  return by?.construct ?? where ?? '';
}

/** What was acknowledged where, by id. */
class Acknowledgements {
  private readonly known = new Map<IConstruct, ReadonlyMap<string, _Acknowledgement>>();

  /** That of the nearest construct, and the last one there. */
  public of(construct: IConstruct, id: string): _Acknowledgement | undefined {
    for (let each: IConstruct | undefined = construct; each !== undefined; each = each.node.scope) {
      const acknowledgement = this.at(each).get(id);
      if (acknowledgement !== undefined) return acknowledgement;
    }
    return undefined;
  }

  private at(construct: IConstruct): ReadonlyMap<string, _Acknowledgement> {
    const known = this.known.get(construct) ?? new Map(Checks.of(construct)._acknowledgements
      .filter(({ subject, reason }) => subject === undefined && reason.trim() !== '')
      .map(each => [each.id, each]));
    this.known.set(construct, known);
    return known;
  }
}

/** What is wrong with an acknowledgement that nothing was acknowledged with; nothing of one about a built image, which is judged later. */
function wrong(acknowledgement: _Acknowledgement, ids: Ids, fixed: Set<string>): Problem | undefined {
  const { id, reason, subject, by } = acknowledgement;
  const place = { by, where: by.construct };
  if (reason.trim() === '') {
    return {
      ...place,
      id: 'checks/no-reason',
      what: `${id} is acknowledged without a reason.`,
      why: 'A reader cannot tell a decision from an oversight.',
      fix: 'Say why it is fine here.',
    };
  }
  if (_isFoundInBuilt(id)) return undefined;
  if (subject !== undefined && !ids.isUnknown(id)) {
    return {
      ...place,
      id: 'checks/no-subject',
      what: `${id} is acknowledged of ${JSON.stringify(subject)}.`,
      why: 'Only what `imagewright verify` finds has a subject, so nothing is silenced by it.',
      fix: 'Leave the subject out, and acknowledge it on the construct that it is about.',
    };
  }
  if (fixed.has(id)) {
    return {
      ...place,
      id: 'checks/not-acknowledgeable',
      what: `${id} is acknowledged, and stays an error.`,
      why: notAnOpinion(id),
      fix: 'Mend what it names, and delete the acknowledgement.',
    };
  }
  if (ids.isUnknown(id)) {
    return {
      ...place,
      id: 'checks/unknown-id',
      what: `${id} is acknowledged, but there is no such check.${_didYouMean(id, ids.all)}`,
      why: 'Nothing is silenced by it.',
      fix: 'Write the id as it stands in the finding; `npx imagewright explain --rules` lists those of the rules.',
    };
  }
  return {
    ...place,
    id: 'checks/stale',
    severity: Severity.WARNING,
    what: `${id} is acknowledged, but nothing of the kind is found here.${ids.all.has(id) ? '' : _didYouMean(id, ids.all)}`,
    why: 'It would hide the next one that comes.',
    fix: 'Delete the acknowledgement.',
  };
}

function notAnOpinion(id: string): string {
  return id.startsWith(_lintId(''))
    ? 'BuildKit itself stops at it: no directive and no weight makes it read the file.'
    : 'It is no opinion of a rule: a construct cannot do what was asked of it.';
}

function unknownWeight(id: string, by: Origin, ids: Ids): Problem {
  return {
    id: 'checks/unknown-id',
    by,
    where: by.construct,
    what: `A policy sets the weight of ${id}, but there is no such check.${_didYouMean(id, ids.all)}`,
    why: 'It has no effect.',
    fix: 'Write the id as it stands in the finding; `npx imagewright explain --rules` lists those of the rules.',
  };
}

function weightOfBuilt(id: string, by: Origin): Problem {
  return {
    id: 'checks/fixed-weight',
    by,
    where: by.construct,
    what: `A policy sets the weight of ${id}, which is found in the built image.`,
    why: 'It has no effect: `imagewright verify` weighs nothing, a claim holds or it does not.',
    fix: 'Accept what is fine: Checks.of(image).acknowledge(id, reason, { subject }).',
  };
}

function fixedWeight(id: string, severity: Severity, by: Origin): Problem {
  return {
    id: 'checks/fixed-weight',
    by,
    where: by.construct,
    what: `A policy makes ${id} a mere ${severity === Severity.INFO ? 'information' : 'warning'}, and it stays an error.`,
    why: notAnOpinion(id),
    fix: 'Mend what it names, and leave its weight as it is.',
  };
}
