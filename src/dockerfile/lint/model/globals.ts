import type { Global } from './step';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';
import { expand } from '../language/expand';
import type { Setting } from '../language/expand';
import { ASSUMED } from '../language/platform-text';

/** What the builder sets. @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/platform.go */
const AUTOMATIC: ReadonlyMap<string, string> = new Map(['BUILD', 'TARGET'].flatMap(prefix => [
  [`${prefix}PLATFORM`, `${ASSUMED.system}/${ASSUMED.architecture}`],
  [`${prefix}OS`, ASSUMED.system],
  [`${prefix}OSVERSION`, ''],
  [`${prefix}ARCH`, ASSUMED.architecture],
  [`${prefix}VARIANT`, ''],
]));

/** The variables of `FROM`: those that the builder sets, and those that an `ARG` above the first `FROM` declares. */
export class Globals {
  /** Each `ARG`, in the order of the file. */
  public readonly declared: Global[] = [];
  private readonly values = new Map<string, string>();
  private readonly withoutValue = new Set<string>();

  public constructor(instructions: readonly _SyntaxInstruction[], escape: string, lastStage: string) {
    this.values.set('TARGETSTAGE', lastStage);
    for (const instruction of instructions) {
      for (const { key, value } of instruction.pairs ?? []) {
        const expanded = value === undefined ? undefined : expand(value, this.lookup, { escape });
        if (expanded === undefined) this.withoutValue.add(key);
        else this.values.set(key, expanded.text);
        this.declared.push({ instruction, name: key, value: expanded });
      }
    }
  }

  /** What a variable is in a `FROM`. */
  public readonly lookup = (name: string): Setting => {
    const text = this.valueOf(name);
    return text === undefined ? 'unset' : { text };
  };

  /** Whether an `ARG` names it, or the builder. */
  public has(name: string): boolean {
    return this.valueOf(name) !== undefined || this.withoutValue.has(name);
  }

  /** The value that a bare `ARG` in a stage takes over. */
  public valueOf(name: string): string | undefined {
    return this.values.get(name) ?? AUTOMATIC.get(name);
  }

  /** All names. */
  public get names(): string[] {
    return [...AUTOMATIC.keys(), ...this.values.keys(), ...this.withoutValue];
  }
}
