import { describe, expect, test } from 'vitest';
import { Severity } from '../../../../src';
import { problemsOf } from '../../../support/image';
import { imageOf } from '../../existing';

const weights = (id: string, lines: string) => problemsOf(imageOf(lines)).filter(problem => problem.id === id).map(({ severity }) => severity);

describe('run/sudo', () => {
  test.each([
    { lines: 'USER root\nRUN sudo make install', weight: [Severity.WARNING] },
    { lines: 'RUN sudo make install', weight: [Severity.WARNING] },
    { lines: 'USER app\nRUN sudo make install', weight: [Severity.INFO] },
    { lines: 'FROM ghcr.io/acme/base:1\nRUN sudo make install', weight: [Severity.INFO] },
    { lines: 'USER root\nRUN sudo -u app make', weight: [] },
    { lines: 'USER root\nRUN sudo --user=app make', weight: [] },
    { lines: 'USER root\nRUN sudo -u root make', weight: [Severity.WARNING] },
    { lines: 'USER root\nRUN apt-get install -y sudo', weight: [] },
    { lines: 'FROM debian:13 AS build\nUSER app\nRUN sudo make\nFROM scratch\nCOPY --from=build /out /', weight: [] },
  ])('$lines', ({ lines, weight }) => expect(weights('run/sudo', lines)).toEqual(weight));
});
