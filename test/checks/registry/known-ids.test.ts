import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { _listKnownIds } from '../../../src/checks';

/**
 * The ids that users acknowledge and weigh, one a line. `npm run test:update` adds those that are new, and takes none away. One that is given up
 * keeps its line, with the reason: `user/nobody RETIRED: user/root reports it`.
 */
const LIST = join(__dirname, '../../golden/known-ids.txt');

const LINES = existsSync(LIST) ? readFileSync(LIST, 'utf8').split('\n').filter(line => line !== '') : [];
const RETIRED = LINES.filter(line => line.includes(' RETIRED: ')).map(line => line.slice(0, line.indexOf(' ')));

test('an id stays, or is retired', () => {
  const gone = LINES.filter(line => !line.includes(' ') && !_listKnownIds().includes(line));
  expect(gone.map(id => `${id} is no longer reported, and users may have acknowledged it. Give the rule its id again, or write the reason into `
    + `test/golden/known-ids.txt: "${id} RETIRED: …"`)).toEqual([]);
});

test('a retired id is not used again', () => {
  expect(_listKnownIds().filter(id => RETIRED.includes(id))).toEqual([]);
});

test('the list has every id, once', async () => {
  const ids = _listKnownIds();
  expect([...new Set(ids)]).toEqual(ids);
  await expect([...new Set([...LINES, ...ids])].sort().map(line => `${line}\n`).join('')).toMatchFileSnapshot(LIST);
});
