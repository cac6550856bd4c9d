import type { Global } from './step';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';
import { expand } from '../language/expand';
import type { Setting } from '../language/expand';
import { ASSUMED } from '../language/platform-text';

/** What the builder sets. @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/platform.go */
function listPlatformVariables(prefix: string, platform: string): [string, string][] {
  const [system, architecture, variant = ''] = platform.split('/');
  return [
    [`${prefix}PLATFORM`, platform],
    [`${prefix}OS`, system],
    [`${prefix}OSVERSION`, ''],
    [`${prefix}ARCH`, architecture],
    [`${prefix}VARIANT`, variant],
  ];
}

const ASSUMED_PLATFORM = `${ASSUMED.system}/${ASSUMED.architecture}`;

const OF_BUILD = listPlatformVariables('BUILD', ASSUMED_PLATFORM);

const NAMES = new Set([...OF_BUILD, ...listPlatformVariables('TARGET', ASSUMED_PLATFORM)].map(([name]) => name));

/** The name of the last stage, or of the target stage. */
const TARGET_STAGE = 'TARGETSTAGE';

/**
 * Whether the builder sets a variable, for a stage that declares it. No image sets such a variable, which would belong to another build.
 *
 * @internal
 */
export function _isAutomatic(name: string): boolean {
  return NAMES.has(name) || name === TARGET_STAGE;
}

/** The variables of `FROM`: those that the builder sets, and those that an `ARG` above the first `FROM` declares. */
export class Globals {
  /** Each `ARG`, in the order of the file. */
  public readonly declared: Global[] = [];
  private readonly automatic: ReadonlyMap<string, string>;
  private readonly values = new Map<string, string>();
  private readonly withoutValue = new Set<string>();

  public constructor(instructions: readonly _SyntaxInstruction[], escape: string, lastStage: string, platform = ASSUMED_PLATFORM) {
    this.automatic = new Map([...OF_BUILD, ...listPlatformVariables('TARGET', platform)]);
    this.values.set(TARGET_STAGE, lastStage);
    for (const instruction of instructions) {
      for (const { key, value } of instruction.pairs ?? []) {
        const expanded = value === undefined ? undefined : expand(value, this.lookup, { escape });
        if (expanded === undefined) this.withoutValue.add(key);
        else this.values.set(key, expanded.text);
        this.declared.push({ instruction, name: key, value: expanded });
      }
    }
  }

  /** The value of a variable in a `FROM`. */
  public readonly lookup = (name: string): Setting => {
    const text = this.findValue(name);
    return text === undefined ? 'unset' : { text };
  };

  /** Whether an `ARG` or the builder declares it. */
  public has(name: string): boolean {
    return this.findValue(name) !== undefined || this.withoutValue.has(name);
  }

  /** The value that a bare `ARG` in a stage takes over. */
  public findValue(name: string): string | undefined {
    return this.values.get(name) ?? this.automatic.get(name);
  }

  /** All names. */
  public get names(): string[] {
    return [...this.automatic.keys(), ...this.values.keys(), ...this.withoutValue];
  }
}
