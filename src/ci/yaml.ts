import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { Evaluated, Evaluation } from './evaluated';

/** Loaded with the first workflow that is printed: a fifth of what loading this library would take, and most of its uses print none. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const yaml = (): typeof import('yaml') => require('yaml');

/** What a workflow file is made of. A string means itself: what the forge is to evaluate says so. Entries that are `undefined` are left out. */
export type Yaml =
  string | number | boolean | Evaluation | Evaluated | readonly Yaml[] | { readonly [key: string]: Yaml | undefined } | Noted;

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

/** What a forge does with the text of its files, besides reading them as YAML. */
export interface Dialect {
  /** Whether it evaluates before it reads the file as YAML: there may be nothing left of a text then. */
  readonly isFirst: boolean;
  /** A text as it stands in a scalar, so that the forge evaluates nothing in it. */
  literal(text: string): string;
  /** What it evaluates, as it stands in a scalar. */
  evaluation(source: string): string;
  /** The whole file, for what happens before it is read as YAML. */
  file(text: string): string;
}

/** Nothing is evaluated. */
const PLAIN: Dialect = { isFirst: false, literal: text => text, evaluation: source => source, file: text => text };

/**
 * Prints one YAML file.
 *
 * @param comments lines at the top, without `#`; an empty line stays empty
 */
export function printYaml(comments: readonly string[], content: Yaml, dialect: Dialect = PLAIN): string {
  const document = new (yaml().Document)(new Printer(dialect).node(content));
  const text = document.toString({ lineWidth: 0, singleQuote: true, blockQuote: 'literal', flowCollectionPadding: false })
    // They are in double quotes: see `quoted`.
    .replace(OTHER_BREAKS, mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return dialect.file([...comments.flatMap(commentLines).map(line => `#${line}`), '', text].join('\n'));
}

/** The lines of a comment behind their `#`. All that any version of YAML takes for a line break ends one. https://yaml.org/spec/1.1/#id868524 */
function commentLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(line => (line === '' ? '' : ` ${line}`));
}

/** What ends a line to some readers of YAML, and not to others: it is written as an escape. */
const OTHER_BREAKS = /[\u0085\u2028\u2029]/g;

/**
 * Texts that readers of YAML 1.1 take for something else: numbers with `_` and `:`, dates, and the keys that merge maps. Go's reader still
 * does so for most of them. https://yaml.org/type/
 */
const OLD_VALUE = /^(?:<<|=|[-+]?\.?\d(?=.*[-_:bo])[\d_.:a-fotxz +-]*)$/i;

/** Truth values of YAML 1.1. One of them is a key of GitHub, `on`, which everybody writes so. */
const OLD_TRUTH = /^(?:y|yes|n|no|on|off)$/i;

class Printer {
  public constructor(private readonly dialect: Dialect) {}

  public node(value: Yaml, look: Look = {}): Node {
    if (value instanceof Noted) return this.node(value.value, value.look);
    const made = this.plain(value);
    if (look.inline && !yaml().isScalar(made)) (made as YAMLMap | YAMLSeq).flow = true;
    if (look.before !== undefined) made.commentBefore = commentLines(look.before).join('\n');
    if (look.after !== undefined) made.comment = commentLines(look.after).join('');
    if (look.gap) made.spaceBefore = true;
    return made;
  }

  private plain(value: Exclude<Yaml, Noted>): Node {
    if (Array.isArray(value)) {
      const list = new (yaml().YAMLSeq)();
      list.items = value.map(item => this.node(item as Yaml));
      return list;
    }
    if (typeof value !== 'object' || value instanceof Evaluated || value instanceof Evaluation) return this.scalar(value as Text);
    const map = new (yaml().YAMLMap)();
    map.items = Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [this.pair(key, item as Yaml)]));
    return map;
  }

  /** `${…}` may be replaced with nothing before the file is read, and `image: name:` is not YAML. So it is quoted. */
  private scalar(value: Text): Scalar {
    const text = this.said(value);
    if (typeof text !== 'string') return new (yaml().Scalar)(text);
    const isReplaced = /\$\{(?!\{)/.test(text) || (this.dialect.isFirst && typeof value === 'object');
    return quoted(text, isReplaced || OLD_TRUTH.test(text));
  }

  private said(value: Text): string | number | boolean {
    if (typeof value === 'string') return this.dialect.literal(value);
    if (value instanceof Evaluation) return this.dialect.evaluation(value.source);
    if (!(value instanceof Evaluated)) return value;
    return value.pieces.map(piece => (typeof piece === 'string' ? this.dialect.literal(piece) : this.dialect.evaluation(piece.source))).join('');
  }

  /** What stands before a value in a map stands before its key. */
  private pair(key: string, value: Yaml): Pair {
    const [name, content] = [quoted(this.dialect.literal(key)), this.node(value)];
    name.commentBefore = content.commentBefore;
    name.spaceBefore = content.spaceBefore;
    content.commentBefore = undefined;
    content.spaceBefore = undefined;
    return new (yaml().Pair)(name, content);
  }
}

/** A text, in quotes where some reader would take it for something else without them. */
function quoted(text: string, isAsked = false): Scalar {
  const made = new (yaml().Scalar)(text);
  // Go's reader takes a tab at the beginning of a block for a part of its indentation.
  if (text.search(OTHER_BREAKS) >= 0 || /^[ \n]*\t/.test(text)) made.type = 'QUOTE_DOUBLE';
  // Python's knows no tab in a text without quotes.
  else if ((isAsked || OLD_VALUE.test(text) || text.includes('\t')) && !text.includes('\n')) made.type = 'QUOTE_SINGLE';
  return made;
}

type Text = string | number | boolean | Evaluation | Evaluated;
