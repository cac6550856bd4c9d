import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { watchedLibrary, within } from './intercept';
import { Program, prepare } from './programs';

/** What came of a program. */
export type Outcome = Refused | Threw | Written;

/** It was told what is wrong. */
export interface Refused {
  readonly kind: 'refused';
  readonly ids: readonly string[];
  readonly message: string;
  /** What was written all the same. */
  readonly left: readonly string[];
}

/** Something broke. */
export interface Threw { readonly kind: 'threw'; readonly error: string }

/** The project's files, by their paths. */
export interface Written {
  readonly kind: 'written';
  readonly files: ReadonlyMap<string, string>;
  /** Files that are not in the project. */
  readonly outside: readonly string[];
  /** What was printed. */
  readonly printed: string;
}

/** What an absolute path among the hostile strings names. */
export const ABSOLUTE = '/tmp/imagewright-hostile';

/** What a synthesis leaves for those who ask later. It is no output: a refused one leaves it as well. */
const LAST_SYNTHESIS = '.imagewright/';

/** A folder in memory, on Linux: a thousand projects a minute are a lot for a disk. */
const MEMORY = '/dev/shm';

/** A folder for programs to run in, each in a new one below it. */
export class Sandbox {
  private readonly root = realpathSync(mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'imagewright-hostile-')));
  private runs = 0;

  /**
   * Declares and synthesizes a project.
   *
   * @param watch runs it, and looks at what the program hands over
   */
  public run(program: Program, watch: (run: () => void) => void): Outcome {
    const around = join(this.root, `${this.runs++}`);
    const folder = join(around, 'around/it/project');
    prepare(folder, program);
    const before = new Map(filesBelow(folder));
    const quiet = silenced();
    try {
      const error = attempt(() => watch(() => {
        const project = program.declare(watchedLibrary, folder);
        within(() => project.synth());
      }));
      const after = [...filesBelow(folder)].filter(([path, text]) => before.get(path) !== text);
      const written = after.filter(([path]) => !path.startsWith(LAST_SYNTHESIS)).map(([path]) => path);
      if (error !== undefined) return asRefused(error, written) ?? { kind: 'threw', error: String((error as Error).stack ?? error).slice(0, 2000) };
      const outside = [...filesBelow(around)].map(([path]) => path).filter(path => !path.startsWith('around/it/project/'));
      if (existsSync(ABSOLUTE)) outside.push(ABSOLUTE);
      return { kind: 'written', files: new Map(after), outside, printed: quiet.said() };
    } finally {
      quiet.end();
      rmSync(around, { recursive: true, force: true });
      rmSync(ABSOLUTE, { recursive: true, force: true });
    }
  }

  /** Removes it. */
  public end(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function attempt(run: () => void): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error ?? new Error('nothing was thrown');
  }
}

/** Refused by a value by itself, or reported by the synthesis. */
function asRefused(error: unknown, left: readonly string[]): Refused | undefined {
  const { name, message, problem } = error as Error & { problem?: { id: string } };
  if (name === 'Refusal' && problem !== undefined) return { kind: 'refused', ids: [problem.id], message, left };
  if (name !== 'SynthesisError') return undefined;
  return { kind: 'refused', ids: [...message.matchAll(/^error\s+(\S+\/\S+)/gm)].map(([, id]) => id), message, left };
}

function* filesBelow(folder: string, root = folder): Generator<[path: string, text: string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path, root);
    else yield [relative(root, path), entry.isFile() ? readFileSync(path, 'utf8') : ''];
  }
}

/** Keeps what is printed. */
function silenced(): { said: () => string; end: () => void } {
  const lines: string[] = [];
  const { error, log, warn } = console;
  console.error = console.log = console.warn = (...args: unknown[]) => { lines.push(args.map(String).join(' ')); };
  return { said: () => lines.join('\n'), end: () => Object.assign(console, { error, log, warn }) };
}
