import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli';
import { _printManifest } from '../../../src/manifest';
import { temporaryFolder } from '../../support/temporary';
import { TestRegistry } from '../../support/test-registry';
import { builtRouter, routerManifest, written } from '../../verify/support/router';
import { imagewright } from '../support';

const MANIFEST = _printManifest(routerManifest(), 'generated');
const before = process.cwd();

/** The command runs in a folder with a manifest, an image that is right, and one that is not. */
beforeEach(() => {
  const folder = temporaryFolder();
  process.chdir(folder);
  writeFileSync('Dockerfile.imagewright.json', MANIFEST);
  written(builtRouter()).toDirectory('right');
  const wrong = builtRouter();
  wrong.platforms[1].layers[1]['/etc/group'] = { content: 'root:x:0:\n', mode: 0o600 };
  delete wrong.platforms[1].config.Labels['example.team'];
  written(wrong).toDirectory('wrong');
});
afterEach(() => process.chdir(before));

test('an image that is as declared ends with 0, and a line for each platform', async () => {
  expect(await imagewright(['verify', 'right'])).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "right, checked against Dockerfile.imagewright.json

    platform      files  transferred  extracted  layers  budget  verdict
    linux/amd64       9        843 B    1.0 KiB  2 of 2     2 %  holds
    linux/arm/v7      9        806 B      836 B  2 of 2     2 %  holds

    Not checked:
      linux/amd64: /usr/bin/packed: How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX.
      linux/arm/v7: /bin/sh: Whether it is for v5, v6 or v7 is unknown, because it has neither Go build information nor build attributes (it is hard-float).
      linux/arm/v7: /lib/ld.so: Whether it is for v5, v6 or v7 is unknown, because it has neither Go build information nor build attributes (it is hard-float).
      linux/arm/v7: /usr/bin/dynamic: Whether it is for v5, v6 or v7 is unknown, because it has neither Go build information nor build attributes (it is hard-float).
      linux/arm/v7: /usr/bin/packed: How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX (it is hard-float).

    All 191 claims hold. 0 found, 0 accepted, 5 not checked.
    ",
    }
  `);
});

test('what does not hold is told with its place, why and fix, and ends with 1', async () => {
  expect(await imagewright(['verify', 'wrong'])).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "",
      "out": "wrong, checked against Dockerfile.imagewright.json

    platform      files  transferred  extracted  layers  budget  verdict
    linux/amd64       9        843 B    1.0 KiB  2 of 2     2 %  holds
    linux/arm/v7      9        807 B      836 B  2 of 2     2 %  2 findings

    verify/mode  at linux/arm/v7 /etc/group
      Its mode is 0600, not 0644.
      Why: Programs may be denied access that they need, or get access that they should not have.
      Fix: Set the mode where the file is created (COPY --chmod), or declare the intended one.

    verify/label  at linux/arm/v7
      There is no label example.team.
      Why: Tools that find the image by its labels get wrong information.
      Fix: Add no labels during the build (auto labels of CI plugins, --label, Buildah without --identity-label=false), declare them, or accept one: acknowledge('verify/label', 'why', { subject: 'its key' }).

    Not checked:
      linux/amd64: /usr/bin/packed: How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX.
      linux/arm/v7: /bin/sh: Whether it is for v5, v6 or v7 is unknown, because it has neither Go build information nor build attributes (it is hard-float).
      linux/arm/v7: /lib/ld.so: Whether it is for v5, v6 or v7 is unknown, because it has neither Go build information nor build attributes (it is hard-float).
      linux/arm/v7: /usr/bin/dynamic: Whether it is for v5, v6 or v7 is unknown, because it has neither Go build information nor build attributes (it is hard-float).
      linux/arm/v7: /usr/bin/packed: How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX (it is hard-float).

    189 of 191 claims hold. 2 found, 0 accepted, 5 not checked.
    ",
    }
  `);
});

