import { _isAutomatic } from './globals';
import { _DEFAULT_PATH } from '../../../catalog';
import { UNKNOWN } from '../language/expand';
import type { Setting } from '../language/expand';

/** The origin of a stage: nothing, an image with known variables, or an unknown image. */
export type StageOrigin = 'scratch' | { readonly environment: Readonly<Record<string, string | null>> } | 'unknown';

/** The maximum length of a chain; a longer one is merged, so that a lookup stays fast. */
const LONGEST_CHAIN = 16;

/** The variables of a stage so far. */
export class Scope {
  /** Creates the scope of a stage with a base image; an image for Windows may have no PATH. */
  public static of(origin: StageOrigin, hasPath = true): Scope {
    const scope = new Scope(undefined, origin === 'unknown');
    if (hasPath) scope.setEnvironment('PATH', origin === 'scratch' ? _DEFAULT_PATH : UNKNOWN);
    if (typeof origin === 'object') for (const [name, value] of Object.entries(origin.environment)) scope.setEnvironment(name, value ?? UNKNOWN);
    return scope;
  }

  /** The variables that `ENV` sets, in the image and in the stages that continue this one. */
  private readonly environment = new Map<string, string>();
  /** The variables that `ENV` and `ARG` set; the last one wins. */
  private readonly values = new Map<string, string>();
  /** The variables that `ARG` declares, with or without a value. */
  private readonly declared = new Set<string>();
  private readonly length: number;

  private constructor(private readonly base: Scope | undefined, private readonly doubtful: boolean) {
    this.length = (base?.length ?? 0) + 1;
  }

  /** Creates the scope of a stage that continues this one. */
  public createChild(): Scope {
    return new Scope(this.length < LONGEST_CHAIN ? this : this.flatten(), this.doubtful);
  }

  /** `ENV`. */
  public setEnvironment(name: string, value: string): void {
    this.environment.set(name, value);
    this.values.set(name, value);
  }

  /** `ARG`. */
  public declare(name: string, value: string | undefined): void {
    this.declared.add(name);
    if (value !== undefined) this.values.set(name, value);
  }

  /** Whether an `ARG` declares it. */
  public isDeclared(name: string): boolean {
    return this.declared.has(name) || (this.base?.isDeclared(name) ?? false);
  }

  /** Whether a variable was set by a stage that this one continues, and not here. */
  public isInherited(name: string): boolean {
    return !this.values.has(name) && this.findInherited(name) !== undefined;
  }

  /** Looks up a variable. */
  public readonly lookup = (name: string): Setting => {
    const text = this.values.get(name) ?? this.findInherited(name);
    return text !== undefined ? { text } : this.doubtful && !_isAutomatic(name) ? 'doubtful' : 'unset';
  };

  /** Lists names of variables up to a number, those of this stage first. */
  public listNames(most: number): string[] {
    const names = new Set<string>();
    for (const scope of this.listChain()) {
      for (const some of [scope.values.keys(), scope.declared]) {
        for (const name of some) if (names.size < most) names.add(name);
      }
    }
    return [...names];
  }

  /** In a new stage, the variables of the image win over an `ARG` of the stage that it continues. */
  private findInherited(name: string): string | undefined {
    for (const scope of this.listChain().slice(1)) {
      const text = scope.environment.get(name);
      if (text !== undefined) return text;
    }
    for (const scope of this.listChain().slice(1)) {
      const text = scope.values.get(name);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  private flatten(): Scope {
    const flat = new Scope(undefined, this.doubtful);
    for (const scope of this.listChain().reverse()) {
      scope.environment.forEach((value, name) => flat.environment.set(name, value));
      scope.values.forEach((value, name) => flat.values.set(name, value));
      scope.declared.forEach(name => flat.declared.add(name));
    }
    return flat;
  }

  /** This scope and those that it continues. */
  private listChain(): Scope[] {
    const chain: Scope[] = [this];
    for (let scope = this.base; scope !== undefined; scope = scope.base) chain.push(scope);
    return chain;
  }
}
