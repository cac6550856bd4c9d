import { posix } from 'node:path';
import { parseMountFields } from './places';
import type { Expansion } from './step';
import { _suggestNearest, _findOwn } from '../../../core';
import { _UINT32, _parseInteger, _isBoolean, _isSize } from '../../syntax/go-values';
import { _parseMountFields } from '../../syntax/mount-fields';
import { isKnown } from '../language/expand';

/** @see https://docs.docker.com/reference/dockerfile/#run---mount */
const KINDS = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const SHARING = ['shared', 'private', 'locked'];

interface Key {
  /** The kinds of mounts with this key; undefined for all. */
  readonly kinds?: readonly string[];
  /** Whether the kind must come before it. */
  readonly needsKindFirst?: true;
  /** Whether it may have no value. */
  readonly bare?: true;
  /** A description of its value. */
  readonly takes?: string;
  readonly accepts?: (value: string) => boolean;
}

const TEXT: Key = {};
const SWITCH: Key = { bare: true, takes: 'true or false', accepts: _isBoolean };
const ID: Key = { kinds: ['cache', 'secret', 'ssh'], takes: 'a number', accepts: value => _parseInteger(value, 10, 0, _UINT32) !== undefined };

const KEYS: Record<string, Key> = {
  type: { takes: `one of ${KINDS.join(', ')}`, accepts: value => KINDS.includes(value.toLowerCase()) },
  target: TEXT,
  dst: TEXT,
  destination: TEXT,
  source: TEXT,
  src: TEXT,
  from: TEXT,
  id: TEXT,
  env: TEXT,
  readonly: SWITCH,
  ro: SWITCH,
  readwrite: SWITCH,
  rw: SWITCH,
  required: { ...SWITCH, kinds: ['secret', 'ssh'], needsKindFirst: true },
  size: { kinds: ['tmpfs'], needsKindFirst: true, takes: 'a size such as 64m', accepts: _isSize },
  sharing: { takes: `one of ${SHARING.join(', ')}`, accepts: value => SHARING.includes(value.toLowerCase()) },
  mode: { ...ID, takes: 'an octal number', accepts: value => _parseInteger(value, 8, 0, _UINT32) !== undefined },
  uid: ID,
  gid: ID,
};

/** Why BuildKit rejects a mount; `expansions` are its values, in order, and `workdir` is where the command runs, if that is known. */
export function findMountProblem(text: string, expansions: readonly Expansion[], workdir: string | undefined): string | undefined {
  if (_parseMountFields(text) === undefined) return 'it is not a list of key=value with commas, or a quote is out of place';
  if (expansions.some(({ problem }) => problem !== undefined)) return undefined; // already reported
  const found: Record<string, string> = {};
  let next = 0;
  for (const { key, value, text: field } of parseMountFields(text)) {
    const known = _findOwn(KEYS, key);
    const expanded = value === undefined ? undefined : expansions[next++]?.text;
    if (value === undefined && !known?.bare) return `"${field}" has no value.${_suggestNearest(key, Object.keys(KEYS).filter(each => KEYS[each].bare))}`;
    if (known === undefined) return `there is no key "${key}".${_suggestNearest(key, Object.keys(KEYS))} Keys: ${Object.keys(KEYS).join(', ')}`;
    if (known.needsKindFirst && !known.kinds!.includes(found.type ?? 'bind')) return describeMisplacedKey(key, found.type, ', which must come before it');
    if (expanded !== undefined && isKnown(expanded) && known.accepts?.(expanded) === false) {
      return `${key} is ${known.takes}, not "${expanded}".${_suggestNearest(expanded, key === 'type' ? KINDS : key === 'sharing' ? SHARING : [])}`;
    }
    found[ALIASES[key] ?? key] = key === 'type' && expanded !== undefined ? expanded.toLowerCase() : expanded ?? '';
  }
  return isKnown(found.type ?? '') ? findKindProblem(found, workdir) : undefined;
}

/** Other spellings of a key. */
const ALIASES: Record<string, string> = { dst: 'target', destination: 'target', src: 'source' };

function findKindProblem(found: Record<string, string>, workdir: string | undefined): string | undefined {
  const { type = 'bind', target = '', source = '', id = '', sharing, from } = found;
  for (const key of ['mode', 'uid', 'gid']) if (found[key] !== undefined && !ID.kinds!.includes(type)) return describeMisplacedKey(key, type);
  if (sharing !== undefined && type !== 'cache') return describeMisplacedKey('sharing', type);
  if (type === 'secret') {
    if (from) return describeMisplacedKey('from', type);
    if (source === '' && target === '' && id === '') return 'a secret needs an id';
    if (source !== '' && id !== '') return 'source and id are aliases: remove one of them';
    return undefined;
  }
  if (type === 'ssh' || !isKnown(target)) return undefined;
  const path = target.startsWith('/') ? target : workdir === undefined ? undefined : posix.join('/', workdir, target);
  if (path !== '/') return undefined;
  const given = target === '/' ? '' : `: the target is ${target === '' ? 'missing' : `"${target}"`}, and the working directory is "${workdir}"`;
  return `the root cannot be mounted over${given}`;
}

function describeMisplacedKey(key: string, type = 'bind', more = ''): string {
  return `${key} is not for type=${type}${more}`;
}
