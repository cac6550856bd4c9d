import { expect, test } from 'vitest';
import { found, image, judged, rule } from './support';
import { BuildStage, Checks, Problems, Severity } from '../../src';
import * as rules from '../../src/checks/rules';
import { DEBIAN } from '../support/image';

const { ERROR, WARNING, INFO } = Severity;

test('a policy brings rules and sets how much findings weigh', () => {
  const of = image();
  Checks.of(of).apply({ rules: [rule('acme/port'), rule('acme/name')], severities: { 'acme/port': WARNING, 'image/unused-stage': ERROR } });
  new BuildStage(of, 'Extra', { base: DEBIAN, purpose: 'is not used' });
  expect(found(of).sort()).toEqual(['error acme/name', 'error image/unused-stage', 'warning acme/port']);
});

test('a policy of a construct above holds too; of two weights that of the nearer construct counts, then the later one', () => {
  const of = image();
  Checks.of(of.node.root).apply({ rules: [rule('acme/port'), rule('acme/name')], severities: { 'acme/port': WARNING, 'acme/name': WARNING } });
  Checks.of(of).apply({ severities: { 'acme/port': ERROR } });
  Checks.of(of).apply({ severities: { 'acme/port': INFO } });
  expect(found(of)).toEqual(['info acme/port', 'warning acme/name']);
});

test('a rule that comes with two policies is run once', () => {
  const of = image();
  const shared = rule('acme/port');
  Checks.of(of.node.root).apply({ rules: [shared] });
  Checks.of(of).apply({ rules: [shared] });
  expect(found(of)).toEqual(['error acme/port']);
});

test('two rules of one id are a problem, and so is one that takes an id of ours', () => {
  const of = image();
  const [ours] = Object.values(rules);
  Checks.of(of).apply({ rules: [rule('acme/port', []), { ...rule('acme/port', []), title: 'Another' }, rule(ours.id, [])] });
  expect(judged(of).problems).toMatchObject([
    {
      id: 'checks/rule-twice',
      where: 'Image',
      what: 'A policy adds the rule acme/port, but another rule has that id: the one with the title "It holds".',
      why: 'Only the first of them is run.',
      fix: 'Give it another id. The group may be the name of the team, e.g. "acme/port".',
    },
    { id: 'checks/rule-twice', what: `A policy adds the rule ${ours.id}, but another rule has that id: imagewright itself.` },
  ]);
});

test.each(['port', 'Acme/port', 'acme/', 'acme/port/x', 'acme/po rt', '', '-a/b'])('"%s" is no id of a rule', id => {
  const of = image();
  Checks.of(of).apply({ rules: [rule(id)] });
  expect(judged(of).problems).toMatchObject([{
    id: 'checks/rule-id',
    where: 'Image',
    what: `A policy adds a rule with the id "${id}".`,
    why: 'The rule is not run, because its findings could not be acknowledged and their severity could not be set.',
    fix: 'Give it an id with a group and a name in lower case, e.g. "acme/port".',
  }]);
});

test('a rule without an id, which other languages may make, is a problem too', () => {
  const apply = () => Checks.of(image()).apply({ rules: [{ ...rule('acme/port'), id: undefined as unknown as string }] });
  expect(apply).toThrow(expect.objectContaining({
    problems: [expect.objectContaining({
      id: 'api/missing-property',
      what: 'Checks.apply: the property "rules[0].id" is missing.',
      fix: 'Give it a string; in Python as a @property, because jsii does not see plain attributes.',
    })],
  }));
});

test('a weight for what nothing finds is a problem when nothing could', () => {
  const of = image();
  Checks.of(of).apply({ severities: { 'rootfs/dangling-lnk': WARNING, 'rootfs/dangling-link': WARNING, 'base/pinned': ERROR, 'acme/own': INFO } });
  expect(judged(of).problems).toMatchObject([{
    id: 'checks/unknown-id',
    what: 'A policy sets the severity of rootfs/dangling-lnk, but there is no such check. Did you mean "rootfs/dangling-link"?',
    why: 'It has no effect.',
  }]);
});

test('what a construct cannot do stays an error, whatever a policy makes of it', () => {
  const of = image();
  Problems.of(of).report({ id: 'acme/impossible', what: 'No.', why: 'No.', fix: 'No.' });
  Checks.of(of).apply({ severities: { 'acme/impossible': INFO } });
  expect(found(of)).toEqual(['error acme/impossible', 'error checks/fixed-weight']);
  expect(judged(of).problems[1].what).toBe('A policy downgrades acme/impossible to information, but this error cannot be downgraded.');
});
