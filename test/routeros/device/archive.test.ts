import { expect, test } from 'vitest';
import { Answer } from './commands';
import type { DeviceOptions } from './device';
import { SOURCES } from './matrix';
import { Bench, NEW, OLD, Scripts, scriptsOf } from './run';
import { RouterOsArchives } from '../../../src';
import { printGuide } from '../../../src/routeros/guide/guide';
import { MODES, ModeName, sampleDeployment } from '../sample';

const { props } = SOURCES.archive;
const SCRIPTS = scriptsOf({ mode: MODES.flash, ...props });
const V1 = 'tailscale/tailscale-v1-arm64.tar';
const V2 = 'tailscale/tailscale-v2-arm64.tar';
const MISSING = 'no: things that are missing: 1';

/** A router without a way out, with files on it. */
function bench(files: Readonly<Record<string, string>>, options: Partial<DeviceOptions> = {}, scripts: Scripts = SCRIPTS): Bench {
  const made = new Bench(scripts, { version: '7.24', ...options });
  made.device.hasRoute = false;
  made.fetch = (): Answer => { throw new Error('a router with archives asks nobody'); };
  for (const [name, digest] of Object.entries(files)) made.device.upload(name, digest);
  return made;
}

function installed(files: Readonly<Record<string, string>> = { [V1]: OLD }, options: Partial<DeviceOptions> = {}, scripts: Scripts = SCRIPTS): Bench {
  const made = bench(files, options, scripts);
  expect(made.import('install.rsc')).toBeUndefined();
  return made;
}

const archives = ({ device }: Bench): string[] => device.store.rows('/file').flatMap(({ name, size }) => (size === undefined ? [] : [name]));
const runs = ({ device }: Bench): unknown[] => device.containers.filter(row => device.isRunning(row)).map(row => device.imageOf(row)?.digest);

test.each<[string, ModeName, Partial<DeviceOptions>, string]>([
  ['on flash', 'flash', {}, V1],
  ['on flash in a folder', 'flash', { hasFlashFolder: true }, `flash/${V1}`],
  ['on a disk', 'disk', {}, `usb1/${V1}`],
  ['for a container in memory', 'ram-root', { hasFlashFolder: true }, `flash/${V1}`],
])('an archive %s is loaded, and loaded again after a restart, without a network', (_, mode, options, file) => {
  const router = installed({ [file]: OLD }, options, scriptsOf({ mode: MODES[mode], ...props }));
  expect(router.findFault([OLD])).toBeUndefined();
  expect(router.device.containers[0].file).toBe(file);
  router.restart();
  router.wait(3);
  expect(router.findFault([OLD])).toBeUndefined();
});

test('an archive on a disk for a container on flash', () => {
  const router = installed({ [`usb1/${V1}`]: OLD }, {}, scriptsOf({ mode: MODES.flash, ...props, archives: RouterOsArchives.uploaded({ slot: 'usb1' }) }));
  expect(router.device.containers.map(row => [row.file, row['root-dir']])).toEqual([[`usb1/${V1}`, 'tailscale/tailscale-tailscale-v1-arm64']]);
});

const NONE = 'no: no archive for this router is in tailscale/: /file/add type=directory name="tailscale", if that is missing; then upload archives/image-arm64.tar into it';

test.each<[string, Readonly<Record<string, string>>, Partial<DeviceOptions>, string]>([
  ['no archive', {}, {}, NONE],
  ['one for another router', { 'tailscale/tailscale-v1-armv7.tar': OLD }, {}, NONE],
  ['one in another folder', { 'tailscale-v1-arm64.tar': OLD }, {}, NONE],
  ['one beside the folder of flash', { [V1]: OLD }, { hasFlashFolder: true }, NONE.replaceAll('tailscale/', 'flash/tailscale/').replace('"tailscale"', '"flash/tailscale"')],
  ['one that is packed', { 'tailscale/tailscale-v1-arm64.tar.gz': OLD }, {}, NONE],
  ['one whose name is no name of a container', { 'tailscale/tailscale v1-arm64.tar': OLD }, {}, NONE],
  ['two archives', { [V1]: OLD, [V2]: NEW }, {}, 'no: more than one archive for this router is in tailscale/: leave the one that is to run'],
])('%s: preflight says what to do, and the installation changes nothing', (_, files, options, said) => {
  const router = bench(files, options);
  const before = router.mine();
  router.import('preflight.rsc');
  expect(router.printed).toEqual([said, MISSING]);
  expect(router.import('install.rsc')).toBe('tailscale is not installed: see the lines above');
  expect(router.mine()).toEqual(before);
});

test.each<[string, Partial<DeviceOptions>, string]>([
  ['arm64', {}, 'arm64'],
  ['x86', { architecture: 'x86_64' }, 'amd64'],
  ['32-bit ARM', { architecture: 'arm', board: 'hAP ax lite' }, 'armv7'],
  ['an EN7562CT', { architecture: 'arm', board: 'hEX refresh' }, 'armv5'],
])('%s takes its own out of the archives of all platforms', (_, options, word) => {
  const all = ['amd64', 'arm64', 'armv7', 'armv5'].map(each => [`tailscale/tailscale-v1-${each}.tar`, each === word ? OLD : NEW]);
  const router = bench(Object.fromEntries(all), { ...options, flash: 500e6 });
  router.import('preflight.rsc');
  expect(router.printed).toEqual(['yes: tailscale can be installed']);
  router.import('install.rsc');
  expect(router.device.containers.map(row => row.file)).toEqual([`tailscale/tailscale-v1-${word}.tar`]);
});

