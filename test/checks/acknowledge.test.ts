import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { found, image, judged, rule } from './support';
import { Checks, Problems, Severity } from '../../src';
import { _listAcceptances, _judge, _listKnownIds } from '../../src/checks';

const { ERROR, WARNING } = Severity;

/** An image in which a rule of a team finds something about its last stage. */
function faulty(severity = ERROR) {
  const of = image();
  const stage = of.node.findChild('Runtime').node.findChild('Stage');
  const by = (stage as unknown as { _declared: { by: never } })._declared.by;
  Checks.of(of.node.root).apply({ rules: [rule('acme/port', [{ what: 'Found.', by }], severity)] });
  return { of, stage };
}

describe('a finding is accepted', () => {
  test.each(['Image/Runtime/Stage', 'Image/Runtime', 'Image', ''])('at "%s", with its reason', path => {
    const { of } = faulty();
    const scope = of.node.root.node.findAll().find(({ node }) => node.path === path)!;
    Checks.of(scope).acknowledge('acme/port', 'it is fine');
    const { problems, acknowledged } = judged(of);
    expect(problems).toEqual([]);
    expect(acknowledged).toMatchObject([{ problem: { id: 'acme/port', what: 'Found.' }, acknowledgement: { reason: 'it is fine', by: { construct: path } } }]);
  });

  test('not beside it', () => {
    const { of } = faulty();
    Checks.of(of.node.findChild('Runtime').node.findChild('Rootfs')).acknowledge('acme/port', 'it is fine');
    expect(found(of)).toEqual(['error acme/port', 'warning checks/stale']);
  });

  test('by the nearest of several constructs, and the later of two; the others are not needed', () => {
    const { of, stage } = faulty();
    Checks.of(of).acknowledge('acme/port', 'far');
    Checks.of(stage).acknowledge('acme/port', 'first');
    Checks.of(stage).acknowledge('acme/port', 'last');
    const { problems, acknowledged } = judged(of);
    expect(acknowledged.map(({ acknowledgement }) => acknowledgement.reason)).toEqual(['last']);
    expect(problems.map(({ id, where }) => `${id} ${where}`)).toEqual(['checks/stale Image', 'checks/stale Image/Runtime/Stage']);
  });

  test('when the rule cannot tell, so that it is not stale on another day', () => {
    const of = image();
    Checks.of(of).apply({ rules: [rule('acme/port', [{ what: 'Who knows.', undecided: true }])] });
    Checks.of(of).acknowledge('acme/port', 'we know');
    expect(judged(of)).toMatchObject({ problems: [], undecided: [], acknowledged: [{ problem: { what: 'Who knows.' } }] });
  });

  test('after a policy has set its weight', () => {
    const { of } = faulty(WARNING);
    Checks.of(of).apply({ severities: { 'acme/port': ERROR } });
    Checks.of(of).acknowledge('acme/port', 'it is fine');
    expect(judged(of)).toMatchObject({ problems: [], acknowledged: [{ problem: { severity: ERROR } }] });
  });
});

describe('what is found in the built image', () => {
  const LABEL = 'verify/label';

  test('is accepted before anybody knows of it, and is not stale', () => {
    const of = image();
    Checks.of(of).acknowledge(LABEL, 'Buildah writes it', { subject: 'io.buildah.version' });
    expect(judged(of).problems).toEqual([]);
    expect(_listAcceptances(of)).toEqual([{ id: LABEL, subject: 'io.buildah.version', reason: 'Buildah writes it' }]);
  });

  test('is accepted on the image, above it and below it', () => {
    const of = image();
    Checks.of(of.node.root).acknowledge(LABEL, 'above', { subject: 'a' });
    Checks.of(of.node.findChild('Runtime')).acknowledge('verify/mode', 'below', { subject: '/etc/x' });
    Checks.of(of).acknowledge('user/root', 'nothing of verify');
    expect(_listAcceptances(of)).toEqual([{ id: LABEL, subject: 'a', reason: 'above' }, { id: 'verify/mode', subject: '/etc/x', reason: 'below' }]);
  });

  test('is accepted with the rule that told of it', () => {
    const of = image();
    Checks.of(of).acknowledge('start/missing-command', 'is mounted');
    expect(_listAcceptances(of)).toEqual([{ id: 'verify/command', reason: 'is mounted', rule: 'start/missing-command' }]);
  });

  test('has no weight', () => {
    const of = image();
    Checks.of(of).apply({ severities: { [LABEL]: WARNING } });
    expect(judged(of).problems).toMatchObject([{ id: 'checks/fixed-weight', what: 'A policy sets the severity of verify/label, which is found in the built image.' }]);
  });

  test('needs a reason and an id like all else', () => {
    const of = image();
    Checks.of(of).acknowledge(LABEL, ' ');
    Checks.of(of).acknowledge('verify/lable', 'typo');
    expect(judged(of).problems).toMatchObject([{ id: 'checks/no-reason' }, { id: 'checks/unknown-id', what: expect.stringContaining('Did you mean "verify/label"?') }]);
    expect(_listAcceptances(of)).toEqual([]);
  });

  test('alone has a subject', () => {
    const { of } = faulty();
    Checks.of(of).acknowledge('acme/port', 'it is fine', { subject: '80' });
    expect(judged(of).problems).toMatchObject([{ id: 'acme/port' }, { id: 'checks/no-subject', what: 'acme/port is acknowledged for the subject "80".' }]);
  });
});

