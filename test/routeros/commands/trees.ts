import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

type Entry = readonly [kind: 'd' | 'c' | 'a', has: string, below?: Readonly<Record<string, Entry>>];

/** What scripts/routeros-commands.ts has written. */
const { versions, root } = JSON.parse(gunzipSync(readFileSync(join(__dirname, 'trees.json.gz'))).toString('utf8')) as {
  readonly versions: string[];
  readonly root: Readonly<Record<string, Entry>>;
};

/** The versions whose command tree is known, oldest first. */
export const VERSIONS: readonly string[] = versions;

/** The menus, commands and arguments of one version. */
export class Tree {
  private readonly index: number;

  public constructor(public readonly version: string) {
    this.index = versions.indexOf(version);
    if (this.index < 0) throw new Error(`No command tree of RouterOS ${version}`);
  }

  /** The names of the arguments of a command; undefined if there is no such command. */
  public argumentsOf(path: string): ReadonlySet<string> | undefined {
    const entry = this.at(path);
    if (entry?.[0] !== 'c') return undefined;
    return new Set(Object.entries(entry[2] ?? {}).filter(([, each]) => this.has(each)).map(([name]) => name));
  }

  /** Whether there is such a menu. */
  public hasMenu(path: string): boolean {
    return this.at(path)?.[0] === 'd';
  }

  private at(path: string): Entry | undefined {
    let below: Readonly<Record<string, Entry>> | undefined = root;
    let entry: Entry | undefined;
    for (const name of path.replace(/^[/:]/, '').split('/')) {
      entry = below?.[name];
      if (entry === undefined || !this.has(entry)) return undefined;
      below = entry[2];
    }
    return entry;
  }

  private has([, has]: Entry): boolean {
    return has === '' || has[this.index] === '1';
  }
}
