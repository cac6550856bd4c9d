import { createHash } from 'node:crypto';
import { _quoteValue } from '../../core';
import type { _BaseFacts } from '../base-facts';
import { _readBaseFileName } from '../base-file-name';
import { _readFiles, _writeFiles } from './files';
import { _findWrongFact, _readHead, _writeHead } from './head';
import { _refuseBaseFile, _refuseLine } from './refuse-base-file';

const SCHEMA = 'imagewright-base 1';
const NOTE = '# Written by `imagewright pin --bases`; `imagewright base show` prints it. Do not edit it.';
/** Schema, note and digest are lines 1 to 3. */
const HEAD_LINE = 4;

/**
 * Writes what a base holds as the text of its file: deterministic, uncompressed and line by line, so that a new digest of a tag changes few
 * lines. Lines are sorted by code unit, and what is as usual is left out.
 *
 * @param path of the file, for messages
 * @throws `bases/limit`
 * @internal
 */
export function _writeBaseFile({ files, ...head }: _BaseFacts, path: string): string {
  const body = `${_writeHead(head)}${_writeFiles(files, path)}`;
  return `${SCHEMA}\n${NOTE}\n${computeDigest(body)}\n${body}`;
}

/**
 * Reads the text of a base file. It accepts exactly what `_writeBaseFile` writes, and also the line ends of Windows, which git may make.
 *
 * @param path of the file, for messages
 * @throws `bases/schema`, `bases/damaged`, `bases/limit`
 * @internal
 */
export function _readBaseFile(text: string, path: string): _BaseFacts {
  const body = checkTop(text.includes('\r') ? text.replace(/\r\n/g, '\n') : text, path);
  // The files begin with the line about usual programs, or with the root directory. Other lines that begin like these are indented.
  const cut = body.search(/^(?:elf\t|\/)/m);
  const head = body.slice(0, cut < 0 ? body.length : cut);
  const facts = _readHead(head);
  checkHead(head, _writeHead(facts), path);
  const files = _readFiles(body.slice(head.length), path, HEAD_LINE + head.split('\n').length - 1);
  const wrong = _findWrongFact(facts) ?? findWrongText(facts.texts, files);
  if (wrong !== undefined) _refuseBaseFile('bases/damaged', path, `The base file ${path} has ${wrong}.`);
  const named = _readBaseFileName(path.slice(path.search(/[^\\/]*$/)))?.platform.name;
  if (named !== undefined && named !== facts.platform) _refuseBaseFile('bases/damaged', path, `The base file ${path} is about ${facts.platform}, not about ${named}.`);
  return { ...facts, files };
}

/**
 * Finds the base that a file describes, in its first lines; undefined if it is not a base file of this version.
 *
 * @internal
 */
export function _peekReference(beginning: string): string | undefined {
  return beginning.startsWith(SCHEMA) ? /^reference\t([^\t\r\n]+)\r?$/m.exec(beginning)?.[1] : undefined;
}

/** Checks the first three lines, and returns all others. */
function checkTop(text: string, path: string): string {
  const [schema, note = '', digest = ''] = text.split('\n', 3);
  if (schema !== SCHEMA) {
    _refuseBaseFile('bases/schema', path, `${path} is not a base file of this version of imagewright: its first line is ${_quoteValue(schema)}, not "${SCHEMA}".`);
  }
  if (note !== NOTE) _refuseLine(path, 2, note);
  const body = text.slice(schema.length + note.length + digest.length + 3);
  const computed = computeDigest(body);
  if (computed === digest) return body;
  return _refuseBaseFile('bases/damaged', path, `The base file ${path} was edited or cut: the digest of its lines is ${computed}, but line 3 is ${_quoteValue(digest)}.`);
}

function checkHead(head: string, rewritten: string, path: string): void {
  if (head === rewritten) return;
  const [lines, expected] = [head, rewritten].map(each => each.split('\n'));
  const at = lines.findIndex((line, i) => line !== expected[i]);
  _refuseLine(path, HEAD_LINE + Math.max(0, at), lines[at] ?? '');
}

function findWrongText(texts: _BaseFacts['texts'], files: _BaseFacts['files']): string | undefined {
  const path = [...texts.keys()].find(each => files.get(each)?.kind !== 'file');
  return path === undefined ? undefined : `the text of ${_quoteValue(path)}, which is not one of its files`;
}

function computeDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
