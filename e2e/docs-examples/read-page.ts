/** What a reader of a page does or compares, in the order of the page. */
export type Step = { readonly line: number } & (
  | { readonly does: 'install'; readonly text: string }
  | { readonly does: 'copy'; readonly from: string; readonly to: string }
  | { readonly does: 'write'; readonly path: string; readonly text: string }
  | { readonly does: 'change'; readonly path: string; readonly from: string; readonly to: string }
  | { readonly does: 'run'; readonly text: string; readonly fails: boolean; readonly picture?: string }
  | { readonly does: 'compare-output'; readonly text: string }
  | { readonly does: 'compare-file'; readonly path: string; readonly text: string }
);

/** A page with the steps that its code blocks stand for. */
export interface Page {
  readonly path: string;
  /** The page whose project this one goes on with, by its name in the same folder. */
  readonly continues?: string;
  readonly steps: readonly Step[];
  /** TypeScript that is a part of a definition: it is compiled, and not run. */
  readonly fragments: readonly Block[];
}

export interface Block {
  readonly line: number;
  readonly language: string;
  /** What follows the language in the line that opens the block. Markdown does not show it. */
  readonly marks: readonly string[];
  readonly text: string;
}

/** Marks for `jsii-rosetta`, which compiles the examples of the README too. */
const FOREIGN_MARKS = new Set(['nofixture']);

/** What a mark means: the word after the language, if it is no path of a file. */
const MARKS: Record<string, (block: Block, rest: readonly string[]) => Step> = {
  setup: ({ line, text }) => ({ line, does: 'install', text }),
  run: ({ line, text }, [picture]) => ({ line, does: 'run', text, fails: false, picture }),
  fails: ({ line, text }, [picture]) => ({ line, does: 'run', text, fails: true, picture }),
  output: ({ line, text }) => ({ line, does: 'compare-output', text }),
  shows: ({ line, text }, [path]) => ({ line, does: 'compare-file', path, text }),
};

export function readPage(path: string, markdown: string): Page {
  const blocks = listBlocks(markdown);
  return {
    path,
    continues: /^<!-- continues (\S+) -->$/m.exec(markdown)?.[1],
    steps: [...listGiven(markdown), ...blocks.filter(({ marks }) => marks.length > 0).map(toStep)],
    fragments: blocks.filter(({ language, marks }) => language === 'ts' && marks.length === 0),
  };
}

/** Files that a reader has before the first step. */
function listGiven(markdown: string): Step[] {
  return [...markdown.matchAll(/^<!-- given (\S+) as (\S+) -->$/gm)].map(([, from, to]) => ({ line: 1, does: 'copy', from, to }));
}

function toStep(block: Block): Step {
  const { line, language, marks: [mark, ...rest], text } = block;
  if (Object.hasOwn(MARKS, mark)) return MARKS[mark](block, rest);
  if (/^[a-z]+$/.test(mark)) throw new Error(`line ${line}: "${mark}" is neither a path nor one of ${Object.keys(MARKS).join(', ')}`);
  if (language !== 'diff') return { line, does: 'write', path: mark, text };
  return { line, does: 'change', path: mark, from: sideOf(text, '-'), to: sideOf(text, '+') };
}

/** One side of a diff: its own lines, and those that both sides have. */
function sideOf(diff: string, sign: '-' | '+'): string {
  return diff.split('\n').filter(line => line === '' || line[0] === ' ' || line[0] === sign).map(line => line.slice(1)).join('\n');
}

function listBlocks(markdown: string): Block[] {
  const lines = markdown.split('\n');
  return [...markdown.matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm)].map(({ index, 1: language, 2: marks, 3: text }) => ({
    line: countLines(lines, index),
    language,
    marks: marks.split(' ').filter(mark => mark !== '' && !FOREIGN_MARKS.has(mark)),
    text,
  }));
}

/** The line, from 1, in which a position of the text is. */
function countLines(lines: readonly string[], position: number): number {
  let end = -1;
  return 1 + lines.findIndex(line => position <= (end += line.length + 1));
}