test('what was accepted is shown with its reason, and acknowledgements without a finding are listed', async () => {
  const accepted = [
    { id: 'verify/label', subject: 'example.team', reason: 'the pipeline knows it' },
    { id: 'verify/mode', reason: 'the umask of the machine' },
    { id: 'verify/owner', subject: '/data', reason: 'was so once' },
  ];
  writeFileSync('Dockerfile.imagewright.json', _printManifest({ ...routerManifest(), accepted }, 'generated'));
  const { code, out } = await imagewright(['verify', 'wrong']);
  expect(code).toBe(0);
  expect(out).toContain(`Accepted:
  verify/mode at linux/arm/v7 /etc/group: Its mode is 0600, not 0644. Accepted: the umask of the machine
  verify/label at linux/arm/v7: There is no label example.team. Accepted: the pipeline knows it

Unused acknowledgements:
  verify/owner of /data (was so once): there is no such finding. Delete the acknowledgement.

Not checked:
`);
  expect(out).toContain('189 of 191 claims hold. 0 found, 2 accepted, 5 not checked.\n');
  const junit = (await imagewright(['verify', '--format', 'junit', 'wrong'])).out;
  expect(junit).toContain('Accepted:\nverify/label at linux/arm/v7: There is no label example.team. Accepted: the pipeline knows it</system-out>');
  expect(junit).toContain('<system-out>Unused acknowledgements:\nverify/owner of /data');
  const { held, stale, platforms: [, { cases }] } = JSON.parse((await imagewright(['verify', '--format', 'json', 'wrong'])).out);
  expect([held, stale.length]).toEqual([true, 1]);
  expect(cases.flatMap((each: any) => each.accepted)).toMatchObject([{ reason: 'the umask of the machine' }, { finding: { subject: 'example.team' } }]);
});

test('one of several images is named behind the path', async () => {
  const writer = written(builtRouter());
  const top = JSON.parse(writer.files.get('index.json')!.toString());
  top.manifests[0].annotations = { 'org.opencontainers.image.ref.name': 'v1' };
  writer.json('index.json', top).toDirectory('named');
  expect((await imagewright(['verify', 'named:v1'])).out).toContain('named:v1, checked against Dockerfile.imagewright.json');
  expect(await imagewright(['verify', 'named:v2'])).toMatchObject({ code: 2, err: expect.stringContaining('There is no image "v2" in it. There is: "v1".') });
});

test('one platform is enough when it is asked for, however it is written', async () => {
  expect((await imagewright(['verify', '--platform', 'linux/amd64', 'wrong'])).code).toBe(0);
  expect((await imagewright(['verify', '--platform', 'linux/armhf', 'wrong'])).code).toBe(1);
});

test('a layout in an archive is read as well', async () => {
  writeFileSync('image.tar', written(builtRouter()).toTar());
  writeFileSync('image.tar.gz', gzipSync(written(builtRouter()).toTar()));
  expect((await imagewright(['verify', 'image.tar'])).code).toBe(0);
  expect((await imagewright(['verify', 'image.tar.gz'])).code).toBe(0);
});

test('JSON has all of it, for programs', async () => {
  const { code, out } = await imagewright(['verify', '--format', 'json', 'wrong']);
  const report = JSON.parse(out);
  expect(code).toBe(1);
  expect(report).toMatchObject({ image: 'Image', path: 'wrong', manifest: 'Dockerfile.imagewright.json', held: false, findings: 2 });
  expect(report.platforms.map(({ platform, measures }: any) => [platform, measures.files, measures.layers])).toEqual([['linux/amd64', 9, 2], ['linux/arm/v7', 9, 2]]);
  const findings = report.platforms.flatMap(({ cases }: any) => cases.flatMap((each: any) => each.findings));
  expect(findings).toMatchObject([{ id: 'verify/mode', platform: 'linux/arm/v7', path: '/etc/group' }, { id: 'verify/label', platform: 'linux/arm/v7' }]);
});

