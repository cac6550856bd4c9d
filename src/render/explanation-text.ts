import type { _ExplainedFile, _ExplainedPart, _ExplainedRoot, _ExplainedStage, _ExplanationFile } from './explanation';
import type { _ExplainedHop } from './file-trace';
import { _Misshapen, _Shape, _count, _flag, _parseJson, _listOf, _object, _recordOf, _text } from '../core';

/** The most lines of a Dockerfile; a synthesis never writes a larger number. */
const MOST_LINES = 10_000_000;

const TEXTS = _listOf(_text);

const LINE: _Shape<number> = (value, place) => {
  const line = _count(value, place);
  return line >= 1 && line <= MOST_LINES ? line : refuseShape(place, line, 'a line');
};

const AUTHOR = { construct: _text, declared: TEXTS };

const STAGE: _Shape<_ExplainedStage> = _object({ ...AUTHOR, name: _text, notes: TEXTS, usedBy: TEXTS }, { purpose: _text }, { isOpen: true });

const PIN = _object({ name: _text, depName: _text, datasource: _text, version: _text }, {}, { isOpen: true });

const LINES_OF_PART: _Shape<_ExplainedPart> = _object(
  { ...AUTHOR, firstLine: LINE, lastLine: LINE }, { keyword: _text, stage: _text, pin: PIN }, { isOpen: true },
);

const PART: _Shape<_ExplainedPart> = (value, place) => {
  const part = LINES_OF_PART(value, place);
  return part.firstLine <= part.lastLine ? part : refuseShape(`${place}.lastLine`, part.lastLine, `${part.firstLine} or more`);
};

const HOP = _object({ stage: _text, path: _text, lines: _listOf(LINE) }, {}, { isOpen: true });

const ROUTE: _Shape<_ExplainedHop[]> = (value, place) => {
  const route = _listOf(HOP)(value, place);
  return route.length > 0 ? route : refuseShape(place, [], 'a list with a stage');
};

const FILE: _Shape<_ExplainedFile> = _object(
  { ...AUTHOR, path: _text, kind: _text, platforms: TEXTS, route: ROUTE },
  { mode: _text, owner: _text, target: _text, format: _text, interpreter: _text, isPacked: _flag, bytes: _count },
  { isOpen: true },
);

const BASE = _object({ reference: _text, isRead: _flag, hidden: TEXTS, doubtful: TEXTS, open: TEXTS }, {}, { isOpen: true });

const ROOT: _Shape<_ExplainedRoot> = _object({ platforms: TEXTS, unknown: TEXTS, known: TEXTS }, { base: BASE }, { isOpen: true });

const IMAGE = _object({
  ...AUTHOR,
  name: _text,
  dockerfile: _text,
  platforms: TEXTS,
  isComplete: _flag,
  stages: _listOf(STAGE),
  parts: _listOf(PART),
  files: _listOf(FILE),
  roots: _listOf(ROOT),
}, {}, { isOpen: true });

const VERSION: _Shape<1> = (value, place) => (value === 1 ? value : refuseShape(place, value, '1'));

const EXPLANATION = _object({ version: VERSION, images: _listOf(IMAGE), digests: _recordOf(_text) }, {}, { isOpen: true });

/**
 * Reads the `_EXPLANATION_FILE` of a synthesis. Fields that this release does not know are ignored.
 *
 * @returns the error as a sentence if a synthesis did not write the text
 * @internal
 */
export function _parseExplanation(text: string): _ExplanationFile | string {
  const read = _parseJson(text);
  if (read.fault !== undefined) return `It is not JSON: ${read.fault}.`;
  try {
    return EXPLANATION(read.value, '');
  } catch (error) {
    if (error instanceof _Misshapen) return error.message;
    throw error;
  }
}

function refuseShape(place: string, value: unknown, expected: string): never {
  throw new _Misshapen(`${place} is ${JSON.stringify(value)}, not ${expected}.`);
}
