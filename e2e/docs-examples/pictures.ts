import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CACHE } from '../cache';
import { run } from '../process';

/** What draws terminals. */
const RICH = 'rich==15.0.0'; // renovate: datasource=pypi depName=rich

/** A picture of a terminal. */
export interface Picture {
  readonly path: string;
  readonly command: string;
  /** What the command printed, with colors. */
  readonly printed: string;
}

/** Draws a picture; needs Python with venv. */
export async function drawPicture({ path, command, printed }: Picture): Promise<undefined> {
  const python = join(CACHE, 'pictures/bin/python');
  if (!existsSync(python)) {
    await run('python3', ['-m', 'venv', join(CACHE, 'pictures')]);
    await run(python, ['-m', 'pip', 'install', '--quiet', RICH]);
  }
  await mkdir(dirname(path), { recursive: true });
  await run(python, [join(__dirname, 'draw-terminal.py'), command, path], { input: printed });
  return undefined;
}

/** Compares the text in a picture with what the command prints now. */
export function checkPicture({ path, command, printed }: Picture): string | undefined {
  const shown = existsSync(path) ? readText(readFileSync(path, 'utf8')) : 'nothing';
  const expected = `$ ${command}\n${printed}`.replace(/\x1b\[[\d;]*m/g, '').replace(/\s+/g, '');
  return shown === expected ? undefined : `${path} shows other text than the command prints. Draw it again: npx tsx e2e/docs-examples.ts --pictures`;
}

/** The text of an SVG, without its blanks. */
function readText(svg: string): string {
  const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('');
  return texts.replace(/&#(x?[\da-f]+);/g, (_, code: string) => String.fromCodePoint(Number(`0${code}`)))
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, '');
}
