import {
  CALLABLES, Callable, TYPES, TypeDescription, TypeReference, parameterName, propertiesOf, propertyName, typeOf,
} from './assembly';
import * as library from '../../src';

/** The library, as programs use it. */
export type Library = typeof library;

/** One text that a program hands over, or could. */
export interface Slot {
  /** The option, by the name that `assembly.ts` gives it. */
  readonly option: string;
  /** What was called, and where below its arguments the text is: `BuildStage.run script[0]`. The same in every run of a program. */
  readonly place: string;
  /** How often something was called before. */
  readonly call: number;
  readonly value: string;
  /** Of an optional one that the program leaves out. */
  readonly isAbsent?: boolean;
}

/** Sees each slot; what it returns takes the place of the text. */
export type Visitor = (slot: Slot) => string | undefined;

/** A value of any kind that a program hands over: an argument, an option, an item of a list. Or an optional one that it leaves out. */
export interface Place extends Pick<Slot, 'option' | 'place' | 'call'> {
  readonly type: TypeReference;
  readonly value: unknown;
}

/** Sees each place; the value that it returns is handed over instead. */
export type Replacement = (place: Place) => { readonly value: unknown } | undefined;

/** What optional texts are filled with where no program says them. */
export type Filling = (option: string) => string;

interface Session { readonly visit: Visitor; readonly filling: Filling; readonly replace?: Replacement; calls: number }

let session: Session | undefined;
/** More than 0 within the library, which calls itself as users do. */
let depth = 0;

/** Runs a program, and shows every text that it hands over to `visit`. */
export function watched<T>(visit: Visitor, filling: Filling, run: () => T): T {
  return during({ visit, filling, calls: 0 }, run);
}

/** Runs a program, and shows every value that it hands over to `replace`. */
export function replaced<T>(replace: Replacement, run: () => T): T {
  return during({ visit: () => undefined, filling: () => '', replace, calls: 0 }, run);
}

function during<T>(next: Session, run: () => T): T {
  session = next;
  depth = 0;
  try {
    return run();
  } finally {
    session = undefined;
  }
}

/** Runs what belongs to the library: what it hands over to itself is nobody's option. */
export function within<T>(run: () => T): T {
  depth++;
  try {
    return run();
  } finally {
    depth--;
  }
}

/** What the library calls, and users have written. */
function outside<T>(run: () => T): T {
  const before = depth;
  depth = 0;
  try {
    return run();
  } finally {
    depth = before;
  }
}

/** The library with its constructors and factories watched. Methods are watched in place, so this is done once in a process. */
export const watchedLibrary: Library = watchAll();

function watchAll(): Library {
  const spaces = new Map<string, Record<string, unknown>>();
  const space = (name = ''): Record<string, unknown> => {
    const known = spaces.get(name) ?? { ...(name === '' ? library : (library as unknown as Record<string, object>)[name]) };
    spaces.set(name, known);
    return known;
  };
  const classes = TYPES.filter(({ kind }) => kind === 'class');
  for (const type of classes) openGuard(classOf(type));
  for (const type of classes) {
    const here = space(type.namespace);
    here[type.name] = watchedClass(here[type.name] as Class, CALLABLES.filter(callable => callable.type === type));
  }
  return { ...space(), ...Object.fromEntries([...spaces].filter(([name]) => name !== '')) } as unknown as Library;
}

/** The guard of a class is put into its methods when the class is first called. What is put in the place of an argument has to be in front of it. */
function openGuard(target: Class): void {
  try {
    new target();
  } catch { // It needs arguments.
  }
}

type Method = (...args: unknown[]) => unknown;
type Class = (new (...args: unknown[]) => object) & Record<string, unknown>;

function watchedClass(target: Class, callables: readonly Callable[]): Class {
  const statics = new Map<string | symbol, Method>();
  let made: Callable | undefined;
  for (const callable of callables) {
    const { name, static: isStatic } = callable.description;
    if (name === undefined) {made = callable;} else if (isStatic) {statics.set(name, watchedCall(callable, target[name] as Method, target));} else {
      const method = target.prototype[name] as Method;
      const value = watchedCall(callable, method);
      Object.defineProperty(target.prototype, name, { value, configurable: true, writable: true });
    }
  }
  const proxy: Class = new Proxy(target, {
    construct: (_, args, newTarget) => (
      called(made, args, seen => Reflect.construct(target, seen, newTarget === proxy ? target : newTarget) as object)
    ),
    get: (_, key) => statics.get(key) ?? Reflect.get(target, key),
  });
  return proxy;
}

function watchedCall(callable: Callable, method: Method, self?: unknown): Method {
  return function watchedMethod(this: unknown, ...args) {
    return called(callable, args, seen => method.apply(self ?? this, seen));
  };
}

function called<T>(callable: Callable | undefined, args: unknown[], call: (args: unknown[]) => T): T {
  if (session === undefined || depth > 0 || callable === undefined) return call(args);
  const number = session.calls++;
  const parameters = callable.description.parameters ?? [];
  const seen = [...args];
  for (const [i, parameter] of parameters.entries()) {
    const where = { option: parameterName(callable, parameter.name), place: `${callable.name} ${parameter.name}`, call: number };
    const value = seenValue(parameter.type, args[i], where);
    if (i < args.length || value !== undefined) seen[i] = value;
  }
  const result = within(() => call(seen));
  watchHidden(result);
  return result;
}

