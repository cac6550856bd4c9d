import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { putGenerated, putVersions } from './support/project';
import { pin, registry, useRegistry, versions } from './support/registry';

useRegistry();

const ref = (reference: string, digit: string) => `${reference}@sha256:${digit.repeat(64)}`;
const PINS = {
  images: { syntax: { ref: ref('docker/dockerfile:1', '1') }, go: { ref: ref('golang:1.26', '1') }, buildkit: { ref: ref('moby/buildkit:v1', '1') } },
  packages: { APP_VERSION: { datasource: 'x', depName: 'app', version: 'v1' } },
  actions: { 'actions/checkout': { version: 'v7', digest: '1'.repeat(40) } },
};
const DOCKERFILE = `# syntax=${PINS.images.syntax.ref}\nARG APP_VERSION=v1\nFROM --platform=$BUILDPLATFORM ${PINS.images.go.ref} AS a\nFROM scratch\n`;
const WORKFLOW = `jobs:\n  a:\n    steps:\n      - uses: actions/checkout@${'1'.repeat(40)} # v7\n      - with:\n          driver-opts: image=${PINS.images.buildkit.ref}\n`;

/** Generated files in which a bot has replaced something. */
function put(replace: (text: string) => string = text => text, more: Record<string, string> = {}): void {
  putVersions(PINS);
  putGenerated({ 'Dockerfile': replace(DOCKERFILE), '.github/workflows/build.yml': replace(WORKFLOW), ...more });
}

const changed = (change: (pins: typeof PINS) => void) => {
  const pins = structuredClone(PINS);
  change(pins);
  return pins;
};

describe('what a bot changed in generated files is taken over', () => {
  test.each([
    ['a digest', [PINS.images.go.ref, ref('golang:1.26', '2')], changed(pins => { pins.images.go.ref = ref('golang:1.26', '2'); })],
    ['a tag and a digest', [PINS.images.go.ref, ref('golang:1.27', '2')], changed(pins => { pins.images.go.ref = ref('golang:1.27', '2'); })],
    ['a name that Docker fills in', [PINS.images.go.ref, ref('docker.io/library/golang:1.27', '2')], changed(pins => { pins.images.go.ref = ref('golang:1.27', '2'); })],
    ['the frontend', [PINS.images.syntax.ref, ref('docker/dockerfile:2', '2')], changed(pins => { pins.images.syntax.ref = ref('docker/dockerfile:2', '2'); })],
    ['an image in a workflow', [PINS.images.buildkit.ref, ref('moby/buildkit:v2', '2')], changed(pins => { pins.images.buildkit.ref = ref('moby/buildkit:v2', '2'); })],
    ['a version', ['APP_VERSION=v1', 'APP_VERSION=v2'], changed(pins => { pins.packages.APP_VERSION.version = 'v2'; })],
    ['an action', [`${'1'.repeat(40)} # v7`, `${'2'.repeat(40)} # v8`], changed(pins => { pins.actions['actions/checkout'] = { version: 'v8', digest: '2'.repeat(40) }; })],
  ])('%s', async (_, [before, after], expected) => {
    put(text => text.replace(before, after));
    const { code, out } = await pin('--adopt');
    expect([code, out.endsWith('versions.json: 1 moved.\n')]).toEqual([0, true]);
    expect(JSON.parse(versions())).toEqual(expected);
    expect(await pin('--adopt')).toEqual({ code: 0, out: 'Nothing to do.\n', err: '' });
    expect(registry.lines).toEqual([]);
  });

  test('and it is said what', async () => {
    put(text => text.replace(PINS.images.go.ref, ref('golang:1.27', '2')).replace('APP_VERSION=v1', 'APP_VERSION=v2').replace(`${'1'.repeat(40)} # v7`, `${'2'.repeat(40)} # v8`));
    expect((await pin('--adopt')).out.replace(/ {2,}/g, '  ')).toBe([
      'go  golang:1.27  moved from sha256:111111111111 to sha256:222222222222',
      'APP_VERSION  app  version moved from v1 to v2',
      'actions/checkout  v8  digest moved from 111111111111 to 222222222222',
      'versions.json: 3 moved.',
      '',
    ].join('\n'));
  });

  test('also where other files still have the old value', async () => {
    put(text => text, { 'other/Dockerfile': DOCKERFILE.replace(PINS.images.go.ref, ref('golang:1.27', '2')) });
    expect((await pin('--adopt')).code).toBe(0);
    expect(JSON.parse(versions())).toEqual(changed(pins => { pins.images.go.ref = ref('golang:1.27', '2'); }));
  });
});

