/*
 * Writes src/guard/signatures.generated.ts from `.jsii`, the compiler's description of the public API. Run after each compilation.
 *
 *   npx tsx scripts/guard.ts [--check]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { Assembly, ClassType, InterfaceType, Method, Parameter, Property, Type, TypeReference } from './guard/assembly';

const ROOT = join(__dirname, '..');
const SOURCE = join(ROOT, 'src', 'guard', 'signatures.generated.ts');
const COMPILED = join(ROOT, 'lib', 'guard', 'signatures.generated.js');
/** The longest line of the sources. */
const WIDTH = 150;

/** All types by full name: those of this library, and those of the libraries that it extends. */
class Types {
  private readonly assemblies = new Map<string, Assembly>();

  public constructor(public readonly own: Assembly) {
    this.assemblies.set(own.name, own);
  }

  public get all(): Type[] {
    return Object.values(this.own.types).sort((a, b) => (a.fqn < b.fqn ? -1 : 1));
  }

  public find(fqn: string): Type {
    const [library] = fqn.split('.');
    if (!this.assemblies.has(library)) this.assemblies.set(library, readAssembly(join(ROOT, 'node_modules', library)));
    return this.assemblies.get(library)!.types[fqn];
  }

  public isOwn(fqn: string): boolean {
    return fqn.startsWith(`${this.own.name}.`);
  }

  /** `Platform` for ours, `constructs.Construct` for those of others. */
  public nameOf(fqn: string): string {
    return this.isOwn(fqn) ? fqn.slice(this.own.name.length + 1) : fqn;
  }

  /** `string`, `Platform[]`, `string{}` for a map. */
  public text(type: TypeReference): string {
    if (type.primitive !== undefined) return type.primitive;
    if (type.fqn !== undefined) return this.nameOf(this.isClosedInterface(this.find(type.fqn)) ? this.classOf(type.fqn) : type.fqn);
    if (type.collection === undefined) throw new Error(`The guard does not support the type ${JSON.stringify(type)}. Fix: add it to src/guard/.`);
    return `${this.text(type.collection.elementtype)}${type.collection.kind === 'array' ? '[]' : '{}'}`;
  }

  /** Whether an interface of ours is not meant to be implemented outside. */
  public isClosedInterface(type: Type): boolean {
    return type.kind === 'interface' && type.datatype !== true && this.isOwn(type.fqn) && type.docs?.subclassable !== true;
  }

  /** The only class that implements an interface: an object of another class would lack its internal members. */
  private classOf(fqn: string): string {
    const [found, ...others] = this.all.filter(type => type.kind === 'class' && type.interfaces?.includes(fqn));
    if (found !== undefined && others.length === 0) return found.fqn;
    throw new Error(`${fqn} is not implemented by exactly one class. Fix: add @subclassable to its documentation if others may implement it.`);
  }

  /** `text: string, options?: CopyOptions`. */
  public list(members: readonly (Parameter | Property)[]): string {
    return members.map(({ name, optional, type, variadic }) => {
      if (variadic) throw new Error(`The guard does not support the variadic parameter ${name}. Fix: take a list.`);
      return `${name}${optional ? '?' : ''}: ${this.text(type)}`;
    }).join(', ');
  }

  /** The properties of an interface, inherited ones first. */
  public membersOf(type: InterfaceType): Property[] {
    return [...(type.interfaces ?? []).flatMap(base => this.membersOf(this.find(base) as InterfaceType)), ...type.properties ?? []];
  }

  /** Those of another library, of which a later version may have more. */
  public foreignMembersOf(type: InterfaceType): Property[] {
    return (type.interfaces ?? []).flatMap(base => {
      const found = this.find(base) as InterfaceType;
      return this.isOwn(base) ? this.foreignMembersOf(found) : this.membersOf(found);
    });
  }

  /** The classes with guarded methods whose objects users get from other objects, without creating them. */
  public handedOutBy(type: Type): string[] {
    const seen = new Set<string>();
    this.follow(type, seen);
    return [...seen].filter(fqn => hasGuardedMethods(this.find(fqn))).map(fqn => this.nameOf(fqn)).sort();
  }

  private follow(type: Type, seen: Set<string>): void {
    if (seen.has(type.fqn)) return;
    seen.add(type.fqn);
    const given = (reference?: TypeReference) => this.reach(reference, seen);
    if (type.kind === 'class' && type.base !== undefined && this.isOwn(type.base)) this.follow(this.find(type.base), seen);
    if (type.kind === 'interface') this.all.filter(each => each.kind === 'class' && each.interfaces?.includes(type.fqn)).forEach(each => this.follow(each, seen));
    for (const { type: property } of type.kind === 'enum' ? [] : type.properties ?? []) given(property);
    for (const { returns, parameters } of type.kind === 'enum' ? [] : type.methods ?? []) {
      given(returns?.type);
      for (const parameter of parameters ?? []) this.reachCallbacks(parameter.type, seen);
      // A class of a user gets them if it overrides or implements the method.
      if (type.kind !== 'enum' && type.docs?.subclassable === true) for (const parameter of parameters ?? []) given(parameter.type);
    }
    if (type.kind === 'class') for (const { type: parameter } of type.initializer?.parameters ?? []) this.reachCallbacks(parameter, seen);
  }

