import { describe, expect, test } from 'vitest';
import { Severity } from '../../../src';
import { problemsOf } from '../../support/image';
import { imageOf, said, untold } from '../existing';

const CLEAN = '&& rm -rf /var/lib/apt/lists/*';

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

describe('packages/prompt', () => {
  test.each([
    'apt-get install gcc', 'apt-get upgrade', 'apt install gcc=12', 'apt-get install "gcc-$VERSION"', 'apt-get install $PACKAGES',
    'yum install gcc', 'dnf update', 'zypper in gcc', 'if true; then apt-get install gcc; fi',
  ])('%s asks', line => expect(said('packages/prompt', `RUN ${line}`)).toHaveLength(1));

  test.each([
    'apt-get install -y gcc', 'apt-get -qq install gcc', 'apt-get install -yqq gcc', 'apt-get --assume-yes install gcc', 'apt-get -o APT::Get::Assume-Yes=true install gcc',
    'yes | apt-get install gcc', 'apt-get install $OPTIONS gcc', 'apt-get -s install gcc', 'apt-get download gcc', 'apt-get update', 'apt-get clean', 'dpkg -i /x.deb && apt-get install -f',
    'dnf -y install gcc', 'dnf install --assumeyes gcc', 'microdnf install gcc', 'zypper -n in gcc', 'zypper --non-interactive install gcc', 'apk add gcc',
    'echo apt-get install gcc',
  ])('%s does not', line => expect(said('packages/prompt', `RUN ${line}`)).toEqual([]));

  test.each([
    'ENV OPTIONS="-y --no-install-recommends"\nRUN apt-get install $OPTIONS gcc',
    'RUN echo \'APT::Get::Assume-Yes "true";\' > /etc/apt/apt.conf.d/90yes\nRUN apt-get install gcc',
    'COPY apt.conf /etc/apt/\nRUN apt-get install gcc',
    'RUN echo assumeyes=1 >> /etc/yum.conf\nRUN yum install gcc',
  ])('%s: it was told before', lines => expect(said('packages/prompt', lines)).toEqual([]));
});

describe('packages/lists', () => {
  test.each([
    { lines: 'RUN apt-get update\nRUN apt-get install -y gcc', says: 'uses package lists that an earlier step fetched.' },
    { lines: 'RUN apt-get install -y gcc', says: 'has no package lists: no step of the stage fetches them.' },
    { lines: `RUN apt-get update ${CLEAN}\nRUN apt-get install -y gcc`, says: 'has no package lists: an earlier step removed them.' },
    { lines: 'RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*\nRUN apt-get install -y gcc', says: 'has no package lists: an earlier step removed them.' },
  ])('$lines', ({ lines, says }) => expect(said('packages/lists', lines)).toEqual([`In the stage "existing", \`apt-get install -y\` ${says}`]));

  test('a stage goes on where the one that it continues has ended', () => {
    expect(said('packages/lists', 'FROM debian:13 AS base\nRUN apt-get update\nFROM base\nRUN apt-get install -y gcc')).toHaveLength(1);
  });

  test.each([
    `RUN apt-get update && apt-get install -y gcc ${CLEAN}`,
    'RUN curl -fsSL https://deb.nodesource.com/setup_22.x -o /s && bash /s && apt-get install -y nodejs',
    'RUN curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && apt-get install -y nodejs',
    'COPY setup.sh /\nRUN /setup.sh\nRUN apt-get install -y gcc',
    'RUN add-apt-repository ppa:a/b && apt-get install -y gcc',
    'RUN apt-get install -y ./app.deb',
    'RUN apt-get install --update -y gcc',
    'RUN apt-get install -f -y',
    'RUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get install -y gcc',
    'RUN apt-get remove -y gcc',
  ])('%s', lines => expect(said('packages/lists', lines)).toEqual([]));

  test('other images than the official ones may have lists', () => {
    const lines = 'FROM ghcr.io/acme/base:1\nRUN apt-get install -y gcc';
    expect(said('packages/lists', lines)).toEqual([]);
    expect(untold('packages/lists', lines)).toEqual(['In the stage "existing", `apt-get install -y` uses package lists that no step of the stage fetches.']);
  });
});

describe('packages/lists-left', () => {
  test.each([
    'RUN apt-get update && apt-get install -y gcc',
    'RUN apt-get update && apt-get install -y gcc && apt-get clean',
    'RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*',
    'RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y gcc',
    'FROM debian:13 AS base\nRUN apt-get update\nFROM base\nRUN make',
    'FROM debian:13 AS base\nRUN apt-get update\nFROM scratch\nCOPY --from=base / /',
  ])('%s', lines => expect(said('packages/lists-left', lines)).toHaveLength(1));

  test.each([
    `RUN apt-get update && apt-get install -y gcc ${CLEAN}`,
    'RUN apt-get update && rm -rf /var/lib/apt/lists /tmp/*',
    'RUN apt-get update && rm -rf /var/lib/{apt,dpkg,cache,log}',
    'RUN apt-get update && find /var/lib/apt/lists -type f -delete',
    'RUN apt-get update && cd /var/lib/apt/lists && rm -rf *',
    'RUN apt-get update && apt-get install -y gcc && apt-get distclean',
    'RUN apt-get update && /usr/local/bin/cleanup',
    'RUN --mount=type=cache,target=/var/lib/apt apt-get update',
    'RUN --mount=type=tmpfs,target=/var/lib/apt/lists apt-get update',
    'FROM debian:13 AS build\nRUN apt-get update\nFROM scratch\nCOPY --from=build /out/app /app',
    'RUN apk update',
  ])('%s', lines => expect(said('packages/lists-left', lines)).toEqual([]));
});

test.each([
  { line: 'apt update && apt install -y gcc', says: ['The stage "existing" calls `apt update`.'] },
  { line: 'apt-get update && apt --version && echo apt', says: [] },
])('packages/apt-interface: $line', ({ line, says }) => expect(said('packages/apt-interface', `RUN ${line}`)).toEqual(says));
