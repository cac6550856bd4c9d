import { parseAllDocuments } from 'yaml';
import type { Request } from '../oracle/answer';
import type { Oracle } from '../oracle/oracle';

type Language = NonNullable<Request['shape']>;

/** How a text is built, or why its own parser does not take it. */
export interface Shape {
  readonly lines: readonly string[];
  readonly error?: string;
}

/** Shapes that are remembered: most files of most runs are those of the good run. */
const REMEMBERED = 4_000;

/** Asks the parsers of those who read our files how a text is built. */
export class Shapes {
  private readonly known = new Map<string, Promise<Shape>>();

  public constructor(private readonly oracle: Oracle) {}

  /** The tree without what its literal parts say; see `shape.go`. */
  public of(language: Language, text: string): Promise<Shape> {
    const key = `${language} ${text}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.known.size > REMEMBERED) this.known.clear();
    const asked = this.oracle.ask({ text, shape: language }).then(({ shape = [], error }) => ({ lines: shape, error: error?.message }));
    this.known.set(key, asked);
    return asked;
  }
}

/** A YAML file as the values that it holds, by the reader that this library itself uses: one more than the forge's. GitLab reads version 1.1. */
export function yamlValue(text: string, version: '1.1' | '1.2' = '1.2'): { readonly value?: unknown; readonly error?: string } {
  const documents = parseAllDocuments(text, { version, merge: version === '1.1' });
  if (!Array.isArray(documents)) return { value: null };
  const [error] = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  if (error !== undefined) return { error: error.message.split('\n')[0] };
  try {
    return { value: documents.map(document => document.toJS() as unknown) };
  } catch (fault) {
    // What is merged is no map.
    return { error: (fault as Error).message };
  }
}

/** A JSON file as its values. */
export function jsonValue(text: string): { readonly value?: unknown; readonly error?: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** All texts in a value, keys too, each with where it stands. */
export function* textsIn(value: unknown, path = ''): Generator<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (!Array.isArray(value)) yield [`${path}/?`, key];
    yield* textsIn(each, `${path}/${key}`);
  }
}
