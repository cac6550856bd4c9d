import { describe, expect, test } from 'vitest';
import { Severity } from '../../../../src';
import { problemsOf } from '../../../support/image';
import { imageOf, untold } from '../../existing';

describe('packages/needs-root', () => {
  const of = (lines: string) => problemsOf(imageOf(lines)).filter(({ id }) => id === 'packages/needs-root').map(({ severity, what }) => `${severity}: ${what}`);
  const weight = (lines: string) => of(lines).map(line => line.replace(/:.*/, ''));

  test.each(['apk add curl', 'apt-get update', 'dnf -y install gcc', 'zypper -n in gcc', 'pacman -Sy gcc', 'dpkg -i /x.deb'])('%s', line => {
    expect(of(`USER 65532\nRUN ${line}`)).toEqual([`error: In the stage "existing", 65532 runs \`${line.split(' ').slice(0, 3).join(' ')}\`.`]);
  });

  test.each([
    { lines: 'USER app\nRUN apk add curl; echo done', says: [Severity.WARNING] },
    { lines: 'USER app\nRUN command -v curl || apk add curl', says: [Severity.WARNING] },
    { lines: 'USER app\nRUN ["apk", "add", "curl"]', says: [Severity.ERROR] },
    { lines: 'USER app\nRUN bash -ec "apt-get update"', says: [Severity.ERROR] },
    { lines: 'USER app\nRUN sudo apk add curl', says: [] },
    { lines: 'USER app\nUSER root\nRUN apk add curl', says: [] },
    { lines: 'USER 0:0\nRUN apk add curl', says: [] },
    { lines: 'USER app\nRUN apk --root /out add curl', says: [] },
    { lines: 'USER app\nRUN apt-get --version && apk info', says: [] },
    { lines: 'RUN apk add curl\nUSER app', says: [] },
  ])('$lines', ({ lines, says }) => expect(weight(lines)).toEqual(says));

  test('a name that the stage gives the number 0 is root', () => {
    expect(weight('FROM scratch\nCOPY <<\'EOT\' /etc/passwd\nadmin:x:0:0::/:/bin/sh\nEOT\nUSER admin\nRUN ["apk", "add", "curl"]')).toEqual([]);
  });

  test('a base that nobody knows may have a user', () => {
    const line = 'RUN apt-get update && apt-get install -y gcc';
    expect(untold('packages/needs-root', `FROM ghcr.io/acme/base:1\n${line}\n${line}`)).toEqual(['It is not known which user runs `apt-get update` in the stage "existing".']);
    expect(untold('packages/needs-root', `FROM python:3.13-slim\n${line}`)).toEqual([]);
    expect(untold('packages/needs-root', `ARG NAME=app\nUSER $NAME\n${line}`)).toEqual(['It is not known which user runs `apt-get update` in the stage "existing".']);
  });
});
