import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { image, name, pin, registry, useRegistry, write } from './support/registry';
import { isDockerfileName } from '../../../src/cli/pin/dockerfile-name';
import { imagewright } from '../support';

useRegistry();

const OLD = `sha256:${'1'.repeat(64)}`;
const read = (path = 'Dockerfile') => readFileSync(path, 'utf8');
const short = (digest: string) => digest.slice(0, 19);

/** A file with every place of a reference, in which `DIGEST` and `OTHER` stand for `@` and the digest. */
function printFile(): string {
  return [
    `\ufeff# syntax = ${registry.host}/docker/dockerfile:1DIGEST `, '', 'ARG V=1DIGEST', `from  --platform=$BUILDPLATFORM  ${registry.host}/acme/app:$V  as  a \t`, 'RUN   x',
    `FROM ${name()}DIGEST AS b`, 'FROM a', `COPY --link --from=${name('2', 'acme/other')}OTHER --chown=1 /a  /a`, `RUN --mount=type=bind,from=${name()}DIGEST,target=/a b`,
    'COPY --from=b /a /a', 'FROM scratch', '',
  ].join('\r\n');
}

function put(digest = '', other = '', file = 'Dockerfile'): string {
  const text = printFile().replaceAll('DIGEST', digest).replaceAll('OTHER', other);
  writeFileSync(file, text);
  return text;
}

function fill(content = '1'): { app: string; other: string } {
  registry.add(image(content), { repository: 'docker/dockerfile' });
  return { app: registry.add(image(content)).digest, other: registry.add(image(`${content} other`), { repository: 'acme/other', tag: '2' }).digest };
}

describe('a Dockerfile is edited in place', () => {
  test('digests are added to its references, and every other byte stays', async () => {
    const { app, other } = fill();
    put();
    expect(await pin('Dockerfile')).toEqual({
      code: 0,
      out: [
        `Dockerfile:1  HOST/docker/dockerfile:1  pinned to ${short(app)}`,
        `Dockerfile:3  HOST/acme/app:1           pinned to ${short(app)}`,
        `Dockerfile:6  HOST/acme/app:1           pinned to ${short(app)}`,
        `Dockerfile:8  HOST/acme/other:2         pinned to ${short(other)}`,
        `Dockerfile:9  HOST/acme/app:1           pinned to ${short(app)}`,
        'references: 5 added.',
        '',
      ].join('\n'),
      err: expect.stringMatching(/^(Looking up tags \d\/3: .*\n){3}$/) as string,
    });
    expect(read()).toBe(put(`@${app}`, `@${other}`));
    expect(readdirSync('.')).toEqual(['Dockerfile']);
  });

  test('digests that are there stay, and are not looked up', async () => {
    const text = put(`@${OLD}`, `@${OLD}`);
    expect(await pin('Dockerfile')).toEqual({ code: 0, out: 'Nothing to do.\n', err: '' });
    expect([read(), registry.lines]).toEqual([text, []]);
  });

  test('a second time, nothing changes', async () => {
    fill();
    put();
    await pin('Dockerfile');
    const text = read();
    expect(await pin('Dockerfile')).toMatchObject({ code: 0, out: 'Nothing to do.\n' });
    expect(await pin('--update', 'Dockerfile')).toMatchObject({ code: 0, out: 'Nothing has changed. references: 5 unchanged.\n' });
    expect(read()).toBe(text);
  });

  test('--update moves the digests that are there, and adds missing ones', async () => {
    const { app, other } = fill();
    put(`@${OLD}`);
    const { out } = await pin('--update', 'Dockerfile');
    expect(out).toContain(`Dockerfile:3  HOST/acme/app:1           moved from ${short(OLD)} to ${short(app)}\n`);
    expect(out).toContain(`Dockerfile:8  HOST/acme/other:2         pinned to ${short(other)}\nDockerfile:9 `);
    expect(out).toMatch(/\nreferences: 1 added, 4 moved\.\n$/);
    expect(read()).toBe(put(`@${app}`, `@${other}`));
  });

  test('the target of a symbolic link is edited, and the link stays', async () => {
    fill();
    mkdirSync('a');
    put('', '', 'a/app.Dockerfile');
    symlinkSync('a/app.Dockerfile', 'Dockerfile');
    expect((await pin('Dockerfile')).code).toBe(0);
    expect(read('a/app.Dockerfile')).toContain('@sha256:');
    expect(readdirSync('a')).toEqual(['app.Dockerfile']);
  });

  test('versions.json is not needed, and stays as it is', async () => {
    fill();
    put();
    const text = write({ app: `${name()}@${OLD}` });
    await pin('--update', 'Dockerfile');
    expect(read('versions.json')).toBe(text);
  });
});

