import { expect, test } from 'vitest';
import { BuiltPlatform, builtRouter, routerManifest, written } from './support/router';
import { _readImage } from '../../src/oci';
import { _listFindings, _verify } from '../../src/verify';
import { temporaryFolder } from '../support/temporary';

/** What is found of something that is copied from the repository, when this is what was built. */
async function found(built: BuiltPlatform['layers'][number], claim: { mode?: string; owner?: string | null }): Promise<string[]> {
  const manifest = routerManifest();
  const groups = manifest.groups.map(group => ({ ...group, copied: { '/app/x': claim }, unknown: ['/app'] }));
  const router = builtRouter();
  for (const platform of router.platforms) Object.assign(platform.layers[0], built);
  const image = await _readImage(written(router).toDirectory(temporaryFolder()));
  return _listFindings(_verify({ ...manifest, groups }, image, ['linux/amd64'])).map(({ id, what }) => `${id} ${what}`);
}

const directory = { '/app': { kind: 'directory' } } as const;
const file = (mode: number, owner = 0) => ({ ...directory, '/app/x': { content: 'x', mode, owner } });

test.each<[string, BuiltPlatform['layers'][number], { mode?: string; owner?: string | null }, string[]]>([
  ['is not there', directory, {}, ['verify/missing-file There is no /app/x, which is copied from the repository.']],
  ['is a directory', { ...directory, '/app/x': { kind: 'directory', mode: 0o700 } }, { mode: '0644' }, []],
  ['has the mode of the checkout', file(0o640), {}, []],
  ['has the mode', file(0o644), { mode: '0644' }, []],
  ['has another mode', file(0o600), { mode: '0644' }, ['verify/mode Its mode is 0600, but the copy sets 0644.']],
  ['has stayed a plain file', file(0o644), { mode: 'u=rwX,go=rX' }, []],
  ['has stayed executable', file(0o755), { mode: 'u=rwX,go=rX' }, []],
  ['has another mode than words give', file(0o600), { mode: 'u=rwX,go=rX' }, ['verify/mode Its mode is 0600, but the copy sets u=rwX,go=rX.']],
  ['has another owner', file(0o644, 7), {}, ['verify/owner It belongs to 7:7, not to 0:0.']],
  ['has an owner that only the build knows', file(0o644, 7), { owner: null }, []],
])('what is copied %s', async (_, built, claim, expected) => expect(await found(built, claim)).toEqual(expected));
