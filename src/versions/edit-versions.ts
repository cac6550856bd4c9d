import { type _JsonNode, _findOwn, _readJson } from '../core';
import type { _SECTIONS } from './versions-format';

/** A piece of a text, and what replaces it. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const FIRST_SECTION = 'images';
const SCHEMA_KEY = '$schema';
/** The form of a pin where there is no other to follow. */
const BLANK = ' ';
const COLON = ': ';
const INDENT = '  ';

/** A reference with a tag and without a digest. */
const TAGGED = /^[^@]+:[^@/:]+$/;
/** The digest of nothing: it takes the place of a digest that is missing. */
const PLACEHOLDER = `@sha256:${'0'.repeat(64)}`;
/** The same for checksums. */
const ZEROS: Readonly<Record<string, string>> = {
  sha256: '0'.repeat(64), commit: '0'.repeat(40), h1: `h1:${'A'.repeat(43)}=`, digest: '0'.repeat(40),
};

/**
 * The fields of pins, by section and key.
 *
 * @internal
 */
export type _PinChanges = ReadonlyMap<keyof typeof _SECTIONS, ReadonlyMap<string, Readonly<Record<string, string | boolean>>>>;

/**
 * Creates the text of versions.json.
 *
 * @param schema address of the JSON schema, if editors find it
 * @internal
 */
export function _createVersionsText(changes: _PinChanges, schema?: string): string {
  return _setPins(`{${schema === undefined ? '' : `\n${INDENT}"${SCHEMA_KEY}": ${JSON.stringify(schema)}\n`}}\n`, changes);
}

/**
 * Sets fields of pins in the text of versions.json: replaces the values of those that exist, adds the others at the end of their pins, and new pins at
 * the end of their sections. All other bytes stay as they are, and new ones follow the form of those around them.
 *
 * @param text JSON that `Versions.parse` accepts
 * @internal
 */
export function _setPins(text: string, changes: _PinChanges): string {
  return [...changes].reduce((edited, [section, pins]) => setSection(edited, section, [...pins]), text);
}

/** A key and its fields. */
type Pin = readonly [key: string, fields: Readonly<Record<string, string | boolean>>];

function setSection(text: string, name: keyof typeof _SECTIONS, pins: readonly Pin[]): string {
  const root = _readJson(text) as _JsonNode;
  const section = root.members.find(({ key }) => key === name)?.node;
  const known = new Map(section?.members.map(({ key, node }) => [key, node]));
  const replaced = pins.flatMap(([key, fields]): Edit[] => (known.has(key) ? setFields(text, known.get(key)!, fields) : []));
  const added = pins.filter(([key]) => !known.has(key));
  if (added.length === 0) return applyEdits(text, replaced);
  return applyEdits(text, [...replaced, section === undefined ? addSection(text, root, name, added) : addPins(text, section, added)]);
}

function setFields(text: string, pin: _JsonNode, fields: Pin[1]): Edit[] {
  const known = new Map(pin.members.map(({ key, node }) => [key, node]));
  const edits = Object.entries(fields).flatMap(([name, value]): Edit[] => {
    const node = known.get(name);
    return node === undefined || node.value === value ? [] : [{ start: node.start, end: node.end, text: JSON.stringify(value) }];
  });
  const added = Object.entries(fields).filter(([name]) => !known.has(name));
  if (added.length === 0) return edits;
  const { between, middle } = readForm(text, pin);
  const last = pin.members[pin.members.length - 1].node;
  return [...edits, { start: last.end, end: last.end, text: added.map(field => `,${between}${printField(field, middle)}`).join('') }];
}

/**
 * The text of versions.json with zeros for each `name:tag` without a digest and each checksum that is empty, so that the rest of it can be checked.
 *
 * @internal
 */
export function _completeDigests(text: string): string {
  const root = _readJson(text);
  if ('found' in root) return text;
  const pins = root.members.flatMap(({ node: section }) => section.members);
  return applyEdits(text, pins.flatMap(({ node: pin }) => pin.members).flatMap(({ key, node }) => {
    const { kind, value, end } = node;
    const placeholder = kind === 'string' ? findPlaceholder(key, String(value)) : undefined;
    return placeholder === undefined ? [] : [{ start: end - 1, end: end - 1, text: placeholder }];
  }));
}

