import { describe, expect, test } from 'vitest';
import { Severity } from '../../../src';
import { problemsOf } from '../../support/image';
import { imageOf, said } from '../existing';

const weights = (id: string, lines: string) => problemsOf(imageOf(lines)).filter(problem => problem.id === id).map(({ severity }) => severity);

describe('run/pipe-status', () => {
  test.each([
    'curl -fsSL https://example.com/i.sh | sh',
    'wget -qO- https://example.com/i.sh | bash -s -- --yes',
    'curl https://example.com/i.sh | sudo -E bash -',
    'curl https://example.com/i.py | python3 -',
    'sh -c "$(curl -fsSL https://example.com/i.sh)"',
    'bash -c "curl https://example.com/i.sh | sh"',
    'bash -c "bash <(curl https://example.com/i.sh)"',
    'set -e; curl https://example.com/i.sh | sh',
    'curl https://example.com/key | tee /etc/key',
    'curl https://example.com/a.tgz | tar xz; curl https://example.com/i.sh | sh',
  ])('%s', line => expect(weights('run/pipe-status', `RUN ${line}`)).toEqual([Severity.WARNING]));

  test.each([
    'curl -L https://example.com/a.tgz | tar xz -C /opt', 'wget -O - https://example.com/a.tgz | tar -xz', 'curl https://example.com/a.gz | gunzip > /a',
    'if true; then curl https://example.com/a.tgz | tar xz; fi',
  ])('%s says so of the archive', line => expect(weights('run/pipe-status', `RUN ${line}`)).toEqual([Severity.INFO]));

  test.each([
    'RUN set -o pipefail && curl https://example.com/i.sh | sh',
    'RUN set -euxo pipefail; curl https://example.com/i.sh | sh',
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl https://example.com/i.sh | sh',
    'SHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN curl https://example.com/a.tgz | tar xz',
    'RUN bash -o pipefail -c "curl https://example.com/a.tgz | tar xz"',
    'RUN curl -fsSLo /i.sh https://example.com/i.sh && sh /i.sh',
    'RUN curl -s https://example.com/versions | grep v1',
    'RUN VERSION="$(curl -s https://example.com/version)" && echo "$VERSION"',
    'RUN cat /i.sh | sh',
    'RUN echo "curl | sh"',
    'RUN yq \'.a | .b\' /x',
  ])('%s', lines => expect(said('run/pipe-status', lines)).toEqual([]));
});

describe('run/script-goes-on', () => {
  const script = (lines: string, first = 'RUN') => said('run/script-goes-on', `${first} <<EOF\n${lines}\nEOF`);

  test.each(['make\nmake install', 'cd /src\nmake', '#!/bin/bash\nmake\nmake install', 'make; make install', 'make && make test\nmake install', 'if test -e x; then\n  make\n  make install\nfi'])(
    '%s', lines => expect(script(lines)).toHaveLength(1));

  test.each([
    'set -e\nmake\nmake install', 'set -eux\nmake\nmake install', 'set -o errexit\nmake\nmake install', '#!/bin/sh -e\nmake\nmake install', '#!/usr/bin/env -S bash -e\nmake\nmake install',
    'make && make install', 'make || exit 1\nmake install', 'make', 'export A=1\necho hi\nmkdir -p /x\nmake', 'rm -f /x\nmake', 'make\ncode=$?\necho $code', 'set -e\nmake\nset +e\nmake check\nmake install',
    'set -e\nexport A=$(git describe)\nmake', '#!/usr/bin/env python3\nprint(1)\nprint(2)',
  ])('%s', lines => expect(script(lines)).toEqual([]));

  test('a shell that reads the text is told by its own options', () => {
    expect(script('make\nmake install', 'RUN bash')).toEqual(['In the stage "existing", the script continues if `make` fails.']);
    expect(script('make\nmake install', 'RUN bash -e')).toEqual([]);
    expect(script('make\nmake install', 'SHELL ["/bin/bash", "-e", "-c"]\nRUN')).toEqual([]);
    expect(script('print(1)\nprint(2)', 'RUN python3')).toEqual([]);
    expect(script('a\nb', 'RUN cat > /x')).toEqual([]);
  });
});

describe('run/cd-lost', () => {
  test.each([
    'RUN cd /src\nRUN make', 'RUN mkdir -p /src && cd /src\nRUN make', 'RUN cd src\nCMD ["./app"]', 'RUN cd /src\nCOPY . .', 'RUN cd /src\nCOPY a /a\nRUN make', 'RUN ["sh", "-c", "cd /src"]\nRUN make',
    'FROM debian:13 AS base\nRUN cd /src\nFROM base\nRUN make',
  ])('%s', lines => expect(said('run/cd-lost', lines)).toHaveLength(1));

  test.each([
    'RUN cd /src && make\nRUN make', 'RUN cd /src && make && cd ..\nRUN make', 'RUN cd /src\nWORKDIR /src\nRUN make', 'WORKDIR /src\nRUN cd /src\nRUN make', 'RUN cd /src',
    'RUN cd /src\nCOPY a /a', 'RUN cd -\nRUN make', 'RUN (cd /src && make)\nRUN make',
  ])('%s', lines => expect(said('run/cd-lost', lines)).toEqual([]));
});