describe('JUnit', () => {
  test('has a suite for each platform and a case for each kind of claim', async () => {
    const { out } = await imagewright(['verify', '--format', 'junit', 'wrong']);
    expect([...out.matchAll(/<testsuite name="([^"]*)" tests="(\d+)" failures="(\d+)"/g)].map(([, ...counts]) => counts)).toEqual([
      ['image', '3', '0'], ['linux/amd64', '12', '0'], ['linux/arm/v7', '12', '2'],
    ]);
    expect(out).toContain('<testcase classname="Image.linux/arm/v7" name="modes: Modes and owners are as declared, and no file grants more" assertions="23">\n'
      + '      <failure type="verify/mode" message="1 of these claims does not hold">');
  });

  test('is well formed whatever is in the image', async () => {
    const wrong = builtRouter();
    wrong.platforms[0].layers[0]['/<&">\u0001]]>\ud800é'] = { content: 'x' };
    wrong.platforms[0].config.Labels['<x a="&">'] = ']]>\u0000\ufffe';
    written(wrong).toDirectory('hostile');
    expect((await imagewright(['verify', '--format', 'junit', '--output', 'junit.xml', 'hostile'])).code).toBe(1);
    execFileSync('python3', ['-c', 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])', 'junit.xml']);
  });
});

