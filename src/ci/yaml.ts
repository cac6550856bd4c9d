import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** Loaded with the first workflow that is printed: a fifth of what loading this library would take, and most of its uses print none. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const yaml = (): typeof import('yaml') => require('yaml');

/** What a workflow file is made of. Entries that are `undefined` are left out. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml | undefined } | Noted;

/** How a value is shown, which its meaning does not depend on. */
export interface Look {
  /** Comment on the lines before. */
  readonly before?: string;
  /** Comment at the end of the line. */
  readonly after?: string;
  /** A blank line before. */
  readonly gap?: boolean;
  /** On one line: `[main]`, `{}`. */
  readonly inline?: boolean;
}

/** A value with comments and space around it. */
export class Noted {
  public constructor(public readonly value: Yaml, public readonly look: Look) {}
}

/** Shows a value in another way. */
export function shown(value: Yaml, look: Look): Noted {
  return new Noted(value, look);
}

/**
 * Prints one YAML file.
 *
 * @param comments lines at the top, without `#`; an empty line stays empty
 */
export function printYaml(comments: readonly string[], content: Yaml): string {
  const document = new (yaml().Document)(node(content));
  const text = document.toString({ lineWidth: 0, singleQuote: true, blockQuote: 'literal', flowCollectionPadding: false });
  return [...comments.map(line => (line === '' ? '#' : `# ${line}`)), '', text].join('\n');
}

function node(value: Yaml, look: Look = {}): Node {
  if (value instanceof Noted) return node(value.value, value.look);
  const made = plain(value);
  if (look.inline && !yaml().isScalar(made)) (made as YAMLMap | YAMLSeq).flow = true;
  if (look.before !== undefined) made.commentBefore = comment(look.before);
  if (look.after !== undefined) made.comment = comment(look.after);
  if (look.gap) made.spaceBefore = true;
  return made;
}

function plain(value: Exclude<Yaml, Noted>): Node {
  if (Array.isArray(value)) {
    const list = new (yaml().YAMLSeq)();
    list.items = value.map(item => node(item as Yaml));
    return list;
  }
  if (typeof value !== 'object') return scalar(value);
  const map = new (yaml().YAMLMap)();
  map.items = Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [pair(key, item as Yaml)]));
  return map;
}

/**
 * `${…}` is replaced before the file is read, with nothing if there is no such value, and `image: name:` is not YAML.
 * So it is quoted. The `${{ … }}` of GitHub is replaced after.
 */
function scalar(value: string | number | boolean): Scalar {
  const made = new (yaml().Scalar)(value);
  if (typeof value === 'string' && /\$\{(?!\{)/.test(value) && !value.includes('\n')) made.type = 'QUOTE_SINGLE';
  return made;
}

/** What stands before a value in a map stands before its key. */
function pair(key: string, value: Yaml): Pair {
  const [name, content] = [new (yaml().Scalar)(key), node(value)];
  name.commentBefore = content.commentBefore;
  name.spaceBefore = content.spaceBefore;
  content.commentBefore = undefined;
  content.spaceBefore = undefined;
  return new (yaml().Pair)(name, content);
}

function comment(text: string): string {
  return text.replace(/^/gm, ' ');
}
