import { describe, expect, test } from 'vitest';
import { GitServer } from './support/git-server';
import { reply, TestServer } from '../../support/test-server';
import { createClient, refusal, TestClock } from '../support/client';

const find = async (url: string, tag = 'v1', options = {}) => createClient(options).sources.findCommit(url, tag, 'APP_VERSION');

describe('a git server names the commit of a tag', () => {
  test.each([['a light one', false], ['an annotated one', true]])('%s', async (_, isAnnotated) => {
    const server = await GitServer.start();
    const commit = server.commit('one');
    server.tag('v1', commit, isAnnotated);
    server.tag('v1.1', server.commit('two'));
    expect(await find(server.url)).toBe(commit);
    expect(server.lines).toEqual(['GET /acme/app.git/info/refs?service=git-upload-pack', 'POST /acme/app.git/git-upload-pack']);
  });

  test.each([['a light one', false], ['an annotated one', true]])('also if it knows no newer protocol: %s', async (_, isAnnotated) => {
    const server = await GitServer.start();
    const commit = server.commit('one');
    server.tag('v1', commit, isAnnotated);
    server.tag('v1.1', server.commit('two'));
    server.git(['config', 'protocol.version', '0']);
    server.answer(/./, (request, response) => {
      delete request.headers['git-protocol'];
      (server as unknown as { answerElse: (...args: unknown[]) => void }).answerElse(request, response);
    });
    expect(await find(server.url)).toBe(commit);
    expect(server.lines).toEqual(['GET /acme/app.git/info/refs?service=git-upload-pack']);
  });

  test('where it was moved to', async () => {
    const server = await GitServer.start();
    const commit = server.commit('one');
    server.tag('v1', commit);
    const old = await new TestServer().listen();
    old.answer(/^GET/, ({ url }, response) => reply(response, { status: 301, headers: { location: `${server.origin}${url!.replace('/old/', '/acme/')}` } }));
    expect(await find(`${old.origin}/old/app.git`)).toBe(commit);
    expect(old.lines).toHaveLength(1);
  });

  test('after a fault of the server, and no later than it asks for', async () => {
    const server = await GitServer.start();
    server.tag('v1', server.commit('one'));
    server.answer(/^POST/, { status: 503 }, 1).answer(/^GET/, { status: 429, headers: { 'retry-after': '7' } }, 1);
    const clock = new TestClock();
    await find(server.url, 'v1', { clock });
    expect(clock.waits).toEqual([7_000, 1_000]);
  });
});

describe('it is said why there is no commit', () => {
  test('if there is no such tag', async () => {
    const server = await GitServer.start();
    server.tag('v10', server.commit('one'));
    server.git(['branch', 'v1', 'v10']);
    expect(await refusal(find(server.url))).toBe([
      'source/unknown-tag  at APP_VERSION',
      '  The repository "http://HOST/acme/app.git" has no tag "v1".',
      '  Why: There is no commit to pin.',
      '  Fix: Check the version: it must be the tag exactly as it is in the repository.',
    ].join('\n'));
  });

  test.each([
    ['a login', { status: 401 }, 'source/login: "HOST/acme/app.git/info/refs" is not shown without a login (status 401).'],
    ['nothing', { status: 404 }, 'source/missing: There is nothing at "HOST/acme/app.git/info/refs" (status 404).'],
    ['a page', { headers: { 'content-type': 'text/html' }, body: '<html>' }, 'source/answer: "HOST/acme/app.git" is not answered as git repositories are: the answer is "text/html".'],
    ['half a line', { headers: { 'content-type': 'application/x-git-upload-pack-advertisement' }, body: '001e# ser' }, 'source/answer: "HOST/acme/app.git" is not answered as git repositories are: it has a line that does not end.'],
    ['no line', { headers: { 'content-type': 'application/x-git-upload-pack-advertisement' }, body: 'hello' }, 'source/answer: "HOST/acme/app.git" is not answered as git repositories are: it has no length of a line.'],
    ['SHA-256', { headers: { 'content-type': 'application/x-git-upload-pack-advertisement' }, body: `0052${'1'.repeat(64)} refs/tags/v1\n` }, 'source/answer: The repository "HOST/acme/app.git" names commits by something else than SHA-1.'],
  ])('if the server answers with %s', async (_, answer, expected) => {
    const server = await new TestServer().listen();
    server.answer(/./, answer);
    const [id, what] = (await refusal(find(`${server.origin}/acme/app.git`))).split('\n');
    expect(`${id.split(' ')[0]}: ${what.trim()}`.replaceAll('http://HOST', 'HOST')).toBe(expected);
  });

  test.each([
    ['http://example.com/a.git', 'does not begin with https://'],
    ['git://example.com/a.git', 'does not begin with https://'],
    ['https://me:secret@example.com/a.git', 'has a login in it'],
    ['git@example.com:a.git', 'is not an address'],
  ])('without asking, if the address is %s', async (url, why) => {
    const text = await refusal(find(url));
    expect(text).toContain(`source/address  at APP_VERSION\n  "${url.replace('me:secret', '***')}/info/refs?service=git-upload-pack" ${why}.\n`);
    expect(text).not.toContain('secret');
  });
});