describe('an acknowledgement is a problem', () => {
  function wrong(id: string, reason: string) {
    const { of } = faulty();
    Checks.of(of).acknowledge(id, reason);
    return judged(of).problems.filter(problem => problem.id.startsWith('checks/'));
  }

  test.each(['', '  \n'])('without a reason: "%s"', reason => {
    expect(wrong('acme/port', reason)).toMatchObject([{
      id: 'checks/no-reason',
      where: 'Image',
      what: 'acme/port is acknowledged without a reason.',
      why: 'A reader cannot tell a decision from an oversight.',
      fix: 'Write why it is acceptable here.',
    }]);
  });

  test('of what is not found, as a warning with the line where it stands', () => {
    const [stale] = wrong('rootfs/dangling-link', 'it is fine');
    expect(stale).toMatchObject({
      id: 'checks/stale',
      severity: WARNING,
      what: 'rootfs/dangling-link is acknowledged, but there is no such finding here.',
      why: 'It would hide the next one that occurs.',
      fix: 'Delete the acknowledgement.',
    });
    expect(stale.by!.declaredAt).toMatch(/acknowledge\.test\.ts:\d+$/);
  });

  test.each([
    ['rootfs/dangling-lnk', ' Did you mean "rootfs/dangling-link"?'],
    ['acme/prt', ' Did you mean "acme/port"?'],
    ['dockerfile/StageNameCase', ' Did you mean "dockerfile/StageNameCasing"?'],
    ['port', ''],
  ])('of what nothing could find: %s', (id, meant) => {
    expect(wrong(id, 'it is fine')).toMatchObject([{ id: 'checks/unknown-id', what: `${id} is acknowledged, but there is no such check.${meant}` }]);
  });

  test('of what a construct of somebody else may report some day, stale at most', () => {
    expect(wrong('other/thing', 'it is fine')).toMatchObject([{ id: 'checks/stale' }]);
  });

  test('of what a construct cannot do', () => {
    const of = image();
    Problems.of(of).report({ id: 'acme/impossible', what: 'No.', why: 'No.', fix: 'No.' });
    Checks.of(of).acknowledge('acme/impossible', 'it is fine');
    expect(judged(of).problems).toMatchObject([{ id: 'acme/impossible' }, {
      id: 'checks/not-acknowledgeable',
      where: 'Image',
      what: 'acme/impossible is acknowledged, but is an error that cannot be acknowledged.',
      why: 'It is not the opinion of a rule: a construct cannot do what it was asked to do.',
      fix: 'Fix the error, and delete the acknowledgement.',
    }]);
  });
});

test('of a part of a tree only its own acknowledgements are judged, and those above are used', () => {
  const root = new Construct(undefined as unknown as Construct, '');
  const [one, two] = ['One', 'Two'].map(id => new Construct(root, id));
  Checks.of(root).acknowledge('acme/port', 'it is fine');
  Checks.of(two).acknowledge('acme/name', 'it is fine');
  const problem = { id: 'acme/port', severity: WARNING, what: 'Found.', why: 'So.', fix: 'Mend it.', where: 'One' };
  expect(_judge(one, [problem])).toMatchObject({ problems: [], acknowledged: [{ problem }] });
  expect(_judge(root, [problem]).problems.map(({ where, id }) => `${id} ${where}`)).toEqual(['checks/stale Two']);
});

test('all that a construct reports as less than an error has a known id', () => {
  const src = join(__dirname, '../../src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(file => /^(?!checks|dockerfile|core|oci|verify|shell).*\.ts$/.test(file));
  const reported = files.flatMap(file => [...readFileSync(join(src, file), 'utf8').matchAll(/\bid: '([a-z-]+\/[a-z-]+)',\s+severity[:,](?! Severity\.ERROR,)/g)].map(([, id]) => id));
  expect(reported.length).toBeGreaterThan(5);
  expect(reported.filter(id => !_listKnownIds().includes(id))).toEqual([]);
});