describe('a check', () => {
  test('ends with 0 if all digests are those of their tags', async () => {
    const { app, other } = fill();
    put(`@${app}`, `@${other}`);
    expect(await pin('--check', 'Dockerfile')).toMatchObject({ code: 0, out: '5 references have the digests of their tags.\n' });
    expect(registry.lines.every(line => line.startsWith('HEAD '))).toBe(true);
  });

  test('ends with 1 if a tag has moved or a digest is missing, and changes nothing', async () => {
    const { app } = fill();
    const text = put(`@${app}`);
    expect(await pin('--check', 'Dockerfile')).toMatchObject({
      code: 1,
      out: 'Dockerfile:8  HOST/acme/other:2  has no digest\n1 of 5 references has another digest than the tag, or none. To change the files: npx imagewright pin --update FILE...\n',
    });
    fill('2');
    expect((await pin('--check', 'Dockerfile')).out).toContain('5 of 5 references have another digest than the tag, or none.');
    expect(read()).toBe(text);
  });

  test('says that a digest without a tag has nothing to be compared with, which is no difference', async () => {
    const text = `FROM ${registry.host}/acme/app@${OLD}\n`;
    writeFileSync('Dockerfile', text);
    const row = `Dockerfile:1  HOST/acme/app  stays at ${short(OLD)}, because it has no tag that could be followed\n`;
    expect(await pin('--check', 'Dockerfile')).toEqual({ code: 0, out: `${row}No reference has a tag to compare with.\n`, err: '' });
    expect(await pin('--update', 'Dockerfile')).toEqual({ code: 0, out: `${row}Nothing has changed. references: 1 kept.\n`, err: '' });
    expect([read(), registry.lines]).toEqual([text, []]);
  });

  test('reads generated files, too', async () => {
    const { digest } = registry.add(image('1'));
    writeFileSync('Dockerfile', `# ~~ Generated by projen\nFROM ${name()}@${digest}\n`);
    expect(await pin('--check', 'Dockerfile')).toMatchObject({ code: 0, out: '1 reference has the digest of its tag.\n' });
  });
});

describe('what cannot be pinned is left to the user, with its line', () => {
  test('and the rest is pinned', async () => {
    const { digest } = registry.add(image('1'));
    writeFileSync('Dockerfile', `ARG V=1\nARG W=2\nFROM ${name()} AS a\nFROM ${registry.host}/acme/app:$V-slim\nFROM b:$W\nENV W=$W\n`);
    const { code, out } = await pin('Dockerfile');
    expect([code, out.replace(/ {2,}/g, '  ')]).toEqual([1, [
      `Dockerfile:3  HOST/acme/app:1  pinned to ${short(digest)}`,
      'Dockerfile:4  HOST/acme/app:$V-slim  left to you, because it comes from a variable',
      'Dockerfile:5  b:$W  left to you, because it comes from the variable W, which other instructions also use',
      'references: 1 added, 2 left.',
      '',
    ].join('\n')]);
    expect(read()).toContain(`FROM ${name()}@${digest} AS a\n`);
    expect((await pin('--check', 'Dockerfile')).code).toBe(1);
  });
});

