import { describe, expect, test } from 'vitest';
import { ScratchImage } from '../../../../src';
import { textLiteralVariable } from '../../../../src/checks/rules';
import { DEBIAN } from '../../../support/image';
import { findingsOf, saidOf } from '../../findings';

describe('a dollar sign that stands for itself', () => {
  test.each([
    ['ENV PATH="/opt/bin:\\$PATH"', ['In the stage "file", ENV PATH contains the text "$PATH".']],
    ['ENV LD_LIBRARY_PATH="\\${ROOT}/lib"', ['In the stage "file", ENV LD_LIBRARY_PATH contains the text "${ROOT}".']],
    ['ENV APP=/app\nENV CONFIG="\\$APP/config"', ['In the stage "file", ENV CONFIG contains the text "$APP".']],
    ['WORKDIR "/\\$APP"', ['In the stage "file", WORKDIR names "/$APP", which contains the text "$APP".']],
    ['USER "\\$WHO"', ['In the stage "file", USER names "$WHO", which contains the text "$WHO".']],
    ['COPY <<E "/\\${APP}/"\nE', ['In the stage "file", COPY names "/${APP}/", which contains the text "${APP}".']],
  ])('%s', (instructions, expected) => expect(saidOf(textLiteralVariable, `FROM scratch\n${instructions}\n`)).toEqual(expected));

  test.each([
    'ENV PATH=/opt/bin:$PATH',
    'ENV PROMPT="\\$USER "',
    'ENV PRICE="\\$5"',
    'ENV APP=/app\nWORKDIR $APP',
    'LABEL usage="\\$PATH"',
  ])('is fine: %s', instructions => expect(saidOf(textLiteralVariable, `FROM scratch\n${instructions}\n`)).toEqual([]));
});

test('an environment means what its user means', () => {
  expect(findingsOf(textLiteralVariable, image => new ScratchImage(image, 'Runtime', {
    contents: [], assembledIn: DEBIAN, environment: { PATH: '/opt/bin:$PATH' },
  }))).toEqual([]);
});
