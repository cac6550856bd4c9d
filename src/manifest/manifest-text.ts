import type { _ConfigClaims, _GroupClaims, _Manifest } from './manifest';
import { _printJson, _Misshapen, _Shape, _count, _flag, _form, _parseJson, _listOf, _object, _orNull, _recordOf, _refuse, _text } from '../core';

/** Incremented when this release would misread older manifests. */
const SCHEMA = 1;

const PATH = _form(/^\//, 'an absolute path');
const MODE = _orNull(_form(/^[0-7]{4}$/, 'a mode of four octal digits'));
const CHANGE = _form(/^([0-7]{1,5}|[ugoarwxXst+=,-]+)$/, 'a mode as chmod takes it');
const OWNER = _orNull(_form(/^\d+:\d+$/, 'an owner as uid:gid'));
const TEXTS = _listOf(_text);
const PATHS = _listOf(PATH);

const CONFIG: _Shape<_ConfigClaims> = _object({}, {
  inherits: _flag,
  entrypoint: _orNull(TEXTS),
  cmd: _orNull(TEXTS),
  env: _recordOf(_orNull(_text)),
  labels: _recordOf(_orNull(_text)),
  user: _orNull(_text),
  workingDirectory: _orNull(_text),
  volumes: _orNull(TEXTS),
  exposedPorts: _orNull(TEXTS),
  stopSignal: _orNull(_text),
  healthcheck: TEXTS,
});

const BASE = _object({ image: _text }, { context: _text, platform: _orNull(_text), dockerfile: _text, layers: _count, changed: PATHS });

const GROUP: _Shape<_GroupClaims> = _object({
  platforms: TEXTS,
  config: CONFIG,
  files: _recordOf(_object({}, {
    mode: MODE,
    owner: OWNER,
    size: _count,
    elf: _object({}, { interpreter: _text, go: _flag, packed: _flag, checked: _flag, forBuildMachine: _flag, alignment: _count }),
    script: _text,
  }), PATH),
  directories: _recordOf(_object({}, { mode: MODE, owner: OWNER }), PATH),
  links: _listOf(_object({ to: _text, at: PATHS }, { owner: OWNER, dangling: _flag })),
}, {
  layers: _count,
  base: BASE,
  copied: _recordOf(_object({}, { mode: CHANGE, owner: OWNER }), PATH),
  unknown: PATHS,
  known: PATHS,
  replaced: PATHS,
});

const MANIFEST = _object({
  schema: _count,
  image: _text,
  target: _object({ name: _text, attestations: _flag }, { gzipLayersOnly: _flag }),
  groups: _listOf(GROUP),
}, {
  '//': _text,
  'budgets': _recordOf(_object({}, { transferred: _count, extracted: _count, layers: _count })),
  'accepted': _listOf(_object({ id: _text, reason: _text }, { subject: _text, rule: _text })),
});

/**
 * Reads a manifest.
 *
 * @throws `verify/manifest`
 * @internal
 */
export function _parseManifest(text: string): _Manifest {
  const json = parseJson(text);
  const { schema } = json as { schema?: unknown } | null ?? {};
  if (typeof schema === 'number' && schema !== SCHEMA) refuseManifest(`The manifest has schema ${schema}; this release of imagewright reads schema ${SCHEMA}.`);
  const { image, target, budgets, groups, accepted } = readShape(json);
  return { image, target, groups, ...budgets === undefined ? {} : { budgets }, ...accepted === undefined ? {} : { accepted } };
}

/**
 * A manifest as a file: one claim per line, without empty values.
 *
 * @internal
 */
export function _printManifest({ image, target, budgets, groups, accepted }: _Manifest, marker: string): string {
  return _printJson({ '//': marker, 'schema': SCHEMA, image, target, budgets, groups, accepted }).replace(SHORT, printOneLine);
}

/** Objects and lists without nested ones that are short enough to read at a glance. */
const SHORT = /[{[]\n *(?:[^{}[\]\n"]|"(?:[^"\\\n]|\\.)*"|\n)*[}\]]/g;

function printOneLine(text: string): string {
  const line = text.replace(/\n */g, ' ').replace(/^\[ | \]$/g, bracket => bracket.trim());
  return line.length <= 80 ? line : text;
}

function parseJson(text: string): unknown {
  const read = _parseJson(text);
  return read.fault === undefined ? read.value : refuseManifest(`It is not JSON: ${read.fault}.`);
}

/** @throws `verify/manifest`, always */
function refuseManifest(what: string): never {
  return _refuse({
    id: 'verify/manifest',
    what,
    why: 'Unknown claims would silently stay unchecked.',
    fix: 'Regenerate the manifest with `npx projen synth`, using the same release of imagewright that verifies.',
  });
}

/** @throws `verify/manifest` if it is not a manifest of this release */
function readShape(json: unknown): ReturnType<typeof MANIFEST> {
  try {
    return MANIFEST(json, '');
  } catch (error) {
    if (!(error instanceof _Misshapen)) throw error;
    return refuseManifest(error.message);
  }
}
