import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Files, SYSTEM, UNKNOWN, executable, packLayer } from './support/built';
import { _BaseFacts, _BaseLibrary, _writeBaseFile } from '../../src/bases';
import { BASE_READING, extractBase } from '../../src/cli/pin/extract-base';
import { _GroupClaims, _Manifest, _printManifest } from '../../src/manifest';
import { _readImage } from '../../src/oci';
import { _Verification, _listFindings, _verify } from '../../src/verify';
import { imagewright } from '../cli/support';
import { LayoutWriter } from '../oci/support/layout-writer';
import { temporaryFolder } from '../support/temporary';

const REFERENCE = `python:3.13-slim@sha256:${'0'.repeat(64)}`;
const CONFIG = { Env: ['PATH=/usr/bin:/bin'], Cmd: ['python3'] };
const BASE: Files = { ...SYSTEM, '/tmp': { isDirectory: true, mode: 0o1777 }, '/usr/bin/passwd': executable() };
const OWN: Files = { '/srv/app.py': 'print()\n' };
const CLAIMS: Partial<_GroupClaims> = { base: { image: 'python' }, files: { '/srv/app.py': {} } };

function write(layers: readonly Buffer[], directory?: string): string {
  const writer = new LayoutWriter();
  return writer.top([writer.image(layers, { config: { config: { ...CONFIG, WorkingDir: directory } } })]).toDirectory(temporaryFolder());
}

async function readFacts(reference = REFERENCE): Promise<_BaseFacts> {
  return extractBase((await _readImage(write([packLayer(BASE)]), BASE_READING)).manifests[0], reference);
}

function claim(claims: Partial<_GroupClaims> = {}): _Manifest {
  return { image: 'x', target: { name: 'generic', attestations: true }, groups: [{ ...UNKNOWN, ...CLAIMS, ...claims }] };
}

interface Options {
  /** Of the container. */
  readonly directory?: string;
  readonly facts?: _BaseFacts;
}

async function verify(layers: readonly Files[], claims?: Partial<_GroupClaims>, { directory, facts }: Options = {}): Promise<_Verification> {
  const base = { reference: REFERENCE, library: _BaseLibrary.of([facts ?? await readFacts()]) };
  return _verify(claim(claims), await _readImage(write(layers.map(packLayer), directory)), [], base);
}

function listFound(verification: _Verification): string[] {
  return _listFindings(verification).map(({ id, path, what }) => `${id} ${path ?? ''}: ${what.replace(/sha256:[0-9a-f]{64}/g, 'sha256:…')}`);
}

function listUnchecked({ platforms: [{ cases }] }: _Verification): string[] {
  return cases.find(({ family }) => family === 'base')!.unchecked as string[];
}

test('an image over its base holds', async () => {
  const verification = await verify([BASE, OWN]);
  expect([listFound(verification), listUnchecked(verification)]).toEqual([[], []]);
  expect(verification.platforms[0].cases.find(({ family }) => family === 'base')).toMatchObject({ checked: 3, held: 3 });
});

describe('it is found', () => {
  test.each<[string, Files[], Partial<_GroupClaims>, string[]]>([
    ['that the base was swapped', [{ ...BASE, '/usr/bin/passwd': 'other' }, OWN], {}, [
      `verify/base : Layer 1 is sha256:…, not sha256:… of ${REFERENCE.replace(/@.*/, '')}@sha256:….`,
    ]],
    ['that the base is missing', [], {}, ['verify/missing-file /srv/app.py: There is no /srv/app.py, which is declared as a file.', 'verify/base : Layer 1 is missing, not sha256:… of python:3.13-slim@sha256:….']],
    ['that a file was added', [BASE, { ...OWN, '/usr/bin/nc': executable() }], {}, ['verify/extra-file /usr/bin/nc: It is a file that is not declared.']],
    ['that a directory was added', [BASE, { ...OWN, '/opt/x/a': '', '/opt/x/b': '' }], {}, ['verify/extra-file /opt: It is a directory that is not declared, with 3 more entries in it.']],
    ['that a file of the base was removed', [BASE, { ...OWN, '/usr/bin/.wh.python3': '' }], {}, ['verify/missing-file /usr/bin/python3: There is no /usr/bin/python3, which python:3.13-slim has.']],
    ['that its mode was changed', [BASE, { ...OWN, '/usr/bin/passwd': executable(), '/tmp': { isDirectory: true, mode: 0o755 } }], {}, [
      'verify/mode /tmp: Its mode is 0755, but 1777 in python:3.13-slim.',
    ]],
    ['that its owner was changed', [BASE, { ...OWN, '/etc/group': { owner: 7, mode: 0o644, content: '' } }], {}, ['verify/owner /etc/group: It belongs to 7:7, but to 0:0 in python:3.13-slim.']],
    ['that a link was changed', [BASE, { ...OWN, '/usr/bin/sh': '-> env' }], {}, ['verify/link-target /usr/bin/sh: It points to env, but to dash in python:3.13-slim.']],
    ['that a link became a file', [BASE, { ...OWN, '/usr/bin/sh': executable() }], {}, ['verify/kind /usr/bin/sh: It is a file, but a link in python:3.13-slim.']],
    ['that a layer was added', [BASE, OWN, {}], { base: { image: 'python', layers: 1 } }, [
      'verify/layer-count : There are 3 layers; the base has 1, and the Dockerfile creates 1.',
    ]],
    ['that a program was replaced', [BASE, { ...OWN, '/usr/bin/env': executable({ needed: ['libssl.so.1'] }) }], {}, ['verify/base /usr/bin/env: It is another program than in python:3.13-slim.']],
  ])('%s', async (_, layers, claims, expected) => {
    expect(listFound(await verify(layers, claims)).filter(each => !each.startsWith('verify/start'))).toEqual(expected);
  });
});

