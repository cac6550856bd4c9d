import { IConstruct } from 'constructs';
import { Problems, Origin, _Refusal, _RefusedProblem, _findNearest, _refuse, _refuseAll } from '../core';
import type { Fault } from './faults';
import { Fit } from './fits';
import { flattenArguments } from './flatten';
import { Inspection } from './inspection';
import { AnyClass, Exports, Library, findPublishedName } from './library';
import { Messages } from './messages';
import { MissedMembers } from './missed-members';
import { MeantMember, explainMisspelt, replaceError } from './misspelt-use';
import type { ClassSignatures } from './signatures';

/** A call of the public API. */
interface Call {
  /** As users write it: `new ContainerImage`, `Platform.parse`. */
  readonly name: string;
  /** The parameters, as text. */
  readonly parameters: string;
  readonly values: readonly unknown[];
  /** The construct that the call is about, if any. */
  readonly scope?: IConstruct;
  /** The path of the construct that is created. */
  readonly made?: string;
  /** Whether a construct is created in a scope that is not a construct; its constructor reports that better. */
  readonly hasNoScope?: boolean;
  /** Whether the caller may pass on whole objects with more options than the callee has. */
  readonly isHandedOn: () => boolean;
}

/** A described fault. */
type DescribedFault = _RefusedProblem & { readonly isUnknownOption: boolean };

/**
 * Checks calls from outside the library. Its own calls bypass the guard, except those of methods: objects are the same inside and outside.
 */
export class Guard {
  private readonly missed = new MissedMembers();
  private readonly fit: Fit;
  private readonly guarded = new Map<string, unknown>();
  private readonly opened = new Set<string>();
  private readonly openedPrototypes = new WeakSet<object>();
  private readonly methods = new WeakSet<object>();

  public constructor(private readonly library: Library) {
    this.fit = new Fit(library);
  }

  /** The guarded class that users get. */
  public guardClass(name: string): AnyClass {
    return this.createOnce(name, () => this.createGuardedClass(name, this.library.findClass(name)!, this.library.findExport(name)));
  }

  /** The guarded enum that users get. */
  public guardEnum(name: string): Exports {
    return this.createOnce(name, () => new Proxy(
      this.library.findExport(name) as Exports,
      { get: (target, key) => this.readMember(name, target, key, target) },
    ));
  }

  /** Explains an error of JavaScript that a misspelt name of this library has caused. */
  public explainError(error: unknown): _Refusal | undefined {
    const misspelt = explainMisspelt(error, this.missed.recent, isClass => this.listCallable(isClass));
    if (misspelt === undefined) return undefined;
    const messages = this.createMessages('');
    return replaceError(error as Error, 'miss' in misspelt ? messages.describeNoSuchMember(misspelt.miss) : messages.describeNoSuchMethod(misspelt));
  }

  /** The methods of objects; or the classes, which a namespace of an ECMAScript module has as members. */
  private listCallable(isClass: boolean): MeantMember[] {
    if (!isClass) return [...this.opened].flatMap(owner => this.library.listMethods(owner).map(name => ({ name, owner })));
    return this.library.listPublicNames('').filter(name => this.library.findClass(name) !== undefined).map(name => ({ name, owner: 'the library' }));
  }

  /** The end of the chain of prototypes of a module: only names that it does not have are asked for there. */
  public createEnd(name: string): object {
    return new Proxy(Object.prototype, { get: (target, key, receiver) => this.readMember(name, target, key, receiver) });
  }

  private createOnce<T>(name: string, make: () => T): T {
    if (!this.guarded.has(name)) this.guarded.set(name, make());
    return this.guarded.get(name) as T;
  }

  private readMember(name: string, target: object, key: string | symbol, receiver: unknown): unknown {
    if (!(key in target)) this.missed.add(name, key);
    return Reflect.get(target, key, receiver);
  }

  private createGuardedClass(name: string, signatures: ClassSignatures, target: AnyClass): AnyClass {
    const statics = new Map<string | symbol, unknown>();
    const { create } = signatures;
    const isRight = create === undefined ? () => false : this.createCheck(create);
    const proxy: AnyClass = new Proxy(target, {
      construct: (_, values, newTarget) => {
        this.guardMethods(name);
        const given = isRight(values) ? values : this.inspect(this.describeConstruction(name, create, values, newTarget === proxy));
        return Reflect.construct(target, given, newTarget === proxy ? target : newTarget) as object;
      },
      apply: () => _refuse(this.createMessages(`${name}(…)`).describeWithoutNew(name)),
      get: (_, key, receiver) => {
        const parameters = typeof key === 'string' && Object.hasOwn(target, key) ? signatures.statics?.[key] : undefined;
        if (parameters === undefined) return this.readMember(name, target, key, receiver === proxy ? target : receiver);
        if (!statics.has(key)) statics.set(key, this.createGuardedStatic(name, key as string, parameters, target, proxy));
        return statics.get(key);
      },
    });
    return proxy;
  }

