import { describe, expect, test } from 'vitest';
import { rootfsMissingInterpreter } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

describe('a program of another C library', () => {
  const said = (base: string, file = "COPY --chmod=0755 <<'E' /start\n#!/bin/bash\nE") => saidOf(rootfsMissingInterpreter, `FROM ${base}\n${file}\n`);

  test('bash on a base that has none, or has it', () => {
    expect(said('alpine:3.23')).toEqual(['/start is run by /bin/bash, which is not in the image.']);
    expect(said('debian:12')).toEqual([]);
    expect(said('acme/base:1')).toEqual(['? /start is run by /bin/bash, and it is not known whether the image has it.']);
  });
});
