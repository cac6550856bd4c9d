import { describe, expect, test } from 'vitest';
import { Declared, MISTAKES } from './support/mistakes-over-bases';
import { SMALL_BASES, baseOf } from './support/small-bases';
import { RuntimeImage } from '../../src';
import { _BaseFacts, _BaseLibrary } from '../../src/bases';
import { _Refusal } from '../../src/core';
import { newImage, problemsOf } from '../support/image';

const BASES = _BaseLibrary.of(SMALL_BASES);

/** What is reported about an image over a base, by its id first. */
function listFound(over: _BaseFacts, { contents = [], ...props }: Declared): string[] {
  try {
    const image = newImage();
    new RuntimeImage(image, 'Runtime', { base: baseOf(over), ...props, contents: contents.map(make => make(image)) });
    return problemsOf(image, undefined, { bases: BASES }).map(({ id, what }) => `${id}: ${what}`);
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return [`${error.problem.id}: ${error.problem.what}`];
  }
}

describe('before the build it is found', () => {
  test.each(MISTAKES)('$what', ({ over, wrong, id }) => expect(listFound(over, wrong)).toContainEqual(expect.stringContaining(`${id}: `)));
});

describe('nothing is found in the right image beside', () => {
  test.each(MISTAKES)('$what', ({ over, right }) => expect(listFound(over, right)).toEqual([]));
});