describe('it is fine', () => {
  test.each<[string, Files[], Partial<_GroupClaims>, string?]>([
    ['where a command may have changed it', [BASE, { ...OWN, '/usr/bin/nc': executable(), '/usr/bin/.wh.env': '' }], { base: { image: 'python', changed: ['/usr'] } }],
    ['where a copied directory may be', [BASE, { ...OWN, '/srv/static/a': '' }], { copied: { '/srv/static': {} } }],
    ['where a declared file replaces it', [BASE, { ...OWN, '/etc/group': 'root:x:0:\n' }], { files: { '/srv/app.py': {}, '/etc/group': {} } }],
    ['with its layers and the declared ones', [BASE, OWN], { base: { image: 'python', layers: 1 } }],
    ['in one merged layer', [{ ...BASE, ...OWN }], { base: { image: 'python', layers: 1 } }],
    ['where WORKDIR makes it', [BASE, { ...OWN, '/work/x': { isDirectory: true } }], { config: { inherits: true, workingDirectory: '/work/x' } }, '/work/x'],
  ])('%s', async (_, layers, claims, directory) => expect(listFound(await verify(layers, claims, { directory }))).toEqual([]));
});

describe('an image of one layer', () => {
  test('is compared with the base file by file', async () => {
    const verification = await verify([{ ...BASE, ...OWN }]);
    expect(listFound(verification)).toEqual([]);
    expect(listUnchecked(verification)).toEqual(['The layers of python were merged or rewritten, so its files are compared instead, without their contents.']);
  });

  test('with other programs is found', async () => {
    expect(listFound(await verify([{ ...BASE, ...OWN, '/usr/bin/passwd': executable({ needed: ['libssl.so.1'] }) }]))).toContain(
      'verify/base /usr/bin/passwd: It is another program than in python:3.13-slim.',
    );
  });
});

describe('it cannot be told', () => {
  test('from another digest of the base', async () => {
    const verification = await verify([{ ...BASE, '/new': '' }, OWN], {}, { facts: await readFacts(`python:3.13-slim@sha256:${'1'.repeat(64)}`) });
    expect(listFound(verification)).toEqual([]);
    expect(listUnchecked(verification)).toEqual([
      'Whether the image starts from python, and has only its files and the declared ones, is unknown: another digest of the base was read than the one in the Dockerfile. To read it: npx imagewright pin --bases',
    ]);
  });

  test('where the base was not read', async () => {
    const verification = _verify(claim(), await _readImage(write([packLayer(BASE), packLayer(OWN)])));
    expect(listFound(verification)).toEqual([]);
    expect(listUnchecked(verification)).toEqual([expect.stringContaining('is unknown: the base has not been read. To read it: npx imagewright pin --bases')]);
  });

  test('where a build argument decides for which platform the base is', async () => {
    const verification = await verify([{ ...BASE, '/new': '' }, OWN], { base: { image: 'python', platform: null } });
    expect(listFound(verification)).toEqual([]);
    expect(listUnchecked(verification)).toEqual([
      'Whether the image starts from python, and has only its files and the declared ones, is unknown: a build argument decides for which platform the base is.',
    ]);
  });
});