test('only what is needed has to be allowed', () => {
  const router = bench({ [V1]: OLD }, { deviceMode: { container: true, fetch: false, scheduler: true }, year: '1970' });
  router.import('preflight.rsc');
  expect(router.printed).toEqual(['yes: tailscale can be installed']);
  const refused = bench({ [V1]: OLD }, { deviceMode: { container: false, fetch: false, scheduler: true } });
  refused.import('preflight.rsc');
  expect(refused.printed[0]).toContain('/system/device-mode/update container=yes scheduler=yes, then');
});

test('an update takes the new archive, and removes the old one', () => {
  const router = installed();
  router.import('update.rsc');
  expect(router.printed).toEqual(['tailscale: up to date: there is no other archive for this router than tailscale-v1-arm64.tar']);
  router.device.upload(V2, NEW);
  router.import('update.rsc');
  expect(router.printed).toEqual(['tailscale: updated to tailscale-v2-arm64.tar']);
  expect([runs(router), archives(router)]).toEqual([[NEW], [V2]]);
  // And back.
  router.device.upload(V1, OLD);
  router.import('update.rsc');
  expect([runs(router), archives(router)]).toEqual([[OLD], [V1]]);
});

test('nothing but the update looks for an archive', () => {
  const router = installed();
  router.device.upload(V2, NEW);
  router.wait(24 * 60 * 2);
  router.restart();
  router.wait(3);
  expect(runs(router)).toEqual([OLD]);
});

test('the archive that runs stays when the power was cut before the new one was written down', () => {
  const router = installed();
  router.device.store.rows('/system/script').find(({ name }) => name === 'tailscale-spent')!.source = 'tailscale-v1-arm64.tar';
  router.import('update.rsc');
  expect(archives(router)).toEqual([V1]);
});

test('an archive that is gone: preflight says which one', () => {
  const router = installed();
  router.device.store.remove('/file', router.device.store.rows('/file').find(({ name }) => name === V1)!['.id']);
  router.import('preflight.rsc');
  expect(router.printed).toEqual(['no: the archive is gone: upload it again as tailscale/tailscale-v1-arm64.tar', MISSING]);
});

test('two new archives: nothing changes', () => {
  const router = installed();
  router.device.upload(V2, NEW);
  router.device.upload('tailscale/tailscale-v3-arm64.tar', NEW);
  router.import('update.rsc');
  expect(router.printed).toEqual(['tailscale: no update: more than one new archive is in tailscale/: leave the one that is to run']);
  expect(runs(router)).toEqual([OLD]);
});

test.each<[string, ModeName, Partial<DeviceOptions>]>([
  ['with room for both', 'disk', {}],
  ['without room for both', 'flash', {}],
  ['in memory', 'ram-root', {}],
])('an archive that was cut leads back to the old one: %s', (_, mode, options) => {
  const place = mode === 'disk' ? 'usb1/' : '';
  const router = installed({ [place + V1]: OLD }, options, scriptsOf({ mode: MODES[mode], ...props }));
  router.device.upload(place + V2, 'sha256:nothing');
  router.import('update.rsc');
  expect(router.printed).toEqual(['tailscale: went back to the old image, because of the new one: the archive could not be loaded, perhaps because its upload is not complete: tailscale-v2-arm64.tar']);
  router.wait(3);
  expect(router.findFault([OLD])).toBeUndefined();
  expect(archives(router)).toEqual([place + V1, place + V2]);
  router.restart();
  router.wait(3);
  expect(router.findFault([OLD])).toBeUndefined();
});

test('in memory, an archive that is gone is told in the log, and an update takes another one', () => {
  const router = installed({ [V1]: OLD }, {}, scriptsOf({ mode: MODES['ram-root'], ...props }));
  router.device.store.remove('/file', router.device.store.rows('/file').find(({ name }) => name === V1)!['.id']);
  router.restart();
  router.wait(2);
  expect(router.device.log).toContain('warning tailscale: the archive is gone: upload it again as tailscale/tailscale-v1-arm64.tar');
  router.device.upload(V2, NEW);
  router.import('update.rsc');
  expect(router.printed).toEqual(['tailscale: updated to tailscale-v2-arm64.tar']);
  expect(router.findFault([NEW])).toBeUndefined();
});

test('a router with an image from a registry keeps its scripts', () => {
  const router = new Bench({ ...scriptsOf({ mode: MODES.flash }), 'update.rsc': SCRIPTS['update.rsc'] }, { version: '7.24' });
  router.import('install.rsc');
  const before = router.mine();
  expect(router.import('update.rsc')).toBe('tailscale was installed from a registry: import uninstall.rsc, then install.rsc');
  expect(router.mine()).toEqual(before);
});

test('a router with an image from an archive takes one from a registry', () => {
  const router = new Bench({ ...scriptsOf({ mode: MODES.flash }), 'install.rsc': SCRIPTS['install.rsc'] }, { version: '7.24' });
  router.device.upload(V1, OLD);
  router.import('install.rsc');
  router.registry.digest = NEW;
  router.import('update.rsc');
  expect(router.printed).toEqual([`tailscale: updated to ${NEW}`]);
  expect(router.findFault([NEW])).toBeUndefined();
});

test('the removal leaves the archives, and says where they are', () => {
  const router = installed();
  expect(router.import('uninstall.rsc')).toBeUndefined();
  expect(router.printed).toEqual([
    'tailscale is removed. Its state is kept; to remove it: /file/remove tailscale/',
    'The archives are kept: /file/print where name~"tailscale/"',
  ]);
  expect(archives(router)).toEqual([V1]);
});

test('the guide', async () => {
  await expect(printGuide(sampleDeployment({ mode: MODES['ram-root'], ...props }), 'generated')).toMatchFileSnapshot('../../golden/routeros/archive-guide.md');
});
