import { describe, expect, test } from 'vitest';
import { Origin } from '../../../src/core';
import { Env, KeyValue, Run, User, Word, Workdir } from '../../../src/dockerfile';
import { ImageConfig } from '../../../src/plan';
import { findKnownEffects } from '../../../src/plan/model/effects/find-known-effects';
import { RootfsEntry, _RootfsDraft } from '../../../src/rootfs';

const BY = Origin._now('');
const USUAL = ['/etc', '/home', '/run', '/srv', '/var/cache', '/var/lib/apt/lists', '/var/log', '/var/mail', '/var/spool/mail'];
const env = (values: Record<string, string>) => new Env(Object.entries(values).map(([key, value]) => KeyValue.of(key, value)));

/** The files of a stage with the usual directories, Python, a link and an unknown workspace, and what a script may change of them. */
function effectsOf(script: string | string[], config = ImageConfig._EMPTY._after(new Workdir(Word.literal('/app')))): ReturnType<typeof findKnownEffects> {
  const draft = _RootfsDraft.empty(BY);
  for (const path of USUAL) draft.make(RootfsEntry.directory(path), BY);
  for (const path of ['/usr/local/bin/pip', '/usr/bin/python3', '/app/.venv/bin/pip']) draft.make(RootfsEntry.file(path, { mode: '0755' }), BY);
  draft.make(RootfsEntry.symlink('/link', '/app'), BY);
  draft.make(RootfsEntry.directory('/work/packages/web'), BY);
  draft.open('/work');
  const run = typeof script === 'string' ? Run.script(`${script}\n`) : Run.exec(script);
  return findKnownEffects(run, config, draft.freeze());
}

describe('what is changed', () => {
  test.each<[string | string[], string[]]>([
    ['npm ci', ['/app', '/root', '/tmp']],
    ['npm ci --omit=dev && npm cache clean --force', ['/app', '/root', '/tmp']],
    ['cd web && npm ci --ignore-scripts', ['/app/web', '/root', '/tmp']],
    [['npm', 'prune', '--omit=dev'], ['/app', '/root', '/tmp']],
    ['uv sync --frozen --no-dev', ['/app', '/root', '/tmp']],
    ['pip install --no-cache-dir -r requirements.txt', ['/usr/local', '/root', '/tmp']],
    ['python3 -m pip install uvicorn==0.30', ['/usr', '/root', '/tmp']],
    ['set -eu\nmkdir -p /srv/a data\nchown -R 1:1 /srv/a\nrm -rf /var/lib/apt/lists/*', ['/srv/a', '/app/data', '/var/lib/apt/lists']],
    ['apt-get update', ['/var/lib/apt', '/var/cache/apt', '/tmp']],
    ['echo "a $" >/dev/null 2>&1', []],
    ['mkdir -p /out/bin && touch /out/bin/x', ['/out']],
    ['cd /work/packages/web && npm ci', ['/work', '/root', '/tmp']],
    ['cd /work/packages/web && uv sync --frozen', ['/work', '/root', '/tmp']],
  ])('%s', (script, changes) => {
    expect(effectsOf(script)).toEqual({ changes, adds: [] });
  });
});

test.each([
  ['python3 -m venv .venv', '/app/.venv'],
  ['python3 -m venv /new/venv', '/new'],
])('Python compiles its own library: %s', (script, path) => expect(effectsOf(script)).toEqual({ changes: [path, '/root', '/tmp'], adds: ['/usr/lib'] }));

test('packages add files to the system, and change accounts; what else is there stays', () => {
  const effects = effectsOf('apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends curl=8.* libc6-dev');
  expect(effects).toBeUndefined();
  const { adds = [], changes = [] } = effectsOf('apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends curl libc6-dev')!;
  expect(adds).toContain('/usr');
  expect(adds).not.toContain('/app');
  expect(changes).toEqual(expect.arrayContaining(['/etc/passwd', '/etc/group', '/var/lib']));
  expect(effectsOf('apk add --no-cache curl git~2.49')!.adds).toEqual(adds);
});

test('accounts change the files of accounts and the homes', () => {
  for (const script of ['useradd --system --uid 1000 --home-dir /srv/app app', 'useradd -r -d /srv/app app', 'useradd -rmd /srv/app app', 'useradd -ms /bin/sh -d /srv/app app', 'adduser -D -h /srv/app app', 'adduser --home=/srv/app app']) {
    expect(effectsOf(script)!.changes).toEqual(expect.arrayContaining(['/etc/passwd', '/etc/shadow', '/home', '/srv/app']));
    expect(effectsOf(script)!.changes).not.toContain('/etc');
  }
  expect(effectsOf('groupadd -g 1000 app')!.changes).not.toContain('/srv/app');
});

test.each([
  'make', 'npm run build', 'npm ci && npm run build', 'npm ci --prefix /elsewhere', 'npm install -g x', 'npm ci; ./configure', 'pip install --target /x y',
  'pip install ./local', 'pip install $PACKAGES', 'pip3 install x', 'apt-get install -y nginx-', 'apt-get purge x', 'apt-get -o Dir=/x install y',
  'if true; then npm ci; fi', 'npm ci | tee /log', 'npm ci > /log', 'npm ci &', 'a || npm ci', 'f() { npm ci; }; f', 'cd $X && npm ci', 'cd - && npm ci',
  'PATH=/x npm ci', 'echo hi >&/err', 'cd /link && rm -rf ../x', 'useradd -u1000 app', 'rm -rf /', 'rm -rf $X', 'rm -rf /link', 'touch /link/x', 'rm -rf "$(cat list)"', 'mkdir {a,b}',
])('it is not known what "%s" changes', script => {
  expect(effectsOf(script)).toBeUndefined();
});

test('the home directory, and paths that variables of package managers name, belong to it', () => {
  const app = ImageConfig._EMPTY._after(new Workdir(Word.literal('/app')));
  expect(effectsOf('npm ci', app._after(env({ npm_config_cache: '/cache', UV_CACHE_DIR: '/uv' })))!.changes).toEqual(['/app', '/root', '/tmp', '/cache', '/uv']);
  expect(effectsOf('npm ci', app._after(env({ HOME: '/home/me' })))!.changes).toEqual(['/app', '/home/me', '/tmp']);
  expect(effectsOf('npm ci', app._after(env({ PUPPETEER_CACHE_DIR: '/pptr' })))!.changes).toContain('/pptr');
  expect(effectsOf('uv sync', app._after(env({ UV_PROJECT_ENVIRONMENT: '../venv' })))).toBeUndefined();
  expect(effectsOf('npm ci', app._after(new User(Word.literal('app'))))).toBeUndefined();
});

test('an unknown base may set variables that matter', () => {
  expect(effectsOf('npm ci', ImageConfig._ofBase())).toBeUndefined();
});

test('accounts are known where the directory of mail is a link, as in Debian', () => {
  const draft = _RootfsDraft.empty(BY);
  for (const path of ['/etc', '/home', '/var/mail', '/var/spool', '/srv/mail']) draft.make(RootfsEntry.directory(path), BY);
  draft.make(RootfsEntry.symlink('/var/spool/mail', '../mail'), BY);
  const find = () => findKnownEffects(Run.script('useradd --create-home app\n'), ImageConfig._EMPTY, draft.freeze());
  expect(find()?.changes).toEqual(expect.arrayContaining(['/etc/passwd', '/home', '/var/mail']));
  expect(find()?.changes).not.toContain('/var/spool/mail');
  draft.open('/elsewhere');
  draft.make(RootfsEntry.symlink('/var/spool/mail', '/elsewhere/mail'), BY);
  expect(find()).toBeUndefined();
});