describe('Markdown', () => {
  test('has the sizes as a table, and what was found', async () => {
    const { code, out } = await imagewright(['verify', '--format', 'markdown', 'wrong']);
    expect(code).toBe(1);
    await expect(out).toMatchFileSnapshot('../../golden/verify/summary.md');
  });

  test('nothing of the image is Markdown or HTML', async () => {
    const wrong = builtRouter();
    wrong.platforms[0].layers[0]['/```\n# <img src=x>`'] = { content: 'x' };
    written(wrong).toDirectory('hostile');
    const { out } = await imagewright(['verify', '--format', 'markdown', 'hostile']);
    const outside = out.replace(/^(`{3,})text\n[^]*?\n\1$/gm, '');
    expect(out).toContain('<img src=x>');
    expect(outside).not.toContain('<img');
    expect(outside).not.toContain('```');
  });
});

test('with --output the report is in the file, and the table is shown', async () => {
  const { code, out } = await imagewright(['verify', '--format', 'junit', '--output', 'junit.xml', 'right']);
  expect([code, out.split('\n')[0]]).toEqual([0, 'right, checked against Dockerfile.imagewright.json']);
  expect(readFileSync('junit.xml', 'utf8')).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="imagewright verify Image"/);
});

describe('what cannot be read ends with 2', () => {
  test('an image that is not there', async () => {
    expect(await imagewright(['verify', 'gone'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^.*oci\/unreadable/) });
  });

  test('an image with a wrong digest', async () => {
    const blobs = join('right', 'blobs', 'sha256');
    for (const name of readdirSync(blobs)) {
      const data = readFileSync(join(blobs, name));
      if (data[0] === 0x1f) writeFileSync(join(blobs, name), Buffer.concat([data.subarray(0, -1), Buffer.from('!')]));
    }
    const { code, err } = await imagewright(['verify', 'right']);
    expect(code).toBe(2);
    expect(err).toMatch(/oci\/digest/);
  });

  test('a manifest that says what nobody understands', async () => {
    writeFileSync('Dockerfile.imagewright.json', MANIFEST.replace('"schema": 1', '"schema": 7'));
    expect(await imagewright(['verify', 'right'])).toMatchObject({ code: 2, err: expect.stringContaining('The manifest has schema 7; this release of imagewright reads schema 1.') });
  });

  test('no manifest here, but elsewhere', async () => {
    mkdirSync('images/app', { recursive: true });
    mkdirSync('empty');
    writeFileSync('images/app/Dockerfile.imagewright.json', MANIFEST);
    process.chdir('images');
    expect((await imagewright(['verify', '../right'])).err).toBe(
      'imagewright: There is no Dockerfile.imagewright.json. Name one with --manifest: app/Dockerfile.imagewright.json.\n',
    );
    expect((await imagewright(['verify', '--manifest', 'app/Dockerfile.imagewright.json', '../right'])).code).toBe(0);
    process.chdir('../empty');
    expect((await imagewright(['verify', '../right'])).err).toBe(
      'imagewright: There is no Dockerfile.imagewright.json. `npx projen synth` writes it; --manifest names another file.\n',
    );
  });

  test('a platform that is not declared', async () => {
    const { code, err } = await imagewright(['verify', '--platform', 'linux/arm64', 'right']);
    expect([code, err.includes('Use one of: linux/amd64, linux/arm/v7.')]).toEqual([2, true]);
  });

  test.each([
    [[], 'imagewright: verify takes one image: an OCI layout, an archive of "docker save", "-", or HOST/NAME@sha256:…. See imagewright verify --help.\n'],
    [['a', 'b'], 'imagewright: verify takes one image: '],
    [['--fromat', 'json', 'right'], 'imagewright: verify has no option "--fromat". Did you mean "--format"? See imagewright verify --help.\n'],
    [['--format'], 'imagewright: --format needs a value. See imagewright verify --help.\n'],
    [['--format', 'jnuit', 'right'], 'imagewright: There is no format "jnuit". Did you mean "junit"? Formats: table, json, junit, markdown.\n'],
    [['--output', 'none/x.xml', 'right'], 'imagewright: none/x.xml cannot be written (ENOENT).\n'],
  ])('%j', async (args, said) => {
    const { code, err } = await imagewright(['verify', ...args]);
    expect([code, err.slice(0, said.length)]).toEqual([2, said]);
  });
});

describe('an image on standard input', () => {
  const verify = async (data: Buffer) => {
    const said = { out: '', err: '' };
    const into = (name: 'out' | 'err') => new Writable({
      write(chunk, _, done) {
        said[name] += chunk;
        done();
      },
    });
    return { code: await main(['verify', '-'], { stdin: Readable.from([data.subarray(0, 100), data.subarray(100)]), stdout: into('out'), stderr: into('err') }), ...said };
  };

  test.each([['a tar', (data: Buffer) => data], ['a compressed tar', (data: Buffer) => gzipSync(data)]])('is verified as %s', async (_, pack) => {
    const { code, out } = await verify(pack(written(builtRouter()).toTar()));
    expect([code, out.split('\n')[0]]).toEqual([0, 'standard input, checked against Dockerfile.imagewright.json']);
  });

  test('is named in messages, and not the file in which it was', async () => {
    const { code, err } = await verify(Buffer.from(`{${' '.repeat(1000)}}`));
    expect([code, err.split('\n').slice(0, 2)]).toEqual([2, ['oci/format  at standard input', '  standard input is a JSON document, not a tar archive.']]);
  });
});

describe('an image of a registry', () => {
  test('is verified by its digest', async () => {
    const registry = await TestRegistry.start();
    const name = registry.name(registry.add(written(builtRouter())));
    const { code, out, err } = await imagewright(['verify', name]);
    expect([code, err, out.split('\n')[0]]).toEqual([0, '', `${name}, checked against Dockerfile.imagewright.json`]);
  });

  test('is downloaded only for the platforms that are named', async () => {
    const registry = await TestRegistry.start();
    const name = registry.name(registry.add(written(builtRouter())));
    await imagewright(['verify', name]);
    const all = registry.seen.length;
    const { code, out } = await imagewright(['verify', name, '--platform', 'linux/amd64']);
    expect([code, out.includes('linux/amd64'), out.includes('linux/arm/v7')]).toEqual([0, true, false]);
    expect(registry.seen.length - all).toBeLessThan(all);
  });

  test('is not found under a digest that does not exist', async () => {
    const registry = await TestRegistry.start();
    const { code, err } = await imagewright(['verify', `${registry.host}/acme/app@sha256:${'1'.repeat(64)}`]);
    expect([code, err.split('  at')[0]]).toEqual([2, 'registry/missing-manifest']);
  });

  test('is not looked up by its tag', async () => {
    const { code, err } = await imagewright(['verify', 'python:3.13']);
    expect([code, err.split('  at')[0]]).toEqual([2, 'oci/unreadable']);
    expect(err).toContain('An image of a registry is named by its digest: HOST/NAME@sha256:…');
  });
});
