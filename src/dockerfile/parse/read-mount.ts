import { _readWord } from './read-word';
import { _suggestNearest, _refuse } from '../../core';
import { Mount } from '../nodes/mount';
import { CacheSharing } from '../nodes/mount-options';
import { _quoteShortened } from '../print/text';
import { _parseMountFields } from '../syntax/mount-fields';

/** Other names of the fields. */
const ALIASES: Record<string, string> = { src: 'source', dst: 'target', destination: 'target', readonly: 'ro', readwrite: 'rw' };

/** The fields that may have no value. */
const BARE = ['ro', 'rw', 'readonly', 'readwrite', 'required'];

/** The useful fields of each kind of mount. */
const FIELDS: Record<string, readonly string[]> = {
  bind: ['from', 'source', 'target', 'ro', 'rw'],
  cache: ['id', 'target', 'sharing', 'from', 'source', 'ro', 'rw', 'mode', 'uid', 'gid'],
  tmpfs: ['target', 'size'],
  secret: ['id', 'source', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
  ssh: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
};

/**
 * The mount of a `--mount` flag.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/instructions/commands_runmount.go
 * @throws `dockerfile/mount`
 * @internal
 */
export function _readMount(text: string, escape: string): Mount {
  const fields = readFields(text);
  const type = fields.get('type') ?? 'bind';
  const kind = type.toLowerCase();
  if (!Object.hasOwn(FIELDS, kind)) refuseMount(text, `has the type ${_quoteShortened(type)}.${_suggestNearest(kind, Object.keys(FIELDS))}`, `Use one of: ${Object.keys(FIELDS).join(', ')}.`);
  fields.delete('type');
  const unknown = [...fields.keys()].find(key => !FIELDS[kind].includes(key));
  if (unknown !== undefined) {
    refuseMount(text, `is of the type ${kind} and has ${_quoteShortened(unknown)}.${_suggestNearest(unknown, FIELDS[kind])}`, `Use only the fields ${FIELDS[kind].join(', ')}.`);
  }
  return createMount(kind, text, {
    // Names of stages and images are not expanded, and neither is any text without something to expand.
    text: key => {
      const value = fields.get(key);
      return value === undefined || value === '' ? undefined : key === 'from' ? value : _readWord(value, escape)._template;
    },
    isOn: key => (fields.has(key) ? parseBoolean(text, key, fields.get(key)) : undefined),
  });
}

interface Fields {
  readonly text: (key: string) => string | undefined;
  readonly isOn: (key: string) => boolean | undefined;
}

function createMount(kind: string, whole: string, { text, isOn }: Fields): Mount {
  const target = text('target') ?? '.'; // the working directory
  const owner = { mode: text('mode'), uid: text('uid'), gid: text('gid') };
  const isReadOnly = isOn('ro') ?? (isOn('rw') === undefined ? undefined : !isOn('rw'));
  const required = isOn('required') || undefined;
  switch (kind) {
    case 'bind': return Mount.bind({ target, mountFrom: text('from'), source: text('source'), readWrite: isReadOnly === false || undefined });
    case 'cache': return Mount.cache({
      target,
      id: text('id'),
      sharing: parseSharing(whole, text('sharing')),
      mountFrom: text('from'),
      source: text('source'),
      readOnly: isReadOnly || undefined,
      ...owner,
    });
    case 'tmpfs': return Mount.tmpfs({ target, size: text('size') });
    case 'ssh': return Mount.ssh({ id: text('id'), target: text('target'), required, ...owner });
    default: {
      const [id, source] = [text('id'), text('source')];
      if (id !== undefined && source !== undefined) refuseMount(whole, 'has both an id and a source.', 'Remove "source", which is an alias of "id".');
      return Mount.secret({ id: id ?? source, target: text('target'), env: text('env'), required, ...owner });
    }
  }
}

function parseSharing(whole: string, text: string | undefined): CacheSharing | undefined {
  const known = Object.values(CacheSharing);
  const found = known.find(each => each === text?.toLowerCase());
  if (text === undefined || found !== undefined) return found;
  return refuseMount(whole, `has the sharing mode ${_quoteShortened(text.toLowerCase())}.`, `Use one of: ${known.join(', ')}.`);
}

/** The fields by name; if one is given twice, the last one. */
function readFields(text: string): Map<string, string | undefined> {
  const fields = _parseMountFields(text) ?? refuseMount(text, 'has a quote out of place.', 'Quote a field as a whole, with a backslash before each quote: \\"id=a,b\\".');
  return new Map(fields.map(({ key, value, text: field }) => {
    if (value === undefined && !BARE.includes(key)) refuseMount(text, `has the field ${_quoteShortened(field)} without a value.`, 'Write name=value.');
    return [ALIASES[key] ?? key, value];
  }));
}

/** Parses like Go's `strconv.ParseBool`. */
function parseBoolean(text: string, key: string, value: string | undefined): boolean {
  if (value === undefined || /^(1|t|T|TRUE|true|True)$/.test(value)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(value)) return false;
  return refuseMount(text, `has ${_quoteShortened(value)} for ${key}.`, 'Write true or false.');
}

function refuseMount(mount: string, what: string, fix: string): never {
  return _refuse({ id: 'dockerfile/mount', what: `The mount ${_quoteShortened(mount)} ${what}`, why: 'BuildKit would reject it, or ignore a part of it.', fix });
}
