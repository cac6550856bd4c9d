import { Code, Part, rsc } from './code';
import { _quoteRouterOs } from './quote';

/** The arguments of a command by name, in order; an undefined one is left out. */
export type Arguments = Readonly<Record<string, Part | boolean | undefined>>;

/** A command with named arguments. The names are ours; the values are quoted. */
export function command(path: string, args: Arguments): Code {
  return rsc`${new Code([path])}${printArguments(args)}`;
}

/** The arguments alone, each after a space. */
export function printArguments(args: Arguments): Code {
  return new Code([listArguments(args).map(each => ` ${each}`).join('')]);
}

/** Adds an entry unless its menu has one with the given values. */
export function addOnce(menu: string, where: Arguments, args: Arguments = {}): Code {
  const path = new Code([menu]);
  return rsc`:if ([:len [${path}/find where ${condition(where)}]] = 0) do={ ${command(`${menu}/add`, { ...where, ...args })} }`;
}

/** Removes the entries with the given values. */
export function removeAll(menu: string, where: Arguments): Code {
  return rsc`${new Code([menu])}/remove [find where ${condition(where)}]`;
}

/** `a=1 and b=2` */
export function condition(where: Arguments): Code {
  return new Code([listArguments(where).join(' and ')]);
}

function listArguments(args: Arguments): string[] {
  return Object.entries(args).flatMap(([name, value]) => (
    value === undefined ? [] : [`${name}=${printValue(value)}`]));
}

function printValue(value: Part | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? _quoteRouterOs(value) : String(value);
}
