import { type _JsonNode, _readJson } from '../core';

/** A piece of a text, and what replaces it. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SECTION = 'images';
const SCHEMA_KEY = '$schema';
/** The form of a pin where there is no other to follow. */
const BLANK = ' ';
const COLON = ': ';
const INDENT = '  ';

/** A reference with a tag and without a digest. */
const TAGGED = /^[^@]+:[^@/:]+$/;
/** The digest of nothing: it takes the place of a digest that is missing. */
const PLACEHOLDER = `@sha256:${'0'.repeat(64)}`;

/**
 * Creates the text of versions.json for some images.
 *
 * @param references by key
 * @param schema address of the JSON schema, if editors find it
 * @internal
 */
export function _createVersionsText(references: ReadonlyMap<string, string>, schema?: string): string {
  return _setImages(`{${schema === undefined ? '' : `\n${INDENT}"${SCHEMA_KEY}": ${JSON.stringify(schema)}\n`}}\n`, references);
}

/**
 * Sets images in the text of versions.json: replaces the references of keys that exist, and adds the others at the end of `images`. All
 * other bytes stay as they are, and new ones follow the form of those around them.
 *
 * @param text JSON that `Versions.parse` accepts
 * @param references `name:tag@sha256:…` by key
 * @internal
 */
export function _setImages(text: string, references: ReadonlyMap<string, string>): string {
  const root = _readJson(text) as _JsonNode;
  const section = root.members.find(({ key }) => key === SECTION)?.node;
  const known = new Map(listImages(root).map(({ key, ref }) => [key, ref]));
  const replaced = [...references].flatMap(([key, reference]): Edit[] => {
    const node = known.get(key);
    return node === undefined || node.value === reference ? [] : [{ start: node.start, end: node.end, text: JSON.stringify(reference) }];
  });
  const added = [...references].filter(([key]) => !known.has(key));
  if (added.length === 0) return applyEdits(text, replaced);
  return applyEdits(text, [...replaced, section === undefined ? addSection(text, root, added) : addPins(text, section, added)]);
}

/**
 * The text of versions.json with a digest of zeros for each `name:tag` that has none, so that the rest of it can be checked.
 *
 * @internal
 */
export function _completeDigests(text: string): string {
  const root = _readJson(text);
  if ('found' in root) return text;
  return applyEdits(text, listImages(root).flatMap(({ ref: { kind, value, end } }) => (
    kind === 'string' && TAGGED.test(String(value)) ? [{ start: end - 1, end: end - 1, text: PLACEHOLDER }] : []
  )));
}

/**
 * Whether a digest is the one that `_completeDigests` adds.
 *
 * @internal
 */
export function _isPlaceholder(digest: string): boolean {
  return PLACEHOLDER.endsWith(digest);
}

function listImages(root: _JsonNode): { readonly key: string; readonly ref: _JsonNode }[] {
  const section = root.members.find(({ key }) => key === SECTION);
  return section?.node.members.flatMap(({ key, node }) => {
    const ref = node.members.find(field => field.key === 'ref')?.node;
    return ref === undefined ? [] : [{ key, ref }];
  }) ?? [];
}

/** Adds the section at the top, behind the address of the schema. */
function addSection(text: string, root: _JsonNode, pins: readonly (readonly [string, string])[]): Edit {
  const eol = findLineEnd(text);
  const [first] = root.members;
  const lead = first === undefined ? `${eol}${INDENT}` : text.slice(root.start + 1, first.start);
  const section = `"${SECTION}"${COLON}${printSection(lead, pins)}`;
  if (first === undefined) return { start: root.start + 1, end: root.end - 1, text: `${lead}${section}${eol}` };
  if (first.key === SCHEMA_KEY) return { start: first.node.end, end: first.node.end, text: `,${lead}${section}` };
  return { start: first.start, end: first.start, text: `${section},${lead || BLANK}` };
}

function addPins(text: string, section: _JsonNode, pins: readonly (readonly [string, string])[]): Edit {
  const { members, start, end } = section;
  const last = members[members.length - 1];
  if (last === undefined) return { start, end, text: printSection(findLead(text, start), pins) };
  const form = readForm(text, last);
  const lead = text.slice(start + 1, members[0].start);
  return { start: last.node.end, end: last.node.end, text: pins.map(pin => `,${lead}${printPin(pin, form)}`).join('') };
}

/** @param lead what precedes the key of the section: its line break and indent, or blanks */
function printSection(lead: string, pins: readonly (readonly [string, string])[]): string {
  const inner = lead.includes('\n') ? `${lead}${lead.slice(lead.lastIndexOf('\n') + 1) || INDENT}` : BLANK;
  const form = { colon: COLON, open: BLANK, middle: COLON, close: BLANK };
  return `{${pins.map(pin => `${inner}${printPin(pin, form)}`).join(',')}${lead.includes('\n') ? lead : BLANK}}`;
}

/** What is between the parts of a pin: `"key"` colon `{` open `"ref"` middle `"…"` close `}`. */
interface PinForm {
  readonly colon: string;
  readonly open: string;
  readonly middle: string;
  readonly close: string;
}

function printPin([key, reference]: readonly [string, string], { colon, open, middle, close }: PinForm): string {
  return `${JSON.stringify(key)}${colon}{${open}"ref"${middle}${JSON.stringify(reference)}${close}}`;
}

function readForm(text: string, { start, node }: _JsonNode['members'][number]): PinForm {
  const field = node.members[0];
  const findColon = (from: number, to: number) => /\s*:\s*$/.exec(text.slice(from, to))![0];
  return {
    colon: findColon(start, node.start),
    open: text.slice(node.start + 1, field.start),
    middle: findColon(field.start, field.node.start),
    close: text.slice(node.members[node.members.length - 1].node.end, node.end - 1),
  };
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
