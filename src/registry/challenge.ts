/**
 * How a server wants a client to log in.
 *
 * @internal
 */
export interface _Challenge {
  /** In lower case, e.g. `bearer`. */
  readonly scheme: string;
  /** By their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const SEPARATOR = /[\s,]*/y;
const NAME = /[^\s,="]+/y;
const EQUALS = /\s*=\s*/y;
/** A quoted text, which also ends with the header. */
const QUOTED = /"((?:[^"\\]|\\.)*)"?/sy;
const PLAIN = /[^\s,"]*/y;

/**
 * Reads the header `WWW-Authenticate`: several challenges, each with parameters, all separated by commas. What is not understood is skipped.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 * @internal
 */
export function _parseChallenges(header: string): _Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(header);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  for (match(SEPARATOR); at < header.length; match(SEPARATOR)) {
    const name = match(NAME)?.[0].toLowerCase();
    if (name === undefined) {
      at++;
    } else if (match(EQUALS) === null) {
      challenges.push({ scheme: name, parameters: new Map() });
    } else {
      const value = match(QUOTED)?.[1].replace(/\\(.)/gs, '$1') ?? match(PLAIN)![0];
      const parameters = challenges.at(-1)?.parameters;
      if (parameters?.has(name) === false) parameters.set(name, value);
    }
  }
  return challenges;
}
