import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { Evaluated, Evaluation } from './evaluated';

/** Loaded when the first workflow is printed: it takes a fifth of the time that loading this library takes, and most programs print no workflow. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const loadYaml = (): typeof import('yaml') => require('yaml');

/** A value in a workflow file. Strings are literal: use `Evaluation` for what the forge evaluates. Entries that are `undefined` are left out. */
export type Yaml =
  string | number | boolean | Evaluation | Evaluated | readonly Yaml[] | { readonly [key: string]: Yaml | undefined } | AnnotatedValue;

/** How a value is laid out, which does not change its meaning. */
export interface Look {
  /** Comment on the lines before the value. */
  readonly before?: string;
  /** Comment at the end of the line. */
  readonly after?: string;
  /** Whether a blank line precedes it. */
  readonly gap?: boolean;
  /** Whether it is on one line: `[main]`, `{}`. */
  readonly inline?: boolean;
}

/** A value with comments and space around it. */
export class AnnotatedValue {
  public constructor(public readonly value: Yaml, public readonly look: Look) {}
}

/** Adds a layout to a value. */
export function annotateValue(value: Yaml, look: Look): AnnotatedValue {
  return new AnnotatedValue(value, look);
}

/** What a forge evaluates in its files, apart from YAML. */
export interface Dialect {
  /** Whether it evaluates before it parses the YAML: a text may become empty then. */
  readonly isFirst: boolean;
  /** Escapes a text in a scalar, so that the forge evaluates nothing in it. */
  literal(text: string): string;
  /** Prints an evaluated piece in a scalar. */
  evaluation(source: string): string;
  /** Escapes the whole file, for a forge that evaluates before it parses the YAML. */
  file(text: string): string;
}

/** A dialect that evaluates nothing. */
const PLAIN: Dialect = { isFirst: false, literal: text => text, evaluation: source => source, file: text => text };

/**
 * Prints one YAML file.
 *
 * @param comments lines at the top, without `#`; an empty line stays empty
 */
export function printYaml(comments: readonly string[], content: Yaml, dialect: Dialect = PLAIN): string {
  const document = new (loadYaml().Document)(new Printer(dialect).createDocument(content));
  const text = document.toString({ lineWidth: 0, singleQuote: true, blockQuote: 'literal', flowCollectionPadding: false })
    // These characters are always in double quotes.
    .replace(OTHER_BREAKS, mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return dialect.file([...comments.flatMap(splitComment).map(line => `#${line}`), '', text].join('\n'));
}

/** The lines of a comment, without `#`. Every line break of any version of YAML ends a line. https://yaml.org/spec/1.1/#id868524 */
function splitComment(text: string): string[] {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(line => (line === '' ? '' : ` ${line}`));
}

/** Characters that are line breaks only in some versions of YAML: they are printed as escapes. */
const OTHER_BREAKS = /[\u0085\u2028\u2029]/g;

/**
 * Texts that parsers of YAML 1.1 do not read as text: numbers with `_` and `:`, dates, and merge keys. Go's parser still
 * treats most of them so. https://yaml.org/type/
 */
const OLD_VALUE = /^(?:<<|=|[-+]?\.?\d(?=.*[-_:box])[\d_.:a-fotxz +-]*)$/i;

/** Boolean values of YAML 1.1. At the top of a file, the key `on` of GitHub is usually written without quotes. */
const OLD_TRUTH = /^(?:y|yes|n|no|on|off)$/i;

class Printer {
  public constructor(private readonly dialect: Dialect) {}

  public createDocument(value: Yaml): Node {
    const made = this.createNode(value);
    if (loadYaml().isMap(made)) for (const { key } of made.items) if ((key as Scalar).value === 'on') (key as Scalar).type = undefined;
    return made;
  }

  public createNode(value: Yaml, look: Look = {}): Node {
    if (value instanceof AnnotatedValue) return this.createNode(value.value, value.look);
    const made = this.createPlain(value);
    if (look.inline && !loadYaml().isScalar(made)) (made as YAMLMap | YAMLSeq).flow = true;
    if (look.before !== undefined) made.commentBefore = splitComment(look.before).join('\n');
    if (look.after !== undefined) made.comment = splitComment(look.after).join('');
    if (look.gap) made.spaceBefore = true;
    return made;
  }

  private createPlain(value: Exclude<Yaml, AnnotatedValue>): Node {
    if (Array.isArray(value)) {
      const list = new (loadYaml().YAMLSeq)();
      list.items = value.map(item => this.createNode(item as Yaml));
      return list;
    }
    if (typeof value !== 'object' || value instanceof Evaluated || value instanceof Evaluation) return this.createScalar(value as Text);
    const map = new (loadYaml().YAMLMap)();
    map.items = Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [this.createPair(key, item as Yaml)]));
    return map;
  }

  /** A text with `${…}` is quoted, because the variable may be replaced with an empty text before the YAML is parsed, and `image: name:` is invalid. */
  private createScalar(value: Text): Scalar {
    const text = this.printText(value);
    if (typeof text !== 'string') return new (loadYaml().Scalar)(text);
    const isReplaced = /\$\{(?!\{)/.test(text) || (this.dialect.isFirst && typeof value === 'object');
    return quoteScalar(text, isReplaced || OLD_TRUTH.test(text));
  }

  private printText(value: Text): string | number | boolean {
    if (typeof value === 'string') return this.dialect.literal(value);
    if (value instanceof Evaluation) return this.dialect.evaluation(value.source);
    if (!(value instanceof Evaluated)) return value;
    return value.pieces.map(piece => (typeof piece === 'string' ? this.dialect.literal(piece) : this.dialect.evaluation(piece.source))).join('');
  }

  /** In a map, the comment before a value is printed before its key. */
  private createPair(key: string, value: Yaml): Pair {
    const [name, content] = [quoteScalar(this.dialect.literal(key), OLD_TRUTH.test(key)), this.createNode(value)];
    name.commentBefore = content.commentBefore;
    name.spaceBefore = content.spaceBefore;
    content.commentBefore = undefined;
    content.spaceBefore = undefined;
    return new (loadYaml().Pair)(name, content);
  }
}

/** A text, in quotes if some parser would otherwise not read it as this text. */
function quoteScalar(text: string, isAsked = false): Scalar {
  const made = new (loadYaml().Scalar)(text);
  // Go's parser reads a tab at the beginning of a block as indentation.
  if (text.search(OTHER_BREAKS) >= 0 || /^[ \n]*\t/.test(text)) made.type = 'QUOTE_DOUBLE';
  // Python's parser does not accept a tab in an unquoted text.
  else if ((isAsked || OLD_VALUE.test(text) || text.includes('\t')) && !text.includes('\n')) made.type = 'QUOTE_SINGLE';
  return made;
}

type Text = string | number | boolean | Evaluation | Evaluated;
