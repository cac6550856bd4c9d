import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { IS_QUICK, Row, middle } from './measure';

const ROOT = join(__dirname, '..');

/** What a process tells of itself. */
interface Told {
  /** Of the processor, for each image or file. */
  readonly milliseconds: number;
  readonly bytes?: number;
}

/** Whole runs of `synth` into an empty directory, with the compiled library, each in a process of its own, and what 10,000 images keep in memory. */
export function synthesis(): Row[] {
  const counts = IS_QUICK ? [1, 20] : [1, 100, 1_000, 10_000];
  return [...counts.map(whole), inMemory(IS_QUICK ? 100 : 10_000)];
}

/** More files than these take projen minutes: it walks over all of them for each one. */
const MOST_TEXTS = 3_000;

/** A project with small images, beside one of projen with as many text files as those are. */
function whole(count: number): Row {
  const each = (what: string, many: number) => (
    middle(Array.from({ length: count <= 100 ? 5 : 1 }, () => run('synth', what, many).milliseconds)) / count
  );
  // An image has its Dockerfile, a .dockerignore and a manifest.
  const texts = 3 * count;
  return {
    what: `synth of ${count} small image${count === 1 ? '' : 's'}, loading and writing included, each`,
    milliseconds: each('images', count),
    ...texts > MOST_TEXTS ? {} : { peer: `projen writes ${texts} text files`, peerMilliseconds: each('texts', texts) },
  };
}

/** Images that are declared, resolved, checked and rendered, all of them kept. */
function inMemory(count: number): Row {
  const { milliseconds, bytes } = run('keep', 'images', count);
  return { what: `${count} small images, all kept: declare to text, each`, milliseconds: milliseconds / count, bytes: bytes! / count };
}

function run(how: 'synth' | 'keep', what: string, count: number): Told {
  const text = execFileSync('node', ['--expose-gc', '--max-old-space-size=4096', join(__dirname, 'whole-synthesis.cjs'), how, what, `${count}`], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 30,
  });
  return JSON.parse(text.trim().split('\n').at(-1)!) as Told;
}