/** Watches the methods of an object whose class is nobody's but the library's: those of the public class above it, which it overrides. */
function watchHidden(value: unknown): void {
  if (typeof value !== 'object' || value === null || isOfLibrary(value) || Object.hasOwn(value, HIDDEN)) return;
  for (const callable of CALLABLES.filter(({ type, description }) => type.abstract && !description.static && isInstance(value, type))) {
    const name = callable.description.name!;
    Object.defineProperty(value, name, { value: watchedCall(callable, (value as Record<string, Method>)[name], value), configurable: true });
  }
  Object.defineProperty(value, HIDDEN, { value: true });
}

const HIDDEN = Symbol('watched');

interface Where { readonly option: string; readonly place: string; readonly call: number }

/** A value with what the visitor put in the place of its texts. */
function seenValue(reference: TypeReference, value: unknown, where: Where): unknown {
  const replacement = session!.replace?.({ ...where, type: reference, value });
  if (replacement !== undefined) return replacement.value;
  if (typeof value === 'string') {
    const isText = [reference, ...reference.union?.types ?? []].some(({ primitive }) => primitive === 'string');
    return isText ? session!.visit({ ...where, value }) ?? value : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const { collection } = reference;
  if (collection?.kind === 'array') {
    return (value as unknown[]).map((each, i) => seenValue(collection.elementtype, each, { ...where, place: `${where.place}[${i}]` }));
  }
  if (collection?.kind === 'map') {
    return Object.fromEntries(Object.entries(value).map(([key, each], i) => [
      session!.visit({ ...where, option: `${where.option}{}`, place: `${where.place}{${i}}`, value: key }) ?? key,
      seenValue(collection.elementtype, each, { ...where, place: `${where.place}.${i}` }),
    ]));
  }
  const type = typeOf(reference);
  if (type?.kind !== 'interface') return value;
  return type.datatype ? seenStruct(type, value, where) : seenImplementation(type, value, where);
}

function seenStruct(type: TypeDescription, value: object, where: Where): object {
  const result: Record<string, unknown> = { ...value };
  for (const { owner, property } of propertiesOf(type)) {
    const { name } = property;
    const below = { ...where, option: propertyName(owner, property), place: `${where.place}.${name}` };
    const given = result[name];
    if (given !== undefined) {
      result[name] = seenValue(property.type, given, below);
    } else if (property.optional) {
      const filled = session!.replace === undefined ? filledIn(property.type, below) : seenValue(property.type, undefined, below);
      if (filled !== undefined) result[name] = filled;
    }
  }
  return result;
}

/** An optional text that was left out, if the visitor wants it filled in. */
function filledIn({ primitive, collection }: TypeReference, where: Where): unknown {
  const element = collection?.elementtype.primitive ?? primitive;
  if (element !== 'string') return undefined;
  const text = session!.visit({ ...where, value: session!.filling(where.option), isAbsent: true });
  if (text === undefined) return undefined;
  if (collection === undefined) return text;
  return collection.kind === 'array' ? [text] : { KEY: text };
}

/** What users implement: its properties, and what its methods answer, are texts of theirs. Classes of the library are not looked into. */
function seenImplementation(type: TypeDescription, value: object, where: Where): object {
  if (isOfLibrary(value)) return value;
  return new Proxy(value, {
    get: (target, key) => {
      const given = Reflect.get(target, key) as unknown;
      if (session === undefined) return given;
      const property = propertiesOf(type).find(each => each.property.name === key);
      if (property !== undefined) {
        return seenValue(property.property.type, given, {
          ...where, option: propertyName(property.owner, property.property), place: `${where.place}.${String(key)}`,
        });
      }
      const method = type.methods?.find(({ name }) => name === key);
      if (method?.returns === undefined || typeof given !== 'function') return given;
      const { returns } = method;
      return (...args: unknown[]) => {
        const answer = outside(() => (given as Method).apply(target, args));
        return seenValue(returns.type, answer, { ...where, option: `${type.name}()`, place: `${where.place}.${String(key)}()` });
      };
    },
  });
}

/** Whether it is of a class that users know, or of one below that says no more. */
function isOfLibrary(value: object): boolean {
  const made = value.constructor;
  const known = PUBLIC.get(made) ?? CLASSES.some(type => type.prototype.constructor === made);
  PUBLIC.set(made, known);
  return known;
}

const PUBLIC = new Map<unknown, boolean>();

function isInstance(value: object, type: TypeDescription): boolean {
  return value instanceof classOf(type);
}

function classOf({ namespace, name }: TypeDescription): Class {
  const spaces = library as unknown as Record<string, Record<string, Class>>;
  return (namespace === undefined ? spaces as unknown as Record<string, Class> : spaces[namespace])[name];
}

const CLASSES = TYPES.filter(({ kind }) => kind === 'class').map(classOf);