  private createGuardedStatic(name: string, key: string, parameters: string, target: AnyClass, proxy: AnyClass): unknown {
    const original = target[key] as (...values: unknown[]) => unknown;
    const isRight = this.createCheck(parameters);
    const inspect = (values: unknown[]) => this.inspect({ name: `${name}.${key}`, parameters, values, isHandedOn: () => false });
    const [open, openObject] = [() => this.guardMethods(name), (made: object) => this.guardObject(name, made)];
    return copyName(original, function (this: unknown, ...values: unknown[]): unknown {
      open();
      const given = isRight(values) ? values : inspect(values);
      // A static may be passed on without its class: texts.map(Platform.parse).
      const made = Reflect.apply(original, this === proxy || this === undefined ? target : this, given) as unknown;
      if (made instanceof target) openObject(made);
      return made;
    });
  }

  private describeConstruction(name: string, parameters: string | undefined, values: unknown[], isDirect: boolean): Call {
    const call = `new ${name}`;
    if (parameters === undefined) return _refuse(this.createMessages(call).describeNoConstructor(name));
    const [scope, id] = values;
    if (!parameters.startsWith('scope: constructs.Construct, id: string')) return { name: call, parameters, values, isHandedOn: () => !isDirect };
    if (!isConstruct(scope)) return { name: call, parameters, values, hasNoScope: true, isHandedOn: () => !isDirect };
    const made = [scope.node.path, typeof id === 'string' ? id : ''].filter(Boolean).join('/') || undefined;
    return { name: call, parameters, values, scope, made, isHandedOn: () => !isDirect || this.isOfUser(scope) };
  }

  /**
   * Guards the methods of a class, and of the classes whose objects it returns. The prototypes are changed in place, which includes
   * objects that the library creates itself.
   */
  private guardMethods(name: string): void {
    if (this.opened.has(name)) return;
    this.opened.add(name);
    const { methods = {}, handsOut = [] } = this.library.findClass(name)!;
    const { prototype } = this.library.findExport(name) as { prototype: object };
    for (const [key, parameters] of Object.entries(methods)) this.guardMethod(prototype, name, key, parameters);
    for (const other of handsOut) this.guardMethods(other);
  }

  /** Guards the methods of an internal class: a factory of an abstract class returns its objects. */
  private guardObject(name: string, made: object): void {
    const prototype = Object.getPrototypeOf(made) as object;
    if (prototype === this.library.findExport(name).prototype || this.openedPrototypes.has(prototype)) return;
    this.openedPrototypes.add(prototype);
    for (const [key, parameters] of Object.entries(this.library.findClass(name)!.methods ?? {})) this.guardMethod(prototype, name, key, parameters);
  }

  private guardMethod(prototype: object, name: string, key: string, parameters: string): void {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
    if (typeof descriptor?.value !== 'function' || this.methods.has(descriptor.value)) return; // abstract, inherited, or guarded
    Object.defineProperty(prototype, key, { ...descriptor, value: this.createGuardedMethod(prototype, name, key, parameters, descriptor.value) });
  }

  private createGuardedMethod(
    prototype: object, owner: string, key: string, parameters: string, original: (...values: unknown[]) => unknown,
  ): unknown {
    const name = `${owner}.${key}`;
    const inspect = (values: unknown[], object: unknown) => {
      const scope = isConstruct(object) ? object : undefined;
      return this.inspect({ name, parameters, values, scope, isHandedOn: () => scope !== undefined && this.isOfUser(scope) });
    };
    const noObject = (object: unknown) => _refuse(this.createMessages(name).describeNoObject(owner, object));
    const isRight = this.createCheck(parameters);
    const guarded = copyName(original, function (this: unknown, ...values: unknown[]): unknown {
      if (!Object.prototype.isPrototypeOf.call(prototype, this as object)) noObject(this);
      return Reflect.apply(original, this, isRight(values) ? values : inspect(values, this));
    });
    this.methods.add(guarded);
    return guarded;
  }