describe('run/capability-lost', () => {
  const SETCAP = 'setcap cap_net_raw+p /srv/app';
  test.each([
    { lines: `RUN ${SETCAP} && chown app /srv/app`, weight: Severity.ERROR },
    { lines: `RUN ${SETCAP}\nRUN chown -R app:app /srv`, weight: Severity.ERROR },
    { lines: `WORKDIR /srv\nRUN ${SETCAP} && chgrp 0 app`, weight: Severity.ERROR },
    { lines: `RUN ${SETCAP} && cd /srv && strip app`, weight: Severity.ERROR },
    { lines: `RUN ${SETCAP} && mv /srv/app /bin/app && chown app /bin/app`, weight: Severity.ERROR },
    { lines: `RUN ${SETCAP}; if true; then chown app /srv/app; fi`, weight: Severity.WARNING },
    { lines: `RUN ${SETCAP} && cp /srv/app /bin/app`, weight: Severity.WARNING },
    { lines: `RUN ${SETCAP} && install -m 755 /srv/app /bin/`, weight: Severity.WARNING },
    { lines: 'RUN setcap cap_net_raw+p $(which node) && chown app "$(which node)"', weight: Severity.ERROR },
  ])('$lines', ({ lines, weight }) => expect(weights('run/capability-lost', lines)).toEqual([weight]));

  test.each([
    `RUN chown app /srv/app && ${SETCAP}`, `RUN ${SETCAP} && chown app /srv/app && ${SETCAP}`, `RUN ${SETCAP} && cp -a /srv/app /bin/app`, `RUN ${SETCAP} && cp --preserve=all /srv/app /bin/app`,
    `RUN ${SETCAP} && cp /srv/app /bin/app && setcap cap_net_raw+p /bin/app`, `RUN ${SETCAP} && chmod 755 /srv/app`, `RUN ${SETCAP} && chown app /srv/other`, `RUN ${SETCAP} && chown app /srv`,
    `RUN ${SETCAP} && strip -o /x /srv/app`, `RUN ${SETCAP} && sed s/a/b/ /srv/app`, 'RUN setcap -r /srv/app && chown app /srv/app', `RUN ${SETCAP} && cp /x /srv/other`,
    `FROM debian:13 AS a\nRUN ${SETCAP}\nFROM debian:13\nRUN chown app /srv/app`,
  ])('%s', lines => expect(said('run/capability-lost', lines)).toEqual([]));
});

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

describe('run/world-writable', () => {
  test.each(['777', '0777', '-R 777', '666', '2777', 'a+w', '-R a+rwx', 'ugo+rwX', 'o+w', 'u=rwx,o=rwx', 'a=rwx'])('chmod %s', mode => {
    expect(said('run/world-writable', `RUN chmod ${mode} /srv`)).toEqual([`In the stage "existing", \`chmod ${mode} /srv\` lets everyone write.`]);
  });

  test.each(['755', '1777', '3777', '+x', '+w', 'u+w', 'g=u', 'o-w', 'a+rX', 'a=rwx,+t', '"$MODE"', '775'])('chmod %s is not', mode => {
    expect(said('run/world-writable', `RUN chmod -R ${mode} /srv`)).toEqual([]);
  });

  test.each(['777', '0666', 'a=rwX', 'go+w'])('COPY --chmod=%s', mode => {
    expect(said('run/world-writable', `COPY --chmod=${mode} app /app`)).toEqual([`In the stage "existing", COPY --chmod=${mode} lets everyone write to /app.`]);
  });

  test.each([
    { lines: 'COPY --chmod=1777 tmp /tmp', count: 0 },
    { lines: 'COPY --chmod=u=rwX,go=rX app /app', count: 0 },
    { lines: 'FROM debian:13 AS build\nCOPY --chmod=777 app /app\nFROM scratch', count: 0 },
    { lines: 'RUN chmod 777 /tmp', count: 0 },
    { lines: 'RUN d=$(mktemp -d) && chmod 777 "$d"', count: 0 },
    { lines: 'WORKDIR /srv\nRUN chmod -R 777 .', count: 1 },
    { lines: 'FROM debian:13 AS build\nRUN chmod 777 /build.sh\nFROM scratch\nCOPY --from=build /out /', count: 0 },
    { lines: 'FROM debian:13 AS build\nRUN chmod -R 777 /out/data\nFROM scratch\nCOPY --from=build /out /', count: 1 },
    { lines: 'FROM debian:13 AS build\nRUN chmod -R 777 /out/data\nFROM scratch\nCOPY --from=build --chmod=0755 /out /', count: 0 },
  ])('$lines', ({ lines, count }) => expect(said('run/world-writable', lines)).toHaveLength(count));
});