function findPlaceholder(field: string, value: string): string | undefined {
  if (field === 'ref') return TAGGED.test(value) ? PLACEHOLDER : undefined;
  return value === '' ? _findOwn(ZEROS, field) : undefined;
}

/**
 * Whether a digest or checksum is one that `_completeDigests` adds.
 *
 * @internal
 */
export function _isPlaceholder(value: string): boolean {
  return PLACEHOLDER.endsWith(value) || Object.values(ZEROS).includes(value);
}

/** Adds a section: that of images at the top, behind the address of the schema; others at the end. */
function addSection(text: string, root: _JsonNode, name: string, pins: readonly Pin[]): Edit {
  const eol = findLineEnd(text);
  const [first] = root.members;
  const last = root.members[root.members.length - 1];
  const lead = first === undefined ? `${eol}${INDENT}` : text.slice(root.start + 1, first.start);
  const section = `"${name}"${COLON}${printSection(lead, pins)}`;
  if (first === undefined) return { start: root.start + 1, end: root.end - 1, text: `${lead}${section}${eol}` };
  if (name !== FIRST_SECTION) return { start: last.node.end, end: last.node.end, text: `,${lead || BLANK}${section}` };
  if (first.key === SCHEMA_KEY) return { start: first.node.end, end: first.node.end, text: `,${lead}${section}` };
  return { start: first.start, end: first.start, text: `${section},${lead || BLANK}` };
}

function addPins(text: string, section: _JsonNode, pins: readonly Pin[]): Edit {
  const { members, start, end } = section;
  const last = members[members.length - 1];
  if (last === undefined) return { start, end, text: printSection(findLead(text, start), pins) };
  const form = { colon: findColon(text, last.start, last.node.start), ...readForm(text, last.node) };
  const lead = text.slice(start + 1, members[0].start);
  return { start: last.node.end, end: last.node.end, text: pins.map(pin => `,${lead}${printPin(pin, form)}`).join('') };
}

/** @param lead what precedes the key of the section: its line break and indent, or blanks */
function printSection(lead: string, pins: readonly Pin[]): string {
  const inner = lead.includes('\n') ? `${lead}${lead.slice(lead.lastIndexOf('\n') + 1) || INDENT}` : BLANK;
  const form = { colon: COLON, open: BLANK, between: BLANK, middle: COLON, close: BLANK };
  return `{${pins.map(pin => `${inner}${printPin(pin, form)}`).join(',')}${lead.includes('\n') ? lead : BLANK}}`;
}

/** What is between the parts of a pin: `{` open `"name"` middle `"…"` `,` between `"name"` middle `"…"` close `}`. */
interface PinForm {
  readonly open: string;
  readonly between: string;
  readonly middle: string;
  readonly close: string;
}

function printPin([key, fields]: Pin, { colon, open, between, middle, close }: PinForm & { readonly colon: string }): string {
  return `${JSON.stringify(key)}${colon}{${open}${Object.entries(fields).map(field => printField(field, middle)).join(`,${between}`)}${close}}`;
}

function printField([name, value]: readonly [string, string | boolean], middle: string): string {
  return `${JSON.stringify(name)}${middle}${JSON.stringify(value)}`;
}

/** @param pin an object with at least one member */
function readForm(text: string, pin: _JsonNode): PinForm {
  const [field, second] = pin.members;
  const open = text.slice(pin.start + 1, field.start);
  return {
    open,
    // Pins of one field on one line have no blank to follow if there is none.
    between: second === undefined ? open : /\s*$/.exec(text.slice(field.node.end, second.start))![0],
    middle: findColon(text, field.start, field.node.start),
    close: text.slice(pin.members[pin.members.length - 1].node.end, pin.end - 1),
  };
}

function findColon(text: string, from: number, to: number): string {
  return /\s*:\s*$/.exec(text.slice(from, to))![0];
}

/** The line break and the indent of the line on which something is, if it is the first on its line but for its key. */
function findLead(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf('\n', position) + 1, position);
  const [, indent] = /^([ \t]*)"[^"]*"\s*:\s*$/.exec(line) ?? [];
  return indent === undefined || position < text.indexOf('\n') ? BLANK : `${findLineEnd(text)}${indent}`;
}

function findLineEnd(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((all, { start, end, text: by }) => `${all.slice(0, start)}${by}${all.slice(end)}`, text);
}
