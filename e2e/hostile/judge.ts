import { basename, extname } from 'node:path';
import type { Change } from './change';
import { fileDifferences } from './file-differences';
import { hiddenIn } from './hidden';
import type { Written } from './sandbox';
import type { Shapes } from './shapes';

/** One thing that is not as in the good run. */
export interface Difference {
  readonly kind: 'structure' | 'hidden' | 'outside';
  readonly file: string;
  readonly what: string;
}

/** What a program has printed with the language alone, and has written itself: nobody looks at it on the way. */
const OF_THE_PROGRAM = /^printed\//;

/** Compares the files of two runs. */
export async function differences(shapes: Shapes, good: Written, hostile: Written, change: Change): Promise<Difference[]> {
  const found: Difference[] = hostile.outside.map(file => ({ kind: 'outside', file, what: 'is written outside of the project' }));
  const { pairs, odd } = paired(good.files, hostile.files, change);
  found.push(...odd);
  for (const [path, before, after] of pairs) {
    const hidden = before === after || OF_THE_PROGRAM.test(path) ? undefined : hiddenIn(after) ?? (isLost(before, after) ? 'a lone surrogate' : undefined);
    if (hidden !== undefined) found.push({ kind: 'hidden', file: path, what: `holds ${hidden}` });
    if (change.code === 'document') continue;
    found.push(...(await fileDifferences(shapes, path, before, after, change)).map(what => ({ kind: 'structure' as const, file: path, what })));
  }
  const printed = hiddenIn(hostile.printed);
  if (printed !== undefined) found.push({ kind: 'hidden', file: 'what is printed', what: `holds ${printed}` });
  return found;
}

/** What UTF-8 has no bytes for is written as U+FFFD. */
function isLost(before: string, after: string): boolean {
  return after.includes('\ufffd') && !before.includes('\ufffd');
}

type Files = ReadonlyMap<string, string>;
type FilePair = readonly [path: string, before: string, after: string];

/** The files of both runs by twos, and those that one of them alone has. A file that was named after the good value may have another name. */
function paired(good: Files, hostile: Files, change: Change): { readonly pairs: FilePair[]; readonly odd: Difference[] } {
  const gone = [...good.keys()].filter(path => !hostile.has(path));
  const come = [...hostile.keys()].filter(path => !good.has(path));
  const pairs: FilePair[] = [...hostile].filter(([path]) => good.has(path)).map(([path, text]): FilePair => [path, good.get(path)!, text]);
  const odd: Difference[] = [];
  for (const path of gone) {
    const isNamedAfter = basename(path).toLowerCase().includes(change.good.toLowerCase());
    const isChosen = path === change.good;
    const at = come.findIndex(each => isChosen || basename(each) === basename(path) || (isNamedAfter && extname(each) === extname(path)));
    if (at < 0) odd.push({ kind: 'structure', file: path, what: 'is not written' });
    // The language of a file is known by its name: with a path of its own it may have any.
    else pairs.push([isChosen ? path : come[at], good.get(path)!, hostile.get(come.splice(at, 1)[0])!]);
  }
  return { pairs, odd: [...odd, ...come.map((file): Difference => ({ kind: 'structure', file, what: 'is written besides' }))] };
}