describe('nothing is taken over', () => {
  test.each([
    ['if nothing differs', (text: string) => text],
    ['of an image without a digest', (text: string) => `${text}# golang:1.28\n`],
    ['of another image of the same name beside the pin', (text: string) => text.replace('FROM scratch', `FROM ${ref('golang:1.20', '2')}`)],
    ['of an image, an action and a version that are not pinned', (text: string) => text.replace('FROM scratch', `ARG X_VERSION=1\nFROM ${ref('debian:1', '2')}`).replace('      - with', `      - uses: a/b@${'2'.repeat(40)} # v1\n      - with`)],
    ['of a file that is no Dockerfile', (text: string) => (text === DOCKERFILE ? 'RUN <<E\n' : text)],
  ])('%s', async (_, replace) => {
    put(replace);
    const text = versions();
    expect(await pin('--adopt')).toEqual({ code: 0, out: 'Nothing to do.\n', err: '' });
    expect(versions()).toBe(text);
  });
});

describe('contradictions are refused and named', () => {
  test('several values of one pin', async () => {
    put(text => text.replace(PINS.images.go.ref, ref('golang:1.27', '2')), { 'other/Dockerfile': DOCKERFILE.replace(PINS.images.go.ref, ref('golang:1.28', '3')) });
    const text = versions();
    expect(await pin('--adopt')).toEqual({
      code: 2,
      out: '',
      err: [
        'pin/contradiction  at versions.json',
        '  Generated files have several values for images.go:',
        '    Dockerfile:3: golang:1.27@sha256:22222222',
        '    other/Dockerfile:3: golang:1.28@sha256:33333333',
        '  Why: Only one of them can be in versions.json, and the next synthesis would write it everywhere.',
        '  Fix: Write the right one into versions.json, and run the synthesis.',
        '',
        'imagewright: 1 error. No file was changed.',
        '',
      ].join('\n'),
    });
    expect(versions()).toBe(text);
  });

  test('a value that could belong to several pins', async () => {
    putVersions({ images: { a: { ref: ref('node:22', '1') }, b: { ref: ref('node:24', '1') } } });
    putGenerated({ Dockerfile: `FROM ${ref('node:26', '2')}\n` });
    expect((await pin('--adopt')).err).toContain('  Dockerfile:1 has node:26@sha256:22222222, which could be a new value of a or b.\n');
  });

  test('but a value can belong to the one whose old value is gone', async () => {
    putVersions({ images: { a: { ref: ref('node:22', '1') }, b: { ref: ref('node:24', '1') } } });
    putGenerated({ Dockerfile: `FROM ${ref('node:22', '1')} AS a\nFROM ${ref('node:26', '2')}\n` });
    expect((await pin('--adopt')).code).toBe(0);
    expect(JSON.parse(versions())).toEqual({ images: { a: { ref: ref('node:22', '1') }, b: { ref: ref('node:26', '2') } } });
  });

  test('a value that versions.json cannot have', async () => {
    put(text => text.replace('APP_VERSION=v1', 'APP_VERSION=v=1'));
    const text = versions();
    expect((await pin('--adopt')).err).toMatch(/^versions\/invalid {2}at versions\.json\n/m);
    expect(versions()).toBe(text);
  });
});

test('without versions.json there is nothing to adopt into', async () => {
  expect((await pin('--adopt')).err).toMatch(/^imagewright: There is no versions\.json in /);
});

test.each([
  ['a version', (pins: typeof PINS) => { pins.packages.APP_VERSION.version = 'v1.1'; }, 'Dockerfile:2 has v1 for packages.APP_VERSION, which is older than v1.1 here.'],
  ['an image', (pins: typeof PINS) => { pins.images.go.ref = ref('golang:1.27', '2'); }, 'Dockerfile:3 has 1.26 for images.go, which is older than 1.27 here.'],
  ['an action', (pins: typeof PINS) => { pins.actions['actions/checkout'] = { version: 'v7.0.1', digest: '2'.repeat(40) }; },
    '.github/workflows/build.yml:4 has v7 for actions.actions/checkout, which is older than v7.0.1 here.'],
])('%s that is newer in versions.json is kept', async (_, change, expected) => {
  put();
  putVersions(changed(change));
  const before = versions();
  const { code, err } = await pin('--adopt');
  expect([code, versions()]).toEqual([2, before]);
  expect(err).toContain(`  ${expected}\n`);
  expect(err).toContain('  Fix: Run the synthesis: npx projen. To go back to the older version, write it into versions.json.\n');
});

test('the order of other tags is not known', async () => {
  put(text => text.replace(PINS.images.go.ref, ref('golang:sha-1', '2')));
  putVersions(changed(pins => { pins.images.go.ref = ref('golang:sha-9', '1'); }));
  expect((await pin('--adopt')).code).toBe(0);
});

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main', ...args], { stdio: 'ignore' });
}

/** Commits everything; the first one makes the repository. */
function commit(isFirst = false): void {
  if (isFirst) git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'x');
}

const NEW = ref('golang:1.26', '2');
const moved = changed(pins => { pins.images.go.ref = NEW; });

