import { describe, expect, test } from 'vitest';
import { SYSTEM, executable, script, verified } from './support/built';
import { _Acceptance } from '../../src/manifest';
import { _Verification, _listFindings } from '../../src/verify';

const CLAIMS = { config: { labels: { ours: 'x' }, env: { PATH: '/usr/bin:/bin' }, user: 'root' } };
const CONFIG = { Labels: { 'ours': 'x', 'io.buildah.version': '1.43', 'io.buildah.more': '1' }, Env: ['PATH=/usr/bin:/bin', 'TOKEN=x'], Cmd: ['/bin/sh'], User: 'root' };

/** What is found in an image with labels and a variable that nobody declared, and what is accepted. */
async function judged(...accepted: _Acceptance[]): Promise<{ found: string[]; accepted: string[]; stale: string[]; verification: _Verification }> {
  const verification = await verified(SYSTEM, CONFIG, { claims: { ...CLAIMS, config: { ...CLAIMS.config, cmd: ['/bin/sh'] } }, accepted });
  return {
    found: _listFindings(verification).map(({ id, subject }) => `${id} ${subject}`),
    accepted: verification.platforms.flatMap(({ cases }) => cases.flatMap(each => each.accepted.map(({ finding, reason }) => `${finding.id} ${finding.subject}: ${reason}`))),
    stale: verification.stale.map(({ id, subject }) => `${id} ${subject}`),
    verification,
  };
}

const label = (subject?: string): _Acceptance => ({ id: 'verify/label', reason: 'Buildah writes it', ...subject === undefined ? {} : { subject } });

test('nothing is accepted that nobody accepted', async () => {
  expect((await judged()).found).toEqual(['verify/config TOKEN', 'verify/label io.buildah.more', 'verify/label io.buildah.version']);
});

describe('a finding is accepted', () => {
  test('by its subject, and only that', async () => {
    expect(await judged(label('io.buildah.version'))).toMatchObject({
      found: ['verify/config TOKEN', 'verify/label io.buildah.more'],
      accepted: ['verify/label io.buildah.version: Buildah writes it'],
      stale: [],
    });
  });

  test('by the beginning of its subject', async () => {
    expect((await judged(label('io.buildah.*'))).found).toEqual(['verify/config TOKEN']);
  });

  test('by its id alone', async () => {
    expect((await judged(label(), { id: 'verify/config', subject: 'TOKEN', reason: 'CI sets it' })).found).toEqual([]);
  });

  test('with the reason of what says most', async () => {
    expect((await judged({ ...label(), reason: 'all' }, label('io.buildah.*'))).accepted).toEqual([
      'verify/label io.buildah.more: Buildah writes it', 'verify/label io.buildah.version: Buildah writes it',
    ]);
  });

  test('and the claim does not hold all the same', async () => {
    const { platforms: [{ cases }] } = (await judged(label())).verification;
    expect(cases.find(({ family }) => family === 'labels')).toMatchObject({ checked: 2, held: 1, findings: [], accepted: { length: 2 } });
  });
});

test('what is accepted and not found is stale', async () => {
  expect((await judged(label('org.example'), { id: 'verify/mode', reason: 'x' })).stale).toEqual(['verify/label org.example', 'verify/mode undefined']);
});

test('what a rule told at synthesis is accepted too, and never stale here', async () => {
  const accepted = [{ id: 'verify/command', reason: 'mounted at run time', rule: 'start/missing-command' }, { id: 'verify/user', reason: 'x', rule: 'user/unknown' }];
  const verification = await verified({ ...SYSTEM, '/run': script('#!/bin/sh\nexec server\n') }, { Entrypoint: ['/run'] }, { accepted });
  expect(_listFindings(verification)).toEqual([]);
  expect(verification.stale).toEqual([]);
});

test('one program for another machine among others is accepted by its path', async () => {
  const foreign = executable({ machine: 183 });
  const verification = await verified({ ...SYSTEM, '/usr/bin/a': foreign, '/usr/bin/b': foreign }, { Cmd: ['/bin/sh'] }, {
    accepted: [{ id: 'verify/elf-platform', subject: '/usr/bin/a', reason: 'is run on the card' }],
  });
  expect(_listFindings(verification).map(({ path }) => path)).toEqual(['/usr/bin/b']);
});