test('the base of one platform is compared with the image on each', async () => {
  const base = { reference: REFERENCE, library: _BaseLibrary.of([{ ...await readFacts(), platform: 'linux/arm64' }]) };
  const verification = async (claims: Partial<_GroupClaims>) => _verify(claim(claims), await _readImage(write([packLayer(BASE), packLayer({ ...OWN, '/opt': '' })])), [], base);
  expect(listFound(await verification({ base: { image: 'python', platform: 'linux/arm64' } }))).toEqual(['verify/extra-file /opt: It is a file that is not declared.']);
  expect(listFound(await verification({}))).toEqual([]);
});

test('the command takes the base of another image of the project from the Dockerfile of that one', async () => {
  const folder = temporaryFolder();
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  for (const directory of ['bases', 'base', 'app']) mkdirSync(join(folder, directory));
  writeFileSync(join(folder, 'bases/python.linux-amd64.txt'), _writeBaseFile(await readFacts(), 'x'));
  writeFileSync(join(folder, 'base/Dockerfile'), `FROM ${REFERENCE} AS runtime\n`);
  writeFileSync(join(folder, 'app/Dockerfile'), 'FROM base-image AS runtime\nCOPY app.py /srv/\n');
  const manifest = join(folder, 'app/Dockerfile.imagewright.json');
  writeFileSync(manifest, _printManifest(claim({ base: { image: 'python', dockerfile: '../base/Dockerfile' } }), 'generated'));
  const { code, out } = await imagewright(['verify', '--manifest', manifest, write([packLayer(BASE), packLayer({ ...OWN, '/etc/x': '' })])]);
  expect([code, out]).toEqual([1, expect.stringContaining('verify/extra-file')]);
});

test('the command takes the base from the Dockerfile beside the manifest, through stages', async () => {
  const folder = temporaryFolder();
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  const facts = await readFacts();
  mkdirSync(join(folder, 'bases'));
  writeFileSync(join(folder, 'bases/python.linux-amd64.txt'), _writeBaseFile(facts, 'x'));
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${REFERENCE} AS common\nFROM golang AS build\nFROM common AS runtime\nCOPY app.py /srv/\n`);
  const manifest = join(folder, 'Dockerfile.imagewright.json');
  writeFileSync(manifest, _printManifest(claim(), 'generated'));
  const { code, out } = await imagewright(['verify', '--manifest', manifest, write([packLayer(BASE), packLayer({ ...OWN, '/etc/x': '' })])]);
  expect([code, out]).toEqual([1, expect.stringContaining('verify/extra-file')]);
});

describe('the command takes a base that is a context from the bake file', () => {
  const index = (digest: string) => JSON.stringify({ manifests: [{ digest, annotations: { 'org.opencontainers.image.ref.name': '3.13' } }] });
  const DIGEST = `sha256:${'0'.repeat(64)}`;
  const LAYOUT = 'oci-layout://vendor/python:3.13';

  test.each([
    ['of a registry', `docker-image://${REFERENCE}`, REFERENCE],
    ['of an OCI layout', LAYOUT, `${LAYOUT}@${DIGEST}`],
    ['of an OCI layout, by its digest', `${LAYOUT}@${DIGEST}`, `${LAYOUT}@${DIGEST}`],
  ])('%s', async (_, source, reference) => {
    const folder = temporaryFolder();
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    for (const directory of ['bases', 'app', 'vendor/python']) mkdirSync(join(folder, directory), { recursive: true });
    writeFileSync(join(folder, 'bases/python.linux-amd64.txt'), _writeBaseFile(await readFacts(reference), 'x'));
    writeFileSync(join(folder, 'vendor/python/index.json'), index(DIGEST));
    writeFileSync(join(folder, 'app/Dockerfile'), 'FROM python-layout AS runtime\nCOPY app.py /srv/\n');
    writeFileSync(join(folder, 'docker-bake.json'), JSON.stringify({
      '//': '~~ Generated by projen.',
      'group': { default: { targets: ['app'] } },
      'target': { app: { context: 'app', dockerfile: 'Dockerfile', contexts: { 'python-layout': source } } },
    }));
    const manifest = join(folder, 'app/Dockerfile.imagewright.json');
    writeFileSync(manifest, _printManifest(claim({ base: { image: 'python', context: 'python-layout' } }), 'generated'));
    const run = async (...layers: readonly Files[]) => imagewright(['verify', '--manifest', manifest, write(layers.map(packLayer))]);
    expect(await run(BASE, { ...OWN, '/etc/x': '' })).toMatchObject({ code: 1, out: expect.stringContaining('verify/extra-file') as string });
    expect(await run(BASE, OWN)).toMatchObject({ code: 0 });
    const swapped = await run({ ...BASE, '/usr/bin/passwd': 'other' }, OWN);
    expect([swapped.code, swapped.out]).toEqual([1, expect.stringMatching(/verify\/base[^]*Layer 1 is sha256:/)]);
  });
});
