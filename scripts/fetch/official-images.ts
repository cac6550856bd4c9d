/**
 * Writes catalog/official-images.json: the names of the official images of Docker Hub, including those that are no longer built.
 * Reads the history of a clone of docker-library/official-images, because retired images can still be pulled.
 *
 *   npx tsx scripts/fetch/official-images.ts CLONE
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REPOSITORY = 'https://github.com/docker-library/official-images';

/** Files of the folder that do not describe an image. */
const OTHERS = new Set(['MAINTAINERS']);

const [clone] = process.argv.slice(2);
if (clone === undefined) throw new Error('Usage: npx tsx scripts/fetch/official-images.ts CLONE');

const version = git('rev-parse', 'HEAD');
const present = git('ls-tree', '--name-only', 'HEAD', 'library/').split('\n');
const retired = git('log', '--diff-filter=D', '--name-only', '--format=', '--', 'library/').split('\n');
const names = [...new Set([...present, ...retired])].map(path => path.replace('library/', '')).filter(name => name !== '' && !OTHERS.has(name));

writeFileSync(join(__dirname, '../../catalog/official-images.json'), `${JSON.stringify({
  source: `${REPOSITORY}/tree/${version}/library`,
  version,
  names: names.sort(),
}, undefined, 2)}\n`);

function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: 64_000_000 });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}
