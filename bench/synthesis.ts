import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { IS_QUICK, Row, middle } from './measure';

const ROOT = join(__dirname, '..');

type How = 'synth' | 'keep' | 'write';

/** What a process tells of itself. */
interface Told {
  /** Of the processor, for each image or file. */
  readonly milliseconds: number;
  /** Of memory: what is kept, or the most that there was at a time. */
  readonly bytes?: number;
}

/** Whole runs of `synth` into an empty directory, with the compiled library, each in a process of its own, and what 10,000 images keep in memory. */
export function synthesis(): Row[] {
  const counts = IS_QUICK ? [1, 20] : [1, 100, 1_000, 10_000];
  return [...counts.map(whole), inMemory(IS_QUICK ? 100 : 10_000)];
}

/** More files than these take projen minutes: it walks over all of them for each one. */
const MOST_TEXTS = 3_000;

/** A project with small images, beside one of projen with as many text files as those are; of more, beside the mere writing of these files. */
function whole(count: number): Row {
  // An image has its Dockerfile, a .dockerignore and a manifest.
  const texts = 3 * count;
  const { milliseconds, bytes } = several('synth', 'images', count);
  const isTooMuch = texts > MOST_TEXTS;
  return {
    what: `synth of ${count} small image${count === 1 ? '' : 's'}, loading and writing included, each`,
    milliseconds: milliseconds / count,
    // Of a few images, it is what the program takes.
    ...count < 1_000 ? {} : { bytes: bytes! / count },
    peer: isTooMuch ? `${texts} files are written` : `projen writes ${texts} text files`,
    peerMilliseconds: several(isTooMuch ? 'write' : 'synth', 'texts', texts).milliseconds / count,
  };
}

/** The middle one of several runs, where a run is short. */
function several(how: How, what: string, count: number): Told {
  const runs = Array.from({ length: count <= 300 ? 5 : 1 }, () => run(how, what, count));
  return { milliseconds: middle(runs.map(({ milliseconds }) => milliseconds)), bytes: runs[0].bytes };
}

/** Images that are declared, resolved, checked and rendered, all of them kept. */
function inMemory(count: number): Row {
  const { milliseconds, bytes } = run('keep', 'images', count);
  return { what: `${count} small images, all kept: declare to text, each`, milliseconds: milliseconds / count, bytes: bytes! / count };
}

function run(how: How, what: string, count: number): Told {
  const text = execFileSync('node', ['--expose-gc', '--max-old-space-size=4096', join(__dirname, 'whole-synthesis.cjs'), how, what, `${count}`], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 30,
  });
  return JSON.parse(text.trim().split('\n').at(-1)!) as Told;
}
