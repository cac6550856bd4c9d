import fc from 'fast-check';
import { expect, test } from 'vitest';
import { _lintText } from '../../../src/dockerfile/lint';
import * as rules from '../../../src/dockerfile/lint/rules';

const PIECES = ['FROM ', 'ARG ', 'ENV ', 'COPY ', 'ADD ', 'RUN ', 'ONBUILD ', 'EXPOSE ', 'VOLUME ', 'HEALTHCHECK ', 'STOPSIGNAL ', 'SHELL ', 'WORKDIR ', 'LABEL ', 'scratch', ' AS ', 'a',
  '--from=', '--mount=', 'type=', '--chmod=', '--platform=', '--checksum=', '<<E', '<<-"E"', '\nE\n', '\n', '\\\n', '\r\n', '# check=', 'skip=', '$', '${', '}', ':-', '#', '%', '/', '*', '"', '\'',
  '[', ']', ',', '=', ':', '@', '?', '\\', '`', '\ufeff', 'é', '\ud800', '\u2028', '1', '-'];

const examples = Object.values(rules).flatMap(({ bad, good }) => [...bad, ...good]);

const texts = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map(pieces => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.uint8Array({ maxLength: 400 }).map(bytes => Buffer.from(bytes).toString('utf8')),
  fc.tuple(fc.constantFrom(...examples), fc.nat(200)).map(([text, length]) => text.slice(0, length)),
);

test('every text is answered, and every finding lies in it', () => {
  fc.assert(fc.property(texts, fc.array(fc.constantFrom('a', '*', '**', '!', '[', '\\', '/', ' ', '.'), { maxLength: 6 }), (text, pattern) => {
    const lines = text.split('\n').length;
    for (const { range, message } of _lintText(text, { dockerignore: [pattern.join('')] })) {
      expect(range.startLine >= 1 && range.startLine <= range.endLine && range.endLine <= lines && message !== '').toBe(true);
    }
  }), { numRuns: 3000 });
});
