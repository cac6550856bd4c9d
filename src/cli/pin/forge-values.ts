import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { _FORGES_FILE, _ForgeValue, _ForgesFile, _LAST_SYNTHESIS, _Misshapen, _Shape, _listOf, _object, _parseJson, _recordOf, _text } from '../../core';
import { UsageError } from '../command';
import { MOST_BYTES, readFile } from '../input';

const SECTIONS = ['images', 'packages', 'actions'] as const;

const SECTION: _Shape<_ForgeValue['section']> = (value, place) => {
  const found = SECTIONS.find(name => name === value);
  if (found === undefined) throw new _Misshapen(`${place} is ${JSON.stringify(value)}, not one of ${SECTIONS.join(', ')}.`);
  return found;
};

const VERSION: _Shape<1> = (value, place) => {
  if (value !== 1) throw new _Misshapen(`${place} is ${JSON.stringify(value)}, not 1.`);
  return value;
};

const VALUE = _object({ section: SECTION, key: _text, pin: _recordOf(_text), usedBy: _listOf(_text) }, { versions: _text }, { isOpen: true });
const FILE = _object({ version: VERSION, values: _listOf(VALUE) }, {}, { isOpen: true });

/**
 * Reads what the forges of a project print and what is in no versions.json yet, as the last synthesis has written it.
 *
 * @param versions path of the versions.json of the project
 * @throws UsageError if no synthesis has run, or its file cannot be read
 */
export async function readForgeValues(versions: string): Promise<readonly _ForgeValue[]> {
  const start = resolve(dirname(versions));
  for (let root = start; ; root = dirname(root)) {
    const path = join(root, _LAST_SYNTHESIS, _FORGES_FILE);
    if (existsSync(path)) {
      const { values } = parseFile((await readFile(path, MOST_BYTES.source)).toString('utf8'), path);
      return values.filter(value => value.versions === undefined || resolve(root, value.versions) === resolve(versions));
    }
    if (root === dirname(root)) break;
  }
  throw new UsageError(`There is no ${_LAST_SYNTHESIS}/${_FORGES_FILE} in ${start} or in a folder above it: no synthesis has run here. Run: npx projen synth`);
}

function parseFile(text: string, path: string): _ForgesFile {
  const refuse = (why: string): never => { throw new UsageError(`${path} does not have the format of this version of imagewright: ${why} Run: npx projen synth`); };
  const { value, fault } = _parseJson(text);
  if (fault !== undefined) return refuse(`It is not JSON: ${fault}.`);
  try {
    return FILE(value, '');
  } catch (error) {
    if (error instanceof _Misshapen) return refuse(error.message);
    throw error;
  }
}
