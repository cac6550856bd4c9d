import { describe, expect, test } from 'vitest';
import { executable, verified as verifiedFiles } from './support/built';
import { MACHINE, program } from './support/program';
import { BuiltRouter, builtRouter, routerManifest, written } from './support/router';
import { _GroupClaims, _Manifest } from '../../src/manifest';
import { _readImage } from '../../src/oci';
import { _Verification, _listFindings, _verify } from '../../src/verify';
import { LayoutWriter, sha256 } from '../oci/support/layout-writer';
import { saved } from '../oci/support/read';
import { directory, file, symlink, tar } from '../oci/support/tar-writer';
import { temporaryFolder } from '../support/temporary';

function ids(verification: _Verification): string[] {
  return _listFindings(verification).map(({ id, where = 'image' }) => `${id} ${where}`);
}

function unchecked({ cases, platforms }: _Verification): string[] {
  return [...cases, ...platforms.flatMap(each => each.cases)].flatMap(each => each.unchecked);
}

describe('an archive of docker save', () => {
  /** One platform of the router as Docker wrote it before it knew layouts. */
  function archive({ platforms: [{ layers, config }] }: BuiltRouter): string {
    const writer = new LayoutWriter();
    const tars = [...written({ platforms: [{ platform: 'linux/amd64', layers, config, layerType: 'application/vnd.oci.image.layer.v1.tar' }] }).files]
      .filter(([name, data]) => name.startsWith('blobs/') && data.subarray(257, 262).toString() === 'ustar').map(([, data]) => data);
    tars.forEach((data, i) => writer.files.set(`layer${i}.tar`, data));
    writer.json('config.json', { os: 'linux', architecture: 'amd64', config, rootfs: { type: 'layers', diff_ids: tars.map(sha256) } });
    writer.json('manifest.json', [{ Config: 'config.json', RepoTags: ['router:1'], Layers: tars.map((_, i) => `layer${i}.tar`) }]);
    return saved(writer.toTar());
  }

  test('contains one platform, and is checked against the claims for that one', async () => {
    const verification = _verify(routerManifest(), await _readImage(archive(builtRouter())));
    expect(ids(verification)).toEqual([]);
    expect(verification.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64']);
    expect(unchecked(verification)).toEqual(expect.arrayContaining([
      'A docker-archive has no media types.',
      'A docker-archive has no index.',
      'The transferred size is unknown: the layers of this archive are not compressed.',
    ]));
  });

  test('is found to be wrong like any other', async () => {
    const router = builtRouter();
    delete router.platforms[0].layers[1]['/etc/group'];
    expect(ids(_verify(routerManifest(), await _readImage(archive(router))))).toEqual(['verify/missing-file linux/amd64 /etc/group']);
  });
});

describe('of a packed program', () => {
  const said = async (elf: object) => {
    const files = { '/app/run': executable({ isPacked: true }) };
    const verification = await verifiedFiles(files, { Entrypoint: ['/app/run'] }, { claims: { files: { '/app/run': { elf: { packed: true, ...elf } } } } });
    return [...ids(verification), ...unchecked(verification).filter(why => why.includes('/app/run'))];
  };
  const UNKNOWN = '/app/run: How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX.';

  test.each([
    ['that nobody checked', {}, UNKNOWN],
    ['that is declared as one of Go', { go: true }, UNKNOWN],
    ['that the build has checked', { checked: true }, `${UNKNOWN} Before packing it, the build checked how it is linked.`],
    ['of Go that the build has checked', { checked: true, go: true }, `${UNKNOWN} Before packing it, the build checked how it is linked and which platform Go built it for.`],
  ])('%s, it is said once what cannot be told', async (_, elf, what) => {
    expect(await said(elf)).toEqual([what]);
  });
});

describe('an image on a base of which nobody knows the files', () => {
  const claims: _GroupClaims = {
    platforms: ['linux/amd64'],
    config: { inherits: true, env: { OURS: 'x' }, labels: { ours: 'x' }, cmd: ['/opt/app/run'] },
    files: { '/opt/app/run': { script: '/bin/sh' } },
    directories: { '/opt/app': { mode: null, owner: null } },
    links: [{ to: '/etc/app', at: ['/opt/app/etc'] }, { to: '/proc/mounts', at: ['/opt/app/mounts'] }],
    unknown: ['/'],
    known: ['/opt/app'],
  };
  const manifest: _Manifest = { image: 'app', target: { name: 'generic', attestations: true }, groups: [claims] };
  const config = { Env: ['PATH=/bin', 'OURS=x'], Labels: { ours: 'x', theirs: 'y' }, Cmd: ['/opt/app/run'], User: 'theirs', Entrypoint: null };
  const base = tar(
    directory('bin', { mode: 0o1777 }), file('bin/sh', program({ machine: MACHINE.amd64 }), { mode: 0o4755 }), file('etc/passwd', 'theirs:x:7:7::/:\n'), file('etc/app', 'x'), file('etc/old', 'old'), symlink('bin/broken', 'gone'),
  );
  const own = [directory('opt/app'), file('opt/app/run', '#!/bin/sh\n', { mode: 0o755 }), symlink('opt/app/etc', '/etc/app'), symlink('opt/app/mounts', '/proc/mounts')];

  async function verified(...more: Buffer[]): Promise<_Verification> {
    const writer = new LayoutWriter();
    writer.top([writer.image([base, tar(...own, file('etc/old', 'new'), ...more)], { config: { config } })]);
    return _verify(manifest, await _readImage(writer.toDirectory(temporaryFolder())));
  }

  test('may have any files, links, modes and settings of its base', async () => {
    expect(ids(await verified())).toEqual([]);
    expect(unchecked(await verified())).toContain('The expected number of layers is unknown: a base image adds some.');
  });

  test('has no others where everything is said', async () => {
    expect(ids(await verified(file('opt/app/more', 'x'), file('opt/other', 'x')))).toEqual(['verify/extra-file linux/amd64 /opt/app/more']);
  });

  test('has a program to start, wherever that is from', async () => {
    const writer = new LayoutWriter();
    writer.top([writer.image([tar(...own, file('etc/app', 'x'), file('etc/passwd', 'theirs:x:7:7::/:\n'))], { config: { config } })]);
    const verification = _verify(manifest, await _readImage(writer.toDirectory(temporaryFolder())));
    expect(_listFindings(verification).map(({ id, what }) => `${id}: ${what}`)).toEqual([
      'verify/interpreter: It is run by /bin/sh, which is not in the image.',
      'verify/start: It starts "/opt/app/run", but its interpreter "/bin/sh" is not in the image.',
    ]);
  });
});
