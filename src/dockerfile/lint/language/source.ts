import { _isBoolean } from '../../syntax/go-values';

/** The kind of a source of `COPY` or `ADD`. */
export interface Source {
  readonly kind: 'path' | 'http' | 'git';
  /** The reason why BuildKit rejects it. */
  readonly problem?: string;
  /** The commit in a git address. */
  readonly checksum?: string;
}

/** The syntax of Go's `net/url`: a host without blanks or incomplete escapes, a numeric port. */
const ADDRESS = /^(?:[^/@]*@)?(?:\[[^\]/]*\]|(?:[^/:%[\s\\^`{|}]|%[89a-f][\da-f])*)(?::\d*)?(?:\/(?:[^%]|%[\da-f]{2})*)?$/i;

const PATH: Source = { kind: 'path' };
const HTTP: Source = { kind: 'http' };

/** The query keys of a git address; those with a test are checked. */
const QUERY: Record<string, ((value: string) => boolean) | undefined> = {
  'ref': undefined,
  'tag': undefined,
  'branch': undefined,
  'subdir': undefined,
  'checksum': undefined,
  'commit': undefined,
  'keep-git-dir': isFlag,
  'submodules': isFlag,
  'fetch-by-commit': isFlag,
  'mtime': value => value === 'checkout' || value === 'commit',
};

/** A path, an address, or a git repository. @see https://docs.docker.com/reference/dockerfile/#add-private-git-repository */
export function parseSource(text: string): Source {
  const other = /^https?:\/\//.test(text) ? HTTP : PATH;
  if (/^\.\.?\/|^github\.com\//.test(text)) return PATH;
  if (/^[a-zA-Z0-9]+:\/\//.test(text)) {
    const [, scheme, address, query, fragment] = /^([a-zA-Z0-9]+):\/\/([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text)!;
    const web = /^https?$/i.test(scheme);
    if (!/^(?:https?|ssh|git)$/i.test(scheme) || !ADDRESS.test(address) || /%(?![\da-f]{2})/i.test(fragment ?? '') || (web && !/^[^/]*\/.*\.git$/s.test(address))) return other;
    return parseGit(query, fragment);
  }
  const scp = /^[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
  return scp === null ? other : parseGit(scp[2], scp[3]);
}

function parseGit(query: string | undefined, fragment: string | undefined): Source {
  const asked: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(filterQuery(query ?? ''))) {
    if (key in asked) return refuseSource(`"${key}" is given twice`);
    if (!Object.hasOwn(QUERY, key)) return refuseSource(`"${key}" is not one of ${Object.keys(QUERY).join(', ')}`);
    if (value === '' && QUERY[key] !== isFlag) return refuseSource(`"${key}" has no value`);
    if (QUERY[key]?.(value) === false) return refuseSource(`"${value}" is not a value of "${key}"`);
    asked[key] = value;
  }
  const [ref = '', subdir = ''] = (fragment ?? '').split(':');
  const refs = [ref, asked.ref, parseFullUrl('refs/tags/', asked.tag), parseFullUrl('refs/heads/', asked.branch)].filter(Boolean);
  if (new Set(refs).size > 1) return refuseSource(`it has several refs: ${refs.join(' and ')}`);
  const directory = subdir.replace(/^\/+|\/+$/g, '');
  if (directory !== '' && asked.subdir !== undefined && asked.subdir !== directory) return refuseSource('it has two directories');
  return { kind: 'git', checksum: asked.checksum ?? asked.commit };
}

/** Go drops invalid pairs. */
function filterQuery(query: string): string {
  return query.split('&').filter(pair => !pair.includes(';') && !/%(?![\da-f]{2})/i.test(pair)).join('&');
}

function isFlag(value: string): boolean {
  return value === '' || _isBoolean(value);
}

function parseFullUrl(prefix: string, name: string | undefined): string | undefined {
  return name === undefined || name.startsWith(prefix) ? name : prefix + name;
}

function refuseSource(problem: string): Source {
  return { kind: 'git', problem };
}