  private reach(reference: TypeReference | undefined, seen: Set<string>): void {
    if (reference?.collection !== undefined) this.reach(reference.collection.elementtype, seen);
    if (reference?.fqn !== undefined && this.isOwn(reference.fqn)) this.follow(this.find(reference.fqn), seen);
  }

  /** Callbacks get objects as their arguments: `IRule.check(image)`. */
  private reachCallbacks(reference: TypeReference, seen: Set<string>): void {
    if (reference.collection !== undefined) this.reachCallbacks(reference.collection.elementtype, seen);
    if (reference.fqn === undefined || !this.isOwn(reference.fqn)) return;
    const type = this.find(reference.fqn);
    if (type.kind !== 'interface') return;
    for (const property of this.membersOf(type)) this.reachCallbacks(property.type, seen);
    for (const { parameters } of type.methods ?? []) for (const { type: parameter } of parameters ?? []) this.reach(parameter, seen);
  }
}

function hasGuardedMethods(type: Type): boolean {
  return type.kind === 'class' && (type.methods ?? []).some(isGuarded);
}

function isGuarded({ static: isStatic, parameters }: Method): boolean {
  return !isStatic && (parameters ?? []).length > 0;
}

/** Whether only the library creates objects: an abstract class that is not meant to be extended outside. */
function isClosed({ abstract = false, docs }: ClassType): boolean {
  return abstract && docs?.subclassable !== true;
}

/** Prints a table as a literal, on one line if it fits. */
function literal(value: unknown, indent = ''): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'boolean') return `${value}`;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map(each => literal(each, inner))
    : Object.entries(value as object).filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${/^\w+$/.test(key) ? key : `'${key}'`}: ${literal(each, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const pad = Array.isArray(value) ? '' : ' ';
  const short = parts.length === 0 ? `${open}${close}` : `${open}${pad}${parts.join(', ')}${pad}${close}`;
  if (indent !== '' && indent.length + short.length < WIDTH && !short.includes('\n')) return short;
  return [open, ...parts.map(part => `${inner}${part},`), `${indent}${close}`].join('\n');
}

/** Returns undefined for an empty value, so that it is omitted. */
function some<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

function classRow(type: ClassType, types: Types): object {
  const methods = type.methods ?? [];
  const parametersOf = (called: readonly Method[]) => (
    some(Object.fromEntries(called.map(({ name, parameters }) => [name, types.list(parameters ?? [])])))
  );
  const isFromText = ({ static: isStatic, parameters: [first, ...rest] = [], returns }: Method) => isStatic
    && returns?.type.fqn === type.fqn && first?.type.primitive === 'string' && rest.every(({ optional }) => optional);
  return {
    create: type.initializer === undefined || isClosed(type) ? undefined : types.list(type.initializer.parameters ?? []),
    statics: parametersOf(methods.filter(({ static: isStatic }) => isStatic)),
    methods: parametersOf(methods.filter(isGuarded)),
    fromText: some(methods.filter(isFromText).map(({ name }) => name)),
    handsOut: some(types.handedOutBy(type).filter(name => name !== types.nameOf(type.fqn))),
  };
}

function structRow(type: InterfaceType, types: Types): object {
  const foreign = types.foreignMembersOf(type);
  const own = types.membersOf(type).filter(member => !foreign.includes(member));
  return {
    options: types.list(own),
    // The other library checks the types of optional members, but not which ones are required.
    foreign: foreign.length === 0 ? undefined : types.list(foreign.map(member => (member.optional ? { ...member, type: { primitive: 'any' } } : member))),
  };
}

function render(assembly: Assembly): string {
  const types = new Types(assembly);
  const rows = <T extends Type>(isKind: (type: Type) => type is T, row: (type: T) => object) => (
    Object.fromEntries(types.all.filter(isKind).map(type => [types.nameOf(type.fqn), row(type)]))
  );
  const table = {
    classes: rows((type): type is ClassType => type.kind === 'class', type => classRow(type, types)),
    structs: rows((type): type is InterfaceType => type.kind === 'interface' && type.datatype === true, type => structRow(type, types)),
    interfaces: rows((type): type is InterfaceType => type.kind === 'interface' && type.datatype !== true && !types.isClosedInterface(type), type => (
      { properties: some(types.membersOf(type)) && types.list(types.membersOf(type)), methods: some((type.methods ?? []).map(({ name }) => name)) }
    )),
    enums: types.all.filter(({ kind }) => kind === 'enum').map(({ fqn }) => types.nameOf(fqn)),
  };
  return [
    '// Generated by scripts/guard.ts from .jsii, the description of the public API. Do not edit.',
    "import type { Signatures } from './signatures';",
    '',
    `export const SIGNATURES: Signatures = ${literal(table)};`,
    '',
  ].join('\n');
}

function readAssembly(folder: string): Assembly {
  return JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8')) as Assembly;
}

function main(check: boolean): void {
  const text = render(readAssembly(ROOT));
  if (existsSync(SOURCE) && readFileSync(SOURCE, 'utf8') === text) return;
  if (check) {
    console.error('src/guard/signatures.generated.ts is stale. Fix: run `npx projen compile` and commit it.');
    process.exitCode = 1;
    return;
  }
  writeFileSync(SOURCE, text);
  // The compiler has just run with the old table.
  const { outputText } = transpileModule(text, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, alwaysStrict: true } });
  writeFileSync(COMPILED, outputText);
  console.log('wrote src/guard/signatures.generated.ts');
}

main(process.argv.includes('--check'));
