import { ClassSignatures, Member, Signatures, membersOf } from './signatures';

/** What a module exports, by name. */
export type Exports = Record<string, unknown>;

/** A class as it was written, without a guard. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- constructors take anything
export type AnyClass = (abstract new (...values: any[]) => object) & Exports;

/** The options of one kind of object. */
export interface Struct {
  readonly members: readonly Member[];
  readonly names: ReadonlySet<string>;
  /** Our own options where the others are those of another library, which may know more of them in a later version. */
  readonly openFor?: readonly string[];
}

/** The library behind its door: names to what they stand for, loaded when first asked for. */
export class Library {
  private readonly enums: ReadonlySet<string>;
  private readonly structs = new Map<string, Struct>();
  private readonly valuesOfEnums = new Map<string, ReadonlySet<unknown>>();

  /**
   * @param exported what the library exports, unguarded
   * @param signatures what of it may be called
   */
  public constructor(private readonly exported: Exports, private readonly signatures: Signatures) {
    this.enums = new Set(signatures.enums);
  }

  public isEnum(name: string): boolean {
    return this.enums.has(name);
  }

  public struct(name: string): Struct | undefined {
    const known = this.structs.get(name);
    if (known !== undefined || this.signatures.structs[name] === undefined) return known;
    const { options, foreign } = this.signatures.structs[name];
    const own = membersOf(options);
    const members = [...own, ...membersOf(foreign ?? '')];
    const struct = {
      members, names: new Set(members.map(member => member.name)), ...foreign === undefined ? {} : { openFor: own.map(member => member.name) },
    };
    this.structs.set(name, struct);
    return struct;
  }

  public class(name: string): ClassSignatures | undefined {
    return this.signatures.classes[name];
  }

  /** The members of an interface that an object must have. */
  public interface(name: string): readonly string[] | undefined {
    return this.signatures.interfaces[name];
  }

  /** A class or an enum. */
  public find(name: string): AnyClass {
    return name.split('.').reduce((scope, part) => scope[part] as Exports, this.exported) as AnyClass;
  }

  public valuesOf(enumName: string): ReadonlySet<unknown> {
    let values = this.valuesOfEnums.get(enumName);
    if (values === undefined) this.valuesOfEnums.set(enumName, values = new Set(Object.values(this.find(enumName))));
    return values;
  }

  /** Whether somebody may have got it from this library, or from another copy of it. */
  public isInstance(value: unknown, name: string): boolean {
    if (typeof value !== 'object' || value === null) return false;
    const wanted = this.find(name);
    if (value instanceof wanted) return true;
    for (let at = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at)) {
      if (isSameName(at.constructor, wanted)) return true;
    }
    return false;
  }

  /** Names of constants of a class, or of members of an enum: `LINUX_AMD64`. */
  public membersOf(name: string): string[] {
    return Object.getOwnPropertyNames(this.find(name)).filter(isMemberName);
  }
}

/** Whether a name is that of a constant or of a member of an enum. */
export function isMemberName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** What jsii writes on each class that it compiles, by which two copies of one class know each other. */
const RUNTIME_TYPE = Symbol.for('jsii.rtti');

/** The full name of a class that jsii compiled; undefined for a user's own, also where it extends one of those. */
export function publishedName(constructor: unknown): string | undefined {
  if (typeof constructor !== 'function' || !Object.hasOwn(constructor, RUNTIME_TYPE)) return undefined;
  return (Reflect.get(constructor, RUNTIME_TYPE) as { readonly fqn: string }).fqn;
}

function isSameName(constructor: unknown, wanted: AnyClass): boolean {
  if (typeof constructor !== 'function') return false;
  const [one, other] = [publishedName(constructor), publishedName(wanted)];
  return one === undefined || other === undefined ? constructor.name === wanted.name : one === other;
}