describe('several files are written all or none', () => {
  test('if one image cannot be looked up', async () => {
    fill();
    const first = put();
    writeFileSync('other.Dockerfile', `FROM ${name('9')}\n`);
    const { code, out, err } = await pin('Dockerfile', 'other.Dockerfile');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('registry/unknown-tag  at HOST/acme/app:9\n');
    expect(err).toMatch(/\nimagewright: 1 error\. No file was changed\.\n$/);
    expect([read(), read('other.Dockerfile'), readdirSync('.')]).toEqual([first, `FROM ${name('9')}\n`, ['Dockerfile', 'other.Dockerfile']]);
  });

  test.each([
    ['is no Dockerfile', 'RUN <<E\n', /^dockerfile\/unclosed-heredoc {2}at other\.Dockerfile, line 1\n/],
    ['is no text', 'FROM a\0\n', /^imagewright: other\.Dockerfile is not text: there is a NUL byte in line 1\. A Dockerfile is UTF-8\.\n$/],
    ['is generated', '# ~~ Generated by projen\nFROM a:1\n', /^imagewright: other\.Dockerfile is generated: the next synthesis would undo the change\. Its images are pinned in versions\.json: npx imagewright pin --update\n$/],
  ])('if one of them %s', async (_, text, expected) => {
    fill();
    const first = put();
    writeFileSync('other.Dockerfile', text);
    const { code, out, err } = await pin('Dockerfile', 'other.Dockerfile');
    expect([code, out, read()]).toEqual([2, '', first]);
    expect(err).toMatch(expected);
  });

  test('each image is looked up once for all', async () => {
    fill();
    put();
    put('', '', 'other.Dockerfile');
    expect((await pin('Dockerfile', 'other.Dockerfile')).out).toMatch(/\nreferences: 10 added\.\n$/);
    expect(registry.lines.filter(line => line === 'HEAD /v2/acme/app/manifests/1')).toHaveLength(1);
    expect(read()).toBe(read('other.Dockerfile'));
  });
});

test('JSON has all references and files', async () => {
  const { digest } = registry.add(image('1'));
  writeFileSync('Dockerfile', `FROM ${name()}@${OLD} AS a\nFROM $B\n`);
  const { code, out } = await imagewright(['pin', '--update', 'Dockerfile', '--format', 'json']);
  expect([code, JSON.parse(out)]).toEqual([1, {
    version: 1,
    references: [
      { file: 'Dockerfile', line: 1, image: name(), state: 'moved', before: OLD, digest },
      { file: 'Dockerfile', line: 2, image: '$B', state: 'left', reason: 'it comes from a variable' },
    ],
    files: [{ path: 'Dockerfile', state: 'changed' }],
    problems: [],
  }]);
});

test('problems are in JSON, too', async () => {
  writeFileSync('Dockerfile', `FROM ${name()}\n`);
  const { code, out } = await imagewright(['pin', 'Dockerfile', '--format', 'json']);
  expect([code, JSON.parse(out)]).toMatchObject([2, { references: [], files: [], problems: [{ id: 'registry/unknown-tag' }] }]);
});

describe('an argument names', () => {
  test.each([
    'Dockerfile', 'Containerfile', 'Dockerfile.dev', 'docker/Dockerfile', 'app.Dockerfile', 'app.dockerfile', './image:1', '../a', '/a', 'there.txt',
  ])('a Dockerfile: %s', text => {
    writeFileSync('there.txt', '');
    expect(isDockerfileName(text)).toBe(true);
  });

  test.each(['python:3.13', 'docker/dockerfile:1.24', 'docker/dockerfile', 'python', 'localhost:5000/app:1', 'folder', 'gone.txt', ''])('an image or a key: %s', text => {
    mkdirSync('folder');
    writeFileSync('python', '');
    expect(isDockerfileName(text)).toBe(false);
  });
});

describe('what cannot be done is said in a sentence', () => {
  test.each([
    [['Dockerfile', 'node:1'], 'Dockerfile is a Dockerfile, node:1 is in versions.json. Pin them one after the other.\n'],
    [['--bases', 'Dockerfile'], '--bases is for versions.json, not for a Dockerfile (Dockerfile).\n'],
    [['Dockerfile', '--key', 'a'], '--key is for an image in versions.json, not for a Dockerfile (Dockerfile).\n'],
    [['Dockerfile', '--file', 'a.json'], '--file is for versions.json. A Dockerfile (Dockerfile) is pinned without it.\n'],
    [['Dockerfile'], 'Dockerfile cannot be read: there is no such file.\n'],
    [['./gone'], './gone cannot be read: there is no such file.\n'],
  ])('%j', async (args, expected) => expect(await imagewright(['pin', ...args])).toEqual({ code: 2, out: '', err: `imagewright: ${expected}` }));
});
