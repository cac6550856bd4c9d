import { Construct } from 'constructs';
import { ClassSignatures, Member, Signatures, parseMembers } from './signatures';

/** What a module exports, by name. */
export type Exports = Record<string, unknown>;

/** A class without a guard. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- constructors take anything
export type AnyClass = (abstract new (...values: any[]) => object) & Exports;

/** The options of one kind of object. */
export interface Struct {
  readonly members: readonly Member[];
  readonly names: ReadonlySet<string>;
  /** Whether there are no others; a later version of another library may have more options. */
  readonly isClosed: boolean;
}

/** The unguarded library: its exports by name, loaded on first use. */
export class Library {
  private readonly enums: ReadonlySet<string>;
  private readonly structs = new Map<string, Struct>();
  private readonly kinds = new Map<string, (value: unknown) => boolean>();

  /**
   * @param exported what the library exports, unguarded
   * @param signatures its public API
   */
  public constructor(private readonly exported: Exports, private readonly signatures: Signatures) {
    this.enums = new Set(signatures.enums);
  }

  public isEnum(name: string): boolean {
    return this.enums.has(name);
  }

  public findStruct(name: string): Struct | undefined {
    const known = this.structs.get(name);
    if (known !== undefined || this.signatures.structs[name] === undefined) return known;
    const { options, foreign } = this.signatures.structs[name];
    const members = [...parseMembers(options), ...parseMembers(foreign ?? '')];
    const struct = { members, names: new Set(members.map(member => member.name)), isClosed: foreign === undefined };
    this.structs.set(name, struct);
    return struct;
  }

  public findClass(name: string): ClassSignatures | undefined {
    return this.signatures.classes[name];
  }

  /** The members of an interface that an object must have: properties, then methods. */
  public findInterface(name: string): readonly string[] | undefined {
    const signature = this.signatures.interfaces[name];
    return signature && [...this.listProperties(name).filter(({ isOptional }) => !isOptional).map(member => member.name), ...signature.methods ?? []];
  }

  /** The properties of an interface. */
  public listProperties(name: string): readonly Member[] {
    return parseMembers(this.signatures.interfaces[name]?.properties ?? '');
  }

  /** A class or an enum. */
  public findExport(name: string): AnyClass {
    return name.split('.').reduce((scope, part) => scope[part] as Exports, this.exported) as AnyClass;
  }

  /** Whether a value is of a type that is neither a list nor a map nor an object of options. */
  public findKind(type: string): (value: unknown) => boolean {
    let kind = this.kinds.get(type);
    if (kind === undefined) this.kinds.set(type, kind = this.createKind(type));
    return kind;
  }

  private createKind(type: string): (value: unknown) => boolean {
    switch (type) {
      case 'any': return () => true;
      case 'string': return value => typeof value === 'string';
      case 'boolean': return value => typeof value === 'boolean';
      case 'number': return Number.isFinite;
    }
    if (this.isEnum(type)) {
      const values = new Set<unknown>(Object.values(this.findExport(type)));
      return value => values.has(value);
    }
    const members = this.findInterface(type);
    if (members !== undefined) {
      const { methods = [] } = this.signatures.interfaces[type];
      return value => isObject(value) && members.every(member => member in value)
        && methods.every(method => typeof (value as Record<string, unknown>)[method] === 'function');
    }
    if (this.findClass(type) !== undefined) {
      const wanted = this.findExport(type);
      const isOne = (value: unknown) => value instanceof wanted || isOfOtherCopy(value, wanted);
      return Construct.isConstruct(wanted.prototype) ? value => isOne(value) && hasNode(value as object) : isOne;
    }
    // Constructs of other libraries, from any copy of them.
    return value => isObject(value) && hasNode(value);
  }

  /** What can be read of a class or an enum, of a namespace, or of the library (an empty name). */
  public listPublicNames(name: string): string[] {
    if (name === '') return Object.keys(this.exported);
    const isNamespace = this.findClass(name) === undefined && !this.isEnum(name);
    const names = isNamespace ? Object.keys(this.findExport(name)) : [...this.listMembers(name), ...Object.keys(this.findClass(name)?.statics ?? {})];
    return [...new Set(names)].filter(each => !each.startsWith('_')).sort();
  }

  /** The public methods that a class itself declares. */
  public listMethods(name: string): string[] {
    const { prototype } = this.findExport(name) as { prototype: object };
    return Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([key, { value }]) => typeof value === 'function' && key !== 'constructor' && !key.startsWith('_')).map(([key]) => key);
  }

  /** Names of constants of a class, or of members of an enum: `LINUX_AMD64`. */
  public listMembers(name: string): string[] {
    return Object.getOwnPropertyNames(this.findExport(name)).filter(isMemberName);
  }
}

function hasNode(value: { readonly node?: unknown }): boolean {
  return isObject(value.node);
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Whether an object is written as `{ … }`, in any realm. An instance of a class may have additional members. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** Whether a name is that of a constant or of a member of an enum. */
export function isMemberName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** jsii marks each class that it compiles with its full name, by which two copies of a class recognize each other. */
const RUNTIME_TYPE = Symbol.for('jsii.rtti');

/** The full name of a class that jsii compiled; undefined for a user's own, even if it extends one of those. */
export function findPublishedName(constructor: unknown): string | undefined {
  if (typeof constructor !== 'function' || !Object.hasOwn(constructor, RUNTIME_TYPE)) return undefined;
  return (Reflect.get(constructor, RUNTIME_TYPE) as { readonly fqn: string }).fqn;
}

/** Whether a value comes from another copy of this library in the same project. */
function isOfOtherCopy(value: unknown, wanted: AnyClass): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (let at = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at)) {
    if (isSameName(at.constructor, wanted)) return true;
  }
  return false;
}

function isSameName(constructor: unknown, wanted: AnyClass): boolean {
  if (typeof constructor !== 'function') return false;
  const [one, other] = [findPublishedName(constructor), findPublishedName(wanted)];
  return one === undefined || other === undefined ? constructor.name === wanted.name : one === other;
}
