import { type _JsonNode, _suggestNearest, _findOwn } from '../core';
import { _SECTIONS, type _Field, type _Section } from './versions-format';

/**
 * One mistake in versions.json, or in a pin that is written in code.
 *
 * @internal
 */
export interface _PinProblem {
  /** Line in the file; 0 for a pin that is not in a file. */
  readonly line: number;
  /** E.g. `packages.BUSYBOX_VERSION.version`. */
  readonly path: string;
  readonly text: string;
}

/**
 * A field as written.
 *
 * @internal
 */
export interface _Given {
  readonly name: string;
  readonly line: number;
  readonly value: unknown;
}

/**
 * The content of a section: key, then field, then value.
 *
 * @internal
 */
export type _Pins = Record<string, Record<string, string | boolean>>;

/**
 * All mistakes of a versions file in line order, and the content that was read.
 *
 * @internal
 */
export function _checkVersions(root: _JsonNode): { readonly pins: Record<keyof typeof _SECTIONS, _Pins>; readonly mistakes: _PinProblem[] } {
  const mistakes: _PinProblem[] = [];
  const pins: Record<string, _Pins> = { images: {}, packages: {}, actions: {} };
  for (const { key, line, node } of readMembers(root, '', mistakes)) {
    if (key === '$schema') {
      if (node.kind !== 'string') mistakes.push({ line, path: key, text: `${JSON.stringify(toPlainValue(node))} is not a string. Write the address of the schema, or remove it.` });
    } else if (!Object.hasOwn(_SECTIONS, key)) {
      mistakes.push({ line, path: key, text: describeUnknownKey(key, [...Object.keys(_SECTIONS), '$schema']) });
    } else {
      pins[key] = readPins(node, key, _SECTIONS[key as keyof typeof _SECTIONS], mistakes);
    }
  }
  return { pins, mistakes: mistakes.sort((a, b) => a.line - b.line) };
}

function readPins(section: _JsonNode, path: string, format: _Section, mistakes: _PinProblem[]): _Pins {
  return Object.fromEntries(readMembers(section, path, mistakes).map(({ key, line, node }) => {
    const fields = readMembers(node, `${path}.${key}`, mistakes).map(field => ({ name: field.key, line: field.line, value: toPlainValue(field.node) }));
    if (node.kind === 'object') mistakes.push(..._checkPin(path, key, format, fields, line));
    return [key, Object.fromEntries(fields.map(({ name, value }) => [name, value as string | boolean]))];
  }));
}

/**
 * The mistakes of one pin: its key and its fields.
 *
 * @internal
 */
export function _checkPin(section: string, key: string, format: _Section, fields: readonly _Given[], line: number): _PinProblem[] {
  const path = `${section}.${key}`;
  const mistakes: _PinProblem[] = [];
  if (!new RegExp(format.key.pattern, 'u').test(key)) {
    mistakes.push({ line, path, text: `${JSON.stringify(key)} is not ${format.key.form}. ${format.key.fix}` });
  }
  for (const { name, line: at, value } of fields) {
    const field = _findOwn(format.fields, name);
    if (field === undefined) mistakes.push({ line: at, path: `${path}.${name}`, text: describeUnknownKey(name, Object.keys(format.fields)) });
    else if (!isFitting(value, field)) mistakes.push({ line: at, path: `${path}.${name}`, text: `${JSON.stringify(value)} is not ${field.form}. ${field.fix}` });
  }
  for (const [name, field] of Object.entries(format.fields)) {
    if (!field.required || fields.some(each => each.name === name)) continue;
    mistakes.push({ line, path, text: `"${name}" is missing: ${field.form}. ${field.fix}` });
  }
  return mistakes;
}

/** The members of an object; any other value, or a duplicate key, is a mistake. */
function readMembers(node: _JsonNode, path: string, mistakes: _PinProblem[]): _JsonNode['members'] {
  if (node.kind !== 'object') {
    mistakes.push({ line: node.line, path: path || 'the file', text: `${JSON.stringify(toPlainValue(node))} is not an object. Write { … } with keys in double quotes.` });
    return [];
  }
  const seen = new Map<string, number>();
  return node.members.filter(({ key, line }) => {
    const first = seen.get(key);
    seen.set(key, line);
    if (first === undefined) return true;
    mistakes.push({ line, path: path ? `${path}.${key}` : key, text: `"${key}" already appears on line ${first}, and readers use only one of the two. Keep one.` });
    return false;
  });
}

function isFitting(value: unknown, field: _Field): boolean {
  return field.pattern === undefined ? typeof value === 'boolean' : typeof value === 'string' && new RegExp(field.pattern, 'u').test(value);
}

function describeUnknownKey(name: string, allowed: string[]): string {
  return `"${name}" is not a known key.${_suggestNearest(name, allowed)} Use one of: ${allowed.join(', ')}.`;
}

/** The value as `JSON.parse` returns it. */
function toPlainValue(node: _JsonNode): unknown {
  if (node.kind === 'object') return Object.fromEntries(node.members.map(({ key, node: member }) => [key, toPlainValue(member)]));
  return node.kind === 'array' ? node.members.map(({ node: member }) => toPlainValue(member)) : node.value;
}
