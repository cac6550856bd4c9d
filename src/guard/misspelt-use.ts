import { Origin, _Refusal, _RefusedProblem, _findNearest, _findOwnLines } from '../core';
import type { Miss } from './missed-members';

/** What JavaScript says of a name that does not exist and is called: `image.addTarge is not a function`. The expression may be long. */
const NOT_CALLABLE = /^(?:([^]*)\.)?([A-Za-z_$][\w$]*) is not a (function|constructor)$/;
/** A bundler writes `(0, library.Name)` for a name that is imported. */
const INDIRECT = /^\(0 , (.*)\)(?= is not a )/;
const NOT_READABLE = /^Cannot read properties of undefined \(reading '/;
/** A name that is made longer is a likely correction from here on: `image` was meant to be `imagePin`. */
const SHORTEST_BEGINNING = 5;

/** A shorter name is nearly that of many others: `listen`, `Linter`. */
const LONG = 8;
/** More would be no help. */
const MOST_MEANT = 4;

/** A method or a class that may be meant. */
export interface MeantMember {
  readonly name: string;
  readonly owner: string;
}

/** What an error of JavaScript is about, if it is about a name of this library. */
export type Misspelt = { readonly miss: Miss } | MisspeltCall;

/** A call on an object that may be one of ours. */
export interface MisspeltCall { readonly object: string; readonly called: string; readonly isClass: boolean; readonly meant: readonly MeantMember[] }

/**
 * Recognizes an error of JavaScript about a misspelt name of this library. Other errors are left alone.
 *
 * The proxies record missing members of classes and modules, and the error is about one of them if it is about the same name, or the same line of
 * the user. Objects have no proxies, because those would make each property of each object slow. There, only the name is known: it is recognized
 * if it is nearly that of a method or of a class.
 *
 * @param recent the missing members that were read
 * @param listNames lists the methods of all objects, or the classes
 */
export function explainMisspelt(error: unknown, recent: readonly Miss[], listNames: (isClass: boolean) => MeantMember[]): Misspelt | undefined {
  if (!(error instanceof TypeError) || !isThrownByUser(error)) return undefined;
  const [, object, called, kind] = NOT_CALLABLE.exec(error.message.replace(INDIRECT, '$1')) ?? [];
  const miss = recent.find(each => (called === undefined ? NOT_READABLE.test(error.message) && isOnLineOf(each, error) : each.key === called));
  if (miss !== undefined) return { miss };
  if (called === undefined || object === undefined) return undefined;
  const meant = findMeant(called, listNames(kind === 'constructor'));
  return meant.length === 0 ? undefined : { object, called, isClass: kind === 'constructor', meant };
}

/** A refusal in place of the error, with its place. */
export function replaceError(error: Error, problem: _RefusedProblem): _Refusal {
  return Object.assign(new _Refusal(problem), { stack: error.stack });
}

/** The methods with the nearest name, or those whose name begins with it. None if there is such a method: then it was called on something else. */
function findMeant(called: string, methods: readonly MeantMember[]): MeantMember[] {
  if (methods.some(({ name }) => name === called)) return [];
  const near = _findNearest(called, methods.map(({ name }) => name), called.length < LONG ? 1 : 2);
  const isMeant = ({ name }: MeantMember) => name === near || (called.length >= SHORTEST_BEGINNING && name.startsWith(called));
  return methods.filter(isMeant).slice(0, MOST_MEANT);
}

function isOnLineOf({ by }: Miss, error: Error): boolean {
  return by.declaredAt !== undefined && by.declaredAt === Origin._of(error).declaredAt;
}

/** Whether the innermost call is the user's own: what another library does with its values is not about a name of ours. */
function isThrownByUser({ stack }: Error): boolean {
  const innermost = String(stack).split('\n').find(line => /^ +at /.test(line));
  return innermost !== undefined && innermost === _findOwnLines(stack)[0];
}