  /** Returns a function that tells whether arguments need no inspection. */
  private createCheck(parameters: string): (values: readonly unknown[]) => boolean {
    const fits = this.fit.createArgumentCheck(parameters);
    return values => {
      try {
        return this.missed.isEmpty && fits(values);
      } catch { // A getter or a proxy of the user.
        return false;
      }
    };
  }

  /**
   * Inspects a call piece by piece. Unknown options of a construct become its problems, so that those of several constructs are reported together.
   *
   * @returns the arguments, with options that the library can copy
   * @throws `api/…` with everything that is wrong with the arguments
   */
  private inspect(call: Call): unknown[] {
    const { faults, isFull } = new Inspection(this.library, this.missed).inspectArguments(call.parameters, call.values);
    const isScopeOnly = call.hasNoScope && faults.every(({ path, isArgument }) => isArgument && path === 'scope');
    if (faults.length > 0 && !isScopeOnly) this.reportFaults(call, faults, isFull);
    return flattenArguments(this.library, call.parameters, call.values);
  }

  private reportFaults(call: Call, faults: readonly Fault[], isCut: boolean): void {
    const findings = this.describeFaults(call, faults);
    const last = findings.at(-1);
    if (isCut && last !== undefined) findings[findings.length - 1] = { ...last, what: `${last.what} There may be more errors in this call.` };
    const { scope, made } = call;
    if (scope === undefined || made === undefined || findings.some(({ isUnknownOption }) => !isUnknownOption)) {
      const [first, ...rest] = findings.map(({ isUnknownOption: _, ...problem }) => problem);
      if (first !== undefined) _refuseAll([first, ...rest]);
      return;
    }
    for (const { isUnknownOption: _, ...problem } of findings) Problems.of(scope).report({ ...problem, by: Origin._now(made) });
  }

  private describeFaults(call: Call, faults: readonly Fault[]): DescribedFault[] {
    const missed = this.takeMissed(faults);
    const messages = this.createMessages(call.name, type => missed.get(type)?.shift());
    return faults.filter(fault => this.isMeant(fault, call)).map((fault): DescribedFault => ({
      ...messages.describeFault(fault),
      ...call.made === undefined ? {} : { where: call.made },
      isUnknownOption: fault.kind === 'unknown',
    }));
  }

  private createMessages(call: string, missed: (type: string) => string | undefined = () => undefined): Messages {
    return new Messages(this.library, call, missed);
  }

  /** The missing names that caused the undefined values: for each type, as many as there are such values. */
  private takeMissed(faults: readonly Fault[]): Map<string, string[]> {
    const types = faults.filter(({ kind }) => kind === 'undefined').map(({ type }) => type);
    return new Map([...new Set(types)].map(type => [type, this.missed.take(type, types.filter(each => each === type).length)]));
  }

  /**
   * Whether a fault is a real one. TypeScript accepts additional members in an object that is passed on whole, as `super(scope, id, props)` and
   * `{ ...props }` do in a user's own classes, and a later version of another library may have more options. There, a name counts as misspelt if
   * it is very similar to that of an option that is not given and accepts this value.
   */
  private isMeant({ kind, path, type, candidates = [] }: Fault, { isHandedOn }: Call): boolean {
    if (kind === 'surplus') return !isHandedOn();
    if (kind !== 'unknown' || (this.library.findStruct(type)!.isClosed && !isHandedOn())) return true;
    const name = path.slice(path.lastIndexOf('.') + 1);
    return _findNearest(name, candidates, name.length < 5 ? 1 : 2) !== undefined;
  }

  /** Whether the class of a construct, or of one around it, is the user's own. */
  private isOfUser(construct: IConstruct): boolean {
    return construct.node.scopes.some(({ constructor }) => findPublishedName(constructor) === undefined && !this.isOwn(constructor));
  }

  /** Without jsii, as in the tests, a class has no full name. */
  private isOwn({ name }: { readonly name: string }): boolean {
    return this.library.findClass(name) !== undefined;
  }
}

function isConstruct(value: unknown): value is IConstruct {
  return typeof value === 'object' && value !== null && typeof (value as { node?: { path?: unknown } }).node?.path === 'string';
}

/** Gives a function the name and the number of parameters of the original. */
function copyName(original: (...values: unknown[]) => unknown, guarded: (this: unknown, ...values: unknown[]) => unknown): object {
  const { name, length } = original;
  return Object.defineProperties(guarded, { name: { value: name, configurable: true }, length: { value: length, configurable: true } });
}
