import { describe, expect, test } from 'vitest';
import { image, rule } from './support';
import { IRule, ImageModel, Platform, RuleFinding, Severity } from '../../src';
import { _check } from '../../src/checks';
import * as rules from '../../src/checks/rules';
import { _resolveImage } from '../../src/plan';

const check = (...team: IRule[]) => _check(_resolveImage(image()), team);

test('a finding is a problem with what its rule says, unless it says it itself', () => {
  expect(check(rule('acme/port')).problems).toMatchObject([
    { id: 'acme/port', severity: Severity.ERROR, what: 'Found.', why: 'It breaks.', fix: 'Mend it.', where: 'Image' },
  ]);
  const own = { what: 'Found.', why: 'Not much.', fix: 'Wait.', severity: Severity.INFO };
  expect(check(rule('acme/port', [own])).problems).toMatchObject([{ id: 'acme/port', ...own }]);
});

test('another language gives null for what is not said', () => {
  const finding = { what: 'Found.', why: null, severity: null, by: null, wasted: null } as unknown as RuleFinding;
  expect(check(rule('acme/port', [finding])).problems).toMatchObject([{ why: 'It breaks.', severity: Severity.ERROR, where: 'Image' }]);
});

test('what a rule cannot tell is kept apart', () => {
  const { problems, undecided } = check(rule('acme/port', [{ what: 'Who knows.', undecided: true }]));
  expect([problems, undecided.map(({ id, what }) => ({ id, what }))]).toEqual([[], [{ id: 'acme/port', what: 'Who knows.' }]]);
});

test('what is so on some platforms alone says on which', () => {
  const plan = _resolveImage(image([Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7]));
  const team = [
    rule('acme/some', [{ what: 'Found.', platforms: ['linux/arm64', 'linux/arm/v7'] }]),
    rule('acme/all', [{ what: 'Found.', platforms: ['linux/arm64', 'linux/arm/v7', 'linux/amd64'] }]),
  ];
  expect(_check(plan, team).problems.map(({ what }) => what)).toEqual(['Found (only on linux/arm64, linux/arm/v7).', 'Found.']);
});

test('a class is a rule as well as an object is, and sees the image', () => {
  class NoMotd implements IRule {
    public readonly id = 'acme/no-motd';
    public readonly title = 'There is no greeting';
    public readonly severity = Severity.WARNING;
    public readonly why = 'It is printed at each login.';
    public readonly fix = 'Leave it out.';
    public check({ result }: ImageModel): RuleFinding[] {
      return result.rootfs.at('/etc/motd').placed === undefined ? [] : [{ what: 'There is /etc/motd.', by: result.rootfs.at('/etc/motd').placed!.by }];
    }
  }
  expect(check(new NoMotd()).problems).toMatchObject([{ id: 'acme/no-motd', where: 'Image/Runtime/Rootfs' }]);
});

describe('a rule that fails', () => {
  test('is a problem that names it, and the others are run', () => {
    const failing = rule('acme/broken', () => { throw new TypeError('x is not a function'); });
    const { problems } = check(failing, rule('acme/port'));
    expect(problems.map(({ id }) => id)).toEqual(['checks/rule-failed', 'acme/port']);
    expect(problems[0]).toMatchObject({
      where: 'Image',
      what: expect.stringMatching(/^The rule acme\/broken failed on the image "Image": TypeError: x is not a function, at .*check\.test\.ts:\d+:\d+\)?\.$/) as string,
      why: 'The problem that it looks for may exist, but is not reported.',
      fix: 'Fix the rule, or remove it from the policy.',
    });
  });

  test('is said once, on however many platforms it fails; so is one that returns nothing at all', () => {
    expect(check(rule('acme/broken', () => null as never)).problems.map(({ id }) => id)).toEqual(['checks/rule-failed']);
    expect(check(rule('acme/broken', () => { throw Object.create(null); })).problems[0].what).toContain('"Image": something without a text was thrown.');
    expect(check(rule('acme/broken', () => { throw 'text'; })).problems[0].what).toBe('The rule acme/broken failed on the image "Image": text.');
  });
});

test.each<[string, unknown]>([
  ['The answer is "text", not a list.', 'text'],
  ['The answer[0] is "text", not an object.', ['text']],
  ['The answer[0].what is 5, not a string.', [{ what: 5 }]],
  ['The answer[0].by is "App", not an Origin, such as image.by.', [{ what: 'Found.', by: 'App' }]],
  ['The answer[0].wasted is 5, not a Size.', [{ what: 'Found.', wasted: 5 }]],
  ['The answer[0].platforms is "linux/amd64", not a list.', [{ what: 'Found.', platforms: 'linux/amd64' }]],
])('what a rule of a team finds is looked at before it is used: %s', (what, answer) => {
  expect(check(rule('acme/broken', () => answer as never)).problems).toMatchObject([{ id: 'checks/rule-failed', what: `The rule acme/broken failed on the image "Image": ${what}` }]);
});

test('all rules are counted, and none is run that has no id of its own', () => {
  const own = Object.values(rules).length;
  expect(check().rules).toHaveLength(own);
  expect(check(rule('acme/port'), rule('acme/port'), rule('Acme'), rule(Object.values(rules)[0].id)).rules).toHaveLength(own + 1);
});