describe('git tells whether a generated file or versions.json is newer', () => {
  const edit = (text: string) => text.replace(PINS.images.go.ref, NEW);

  describe.each([false, true])('where the change is committed: %s', isCommitted => {
    const finish = () => { if (isCommitted) commit(); };

    test('a file that was edited since both agreed is taken over', async () => {
      put();
      commit(true);
      put(edit);
      finish();
      expect(await pin('--adopt')).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(versions())).toEqual(moved);
    });

    test.each([
      ['a digest', moved, `Dockerfile:3 has ${PINS.images.go.ref.slice(0, 27)}`, 'images.go'],
      ['a tag without an order', changed(pins => { pins.images.go.ref = ref('golang:sha-1', '2'); }), `Dockerfile:3 has ${PINS.images.go.ref.slice(0, 27)}`, 'images.go'],
      ['a version that goes back', changed(pins => { pins.packages.APP_VERSION.version = 'v0.9'; }), 'Dockerfile:2 has v1', 'packages.APP_VERSION'],
      ['the commit of an action', changed(pins => { pins.actions['actions/checkout'].digest = '2'.repeat(40); }), '.github/workflows/build.yml:4 has v7@', 'actions.actions/checkout'],
    ])('a file that is older than versions.json is not: %s', async (_, pins, what, id) => {
      put();
      commit(true);
      putVersions(pins);
      finish();
      const before = versions();
      const { code, err } = await pin('--adopt');
      expect([code, versions()]).toEqual([2, before]);
      expect(err).toContain(`pin/older  at versions.json\n  ${what}`);
      expect(err).toContain(` for ${id}, which is what was here before it changed.\n`);
      expect(err).toContain('  Fix: Run the synthesis: npx projen. To go back to the old value, write it into versions.json.\n');
    });

    test('if both have changed, nobody knows', async () => {
      put();
      commit(true);
      put(edit);
      putVersions(changed(pins => { pins.images.go.ref = ref('golang:1.26', '3'); }));
      finish();
      expect((await pin('--adopt')).err).toContain('for images.go, and since both were the same, versions.json has changed, too.\n');
    });

    test('a tag without the digest, which a bot has removed, is taken over, and --complete looks the digest up', async () => {
      put();
      commit(true);
      put(text => text.replace(PINS.images.go.ref, 'golang:1.27'));
      finish();
      const { code, out } = await pin('--adopt');
      expect([code, out]).toEqual([0, 'go  golang:1.27  moved, and has no digest yet: npx imagewright pin --complete\nversions.json: 1 moved.\n']);
      expect(JSON.parse(versions())).toEqual(changed(pins => { pins.images.go.ref = 'golang:1.27'; }));
    });
  });

  test('after a synthesis, the commits before it are of no interest', async () => {
    put();
    commit(true);
    putVersions(moved);
    commit();
    put(edit);
    putVersions(moved);
    commit();
    put(text => text.replace(PINS.images.go.ref, ref('golang:1.26', '3')));
    putVersions(moved);
    expect((await pin('--adopt')).code).toBe(0);
    expect(JSON.parse(versions())).toEqual(changed(pins => { pins.images.go.ref = ref('golang:1.26', '3'); }));
  });

  test('an image that never had a digest is no change of a bot', async () => {
    put(text => text.replace('FROM scratch', 'FROM debian:12'));
    putVersions({ ...PINS, images: { ...PINS.images, debian: { ref: ref('debian:13', '1') } } });
    commit(true);
    const before = versions();
    expect(await pin('--adopt')).toMatchObject({ code: 0, out: 'Nothing to do.\n', err: expect.stringContaining('Dockerfile:4 has debian:12 without a digest') as string });
    expect(versions()).toBe(before);
  });

  test('a clone without the commit in which both agreed is said to be one', async () => {
    put();
    commit(true);
    putVersions(moved);
    commit();
    git('clone', '-q', '--depth', '1', `file://${process.cwd()}`, 'clone');
    process.chdir('clone');
    const { code, err } = await pin('--adopt');
    expect([code, err]).toEqual([0, 'imagewright: Git does not tell whether Dockerfile:3 is newer than images.go in versions.json: it is taken over.'
      + ' This clone has the latest commits only: to be sure, run git fetch --unshallow before.\n']);
  });

  test('without it, a digest is taken over, and it is said that nobody knows', async () => {
    put(edit);
    expect(await pin('--adopt')).toMatchObject({ code: 0, err: 'imagewright: Git does not tell whether Dockerfile:3 is newer than images.go in versions.json: it is taken over.\n' });
  });

  test('without it, another file with the pin shows that this one was edited', async () => {
    put(edit, { 'other/Dockerfile': DOCKERFILE });
    expect(await pin('--adopt')).toMatchObject({ code: 0, err: '' });
  });
});
