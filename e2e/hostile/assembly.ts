import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The API as jsii describes it, as far as it is looked at here. @see https://aws.github.io/jsii/specification/ */
interface Assembly { readonly types: Record<string, TypeDescription> }

/** A class, an interface, a struct (`datatype`) or an enum. */
export interface TypeDescription {
  readonly fqn: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly namespace?: string;
  readonly name: string;
  readonly abstract?: boolean;
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: CallableDescription;
  readonly methods?: readonly CallableDescription[];
  readonly properties?: readonly PropertyDescription[];
}

export interface CallableDescription {
  readonly name?: string;
  readonly static?: boolean;
  readonly protected?: boolean;
  readonly parameters?: readonly { readonly name: string; readonly type: TypeReference }[];
  readonly returns?: { readonly type: TypeReference };
}

export interface PropertyDescription {
  readonly name: string;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly type: TypeReference;
}

export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
}

/** Something that users call with arguments. */
export interface Callable {
  /** As it is called in reports: `new BuildStage`, `BuildStage.run`. */
  readonly name: string;
  readonly type: TypeDescription;
  readonly description: CallableDescription;
}

const { types } = JSON.parse(readFileSync(join(__dirname, '../../.jsii'), 'utf8')) as Assembly;

/** All types of the library. */
export const TYPES: readonly TypeDescription[] = Object.values(types);

/** A type of the library; nothing for those of others. */
export function typeOf({ fqn = '' }: TypeReference): TypeDescription | undefined {
  return types[fqn];
}

/** `dockerfile.Word` for `imagewright.dockerfile.Word`. */
export function shortName({ fqn }: TypeDescription): string {
  return fqn.slice(fqn.indexOf('.') + 1);
}

/** The properties of a struct, its parents' included, each with the struct that declares it. */
export function propertiesOf(type: TypeDescription): { readonly owner: TypeDescription; readonly property: PropertyDescription }[] {
  const parents = (type.interfaces ?? []).flatMap(fqn => (types[fqn] === undefined ? [] : propertiesOf(types[fqn])));
  return [...parents, ...(type.properties ?? []).map(property => ({ owner: type, property }))];
}

/** All constructors, factories and methods. The constructor of an abstract class is called by those of the classes below it. */
export const CALLABLES: readonly Callable[] = TYPES.filter(({ kind }) => kind === 'class').flatMap(type => [
  ...(type.initializer === undefined || type.abstract ? [] : [{ name: `new ${shortName(type)}`, type, description: type.initializer }]),
  ...(type.methods ?? []).map(description => ({ name: `${shortName(type)}.${description.name}`, type, description })),
].filter(({ description }) => !description.protected));

/** Methods that users write and the library calls: it has made the texts of the arguments from options. */
const ANSWERS = new Set(['OwnForge.renderFiles', 'OwnForge.findProblems']);

/** How an option that is a text is named: by the struct that has it, or by what is called with it. */
export const parameterName = ({ name }: Callable, parameter: string): string => `${name}(${parameter})`;
export const propertyName = (owner: TypeDescription, { name }: PropertyDescription): string => `${shortName(owner)}.${name}`;

/** The names of all options that are texts, lists of texts, or maps: of a map, `{}` is its keys. */
export function stringOptions(): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (reference: TypeReference, option: string): void => {
    if (reference.primitive === 'string') found.add(option);
    for (const each of reference.union?.types ?? []) visit(each, option);
    if (reference.collection !== undefined) {
      if (reference.collection.kind === 'map') found.add(`${option}{}`);
      visit(reference.collection.elementtype, option);
    }
    const type = typeOf(reference);
    if (type === undefined || seen.has(type.fqn) || type.kind !== 'interface') return;
    seen.add(type.fqn);
    for (const { owner, property } of propertiesOf(type)) visit(property.type, propertyName(owner, property));
    // What users implement answers with what they made up.
    if (!type.datatype) for (const { returns } of type.methods ?? []) if (returns !== undefined) visit(returns.type, `${shortName(type)}()`);
  };
  for (const callable of CALLABLES.filter(({ name }) => !ANSWERS.has(name))) {
    for (const { name, type } of callable.description.parameters ?? []) visit(type, parameterName(callable, name));
  }
  return [...found].sort();
}
