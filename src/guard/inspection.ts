import type { Fault } from './faults';
import { Library, Struct, isObject, isPlain } from './library';
import type { MissedMembers } from './missed-members';
import { Member, parseMembers } from './signatures';

/** More wrong values in one call have the same cause. */
const MOST_FAULTS = 20;

/** Inspects the arguments of one call, with everything in them. */
export class Inspection {
  public readonly faults: Fault[] = [];
  /** The path to the value that is inspected now. */
  private readonly trail: (string | number)[] = [];
  /** Whether the argument is an object of options. */
  private isOptions = false;

  public constructor(private readonly library: Library, private readonly missed: MissedMembers) {}

  /** @param list the parameters, as text */
  public inspectArguments(list: string, values: readonly unknown[]): this {
    const parameters = parseMembers(list);
    parameters.forEach((parameter, i) => this.inspectMember(parameter, values[i], i < values.length));
    if (values.length > parameters.length && !isIteration(values)) {
      const value = values[parameters.length];
      this.faults.push({ kind: 'surplus', path: parameters.map(({ name }) => name).join(', '), isArgument: true, type: 'any', value });
    }
    return this;
  }

  /** Whether it has found so much that the rest is not inspected. */
  public get isFull(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  private inspectMember({ name, isOptional, type }: Member, value: unknown, isGiven: boolean): void {
    this.trail.push(name);
    if (type === 'any') {
      // Any value is correct.
    } else if (value !== undefined && !(value === null && !isOptional)) {
      this.inspectValue(type, value);
    } else if (!isOptional) {
      this.addFault(isGiven && (value === null || this.missed.has(type)) ? 'undefined' : 'missing', type, value);
    } else if (isGiven && this.missed.has(type)) {
      this.addFault('undefined', type, value, { isOptional: true });
    }
    this.trail.pop();
  }

  private inspectValue(type: string, value: unknown): void {
    const depth = this.trail.length;
    try {
      this.inspectParts(type, value);
    } catch (error) { // A getter or a proxy of the user.
      this.trail.length = depth;
      this.addFault('unreadable', type, error);
    }
  }

  private inspectParts(type: string, value: unknown): void {
    if (type.endsWith('[]')) return this.inspectList(type, type.slice(0, -2), value);
    if (type.endsWith('{}')) return this.inspectMap(type, type.slice(0, -2), value);
    const struct = this.library.findStruct(type);
    if (struct !== undefined) return this.inspectOptions(type, struct, value);
    if (!this.library.findKind(type)(value)) return this.addFault('wrong', type, value);
    for (const member of this.library.listProperties(type)) this.inspectProperty(member, (value as Record<string, unknown>)[member.name]);
  }

  /** A property of an object of a user's class. */
  private inspectProperty(member: Member, value: unknown): void {
    if (member.isOptional || (value !== undefined && value !== null)) return this.inspectMember(member, value, true);
    this.trail.push(member.name);
    this.addFault('absent', member.type, value);
    this.trail.pop();
  }

  private inspectList(type: string, item: string, value: unknown): void {
    if (!Array.isArray(value)) return this.addFault('wrong', type, value);
    for (let i = 0; i < value.length && !this.isFull; i++) this.inspectItem(item, i, value[i]);
  }

  private inspectMap(type: string, item: string, value: unknown): void {
    if (!isRecord(value)) return this.addFault('wrong', type, value);
    for (const [key, each] of Object.entries(value)) if (!this.isFull) this.inspectItem(item, key, each);
  }

  private inspectItem(type: string, key: string | number, value: unknown): void {
    this.trail.push(key);
    if (type !== 'any' && (value === undefined || value === null)) this.addFault('undefined', type, value, { isOptional: true });
    else this.inspectValue(type, value);
    this.trail.pop();
  }

  private inspectOptions(type: string, { members, names }: Struct, value: unknown): void {
    if (!isRecord(value)) return this.addFault('wrong', type, value);
    if (this.trail.length === 1) this.isOptions = true;
    const given = value as Record<string, unknown>;
    for (const member of members) this.inspectMember(member, given[member.name], member.name in given);
    if (isPlain(value)) {
      for (const name of Object.keys(given)) if (!names.has(name) && !this.isFull) this.addUnknown(type, members, name, given);
    }
    if (this.trail.length === 1) this.isOptions = false;
  }

  private addUnknown(type: string, members: readonly Member[], name: string, given: Record<string, unknown>): void {
    // Such names are internal to the caller.
    if (name.startsWith('_')) return;
    const value = given[name];
    const candidates = members.filter(member => given[member.name] === undefined && this.isRight(member.type, value)).map(member => member.name);
    this.trail.push(name);
    this.addFault('unknown', type, value, { candidates });
    this.trail.pop();
  }

  private isRight(type: string, value: unknown): boolean {
    const inspection = new Inspection(this.library, this.missed);
    inspection.inspectValue(type, value);
    return inspection.faults.length === 0;
  }

  private addFault(kind: Fault['kind'], type: string, value: unknown, more: Pick<Fault, 'isOptional' | 'candidates'> = {}): void {
    this.faults.push({ kind, type, value, ...this.place, ...more });
  }

  /** The name of an option does not include that of the parameter. */
  private get place(): Pick<Fault, 'path' | 'isArgument'> {
    const isArgument = !this.isOptions || this.trail.length === 1;
    const [first, ...rest] = isArgument ? this.trail : this.trail.slice(1);
    return { path: rest.reduce<string>((path, step) => `${path}${formatAccess(step)}`, `${first}`), isArgument };
  }
}

/** The arguments that `map` and `forEach` pass to a function: an item, its index, and the list. */
function isIteration([, index, list]: readonly unknown[]): boolean {
  return typeof index === 'number' && Array.isArray(list);
}

/** An object with names and values, and not one of these, which never hold options. */
function isRecord(value: unknown): value is object {
  return isObject(value) && typeof value !== 'function' && ![Array, Map, Set, Promise].some(other => value instanceof other);
}

function formatAccess(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
