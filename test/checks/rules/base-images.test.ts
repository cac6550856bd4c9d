import { describe, expect, test } from 'vitest';
import { RootfsEntry, dockerfile } from '../../../src';
import { exampleBuild, exampleStage } from '../../../src/checks/examples/example-images';
import { rootfsDanglingLink, startMissingCommand, rootfsMissingInterpreter, startMissingShell, rootfsMissingSource, rootfsNoTmp, runMissingProgram } from '../../../src/checks/rules';
import { findingsOf, saidOf } from '../findings';

describe('a base without a shell', () => {
  const BASE = 'FROM gcr.io/distroless/static-debian13:nonroot';

  test('starts no line, checks none, and runs none', () => {
    expect(saidOf(startMissingShell, `${BASE}\nCMD /app --verbose\n`)).toEqual(['CMD needs /bin/sh, which is not in the image: /app --verbose']);
    expect(saidOf(startMissingShell, `${BASE}\nCMD ["/app"]\nHEALTHCHECK CMD /app -check || exit 1\n`)).toEqual([
      'HEALTHCHECK needs /bin/sh, which is not in the image: /app -check || exit 1',
    ]);
    expect(saidOf(runMissingProgram, `${BASE}\nRUN mkdir /data\n`)).toEqual(['In the stage "file", RUN needs /bin/sh, which does not exist there.']);
  });

  test('may be given one', () => {
    expect(saidOf(runMissingProgram, `${BASE}\nCOPY --from=busybox:1 /bin/sh /bin/sh\nRUN true\n`)).toEqual([]);
    expect(saidOf(runMissingProgram, 'FROM gcr.io/distroless/static-debian13:debug\nRUN true\n')).toEqual([]);
  });

  test.each([
    [`${BASE}\nRUN --mount=from=busybox:musl,source=/bin,target=/bin mkdir /data`, true],
    [`${BASE}\nRUN --mount=from=busybox:musl,source=/bin/busybox,target=/bin/sh mkdir /data`, true],
    ['FROM scratch\nRUN --mount=from=busybox:musl,target=/usr/ ["busybox", "mkdir", "/data"]', true],
    ['FROM scratch\nWORKDIR /\nRUN --mount=from=busybox:musl,target=tools ["/tools/bin/mkdir", "/data"]', true],
    ['FROM scratch\nRUN --mount=from=busybox:musl,target=/tools ["busybox", "mkdir", "/data"]', false],
    [`${BASE}\nRUN --mount=type=cache,target=/binaries mkdir /data`, false],
  ])('is lent one by a mount: %s', (text, isLent) => expect(saidOf(runMissingProgram, `${text}\n`)).toHaveLength(isLent ? 0 : 1));
});

describe('a health check with curl', () => {
  const said = (base: string, ...lines: string[]) => saidOf(startMissingCommand, [`FROM ${base}`, ...lines, 'CMD ["/app"]', 'HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]', ''].join('\n'))
    .filter(what => what.includes('curl'));

  test.each(['debian:trixie-slim', 'debian:12', 'ubuntu:24.04', 'alpine:3.23', 'node:24-slim', 'python:3.13-slim', 'gcr.io/distroless/base'])('on %s', base => {
    expect(said(base)).toEqual(['HEALTHCHECK runs "curl", which is not in the image.']);
  });

  test.each(['node:24', 'nginx:1.29', 'acme/base:1'])('which %s may have', base => {
    expect(said(base)).toEqual(['? HEALTHCHECK runs "curl", and it is not known whether the image has it.']);
  });

  test('that a command may have installed', () => {
    expect(said('debian:12', 'RUN apt-get update && apt-get install -y curl')).toEqual(['? HEALTHCHECK runs "curl", and it is not known whether the image has it.']);
  });
});

describe('a program of another C library', () => {
  const said = (base: string, file = "COPY --chmod=0755 <<'E' /start\n#!/bin/bash\nE") => saidOf(rootfsMissingInterpreter, `FROM ${base}\n${file}\n`);

  test('bash on a base that has none, or has it', () => {
    expect(said('alpine:3.23')).toEqual(['/start is run by /bin/bash, which is not in the image.']);
    expect(said('debian:12')).toEqual([]);
    expect(said('acme/base:1')).toEqual(['? /start is run by /bin/bash, and it is not known whether the image has it.']);
  });
});

describe('a copy that changes /tmp of a base', () => {
  const said = (base: string, copy: string) => saidOf(rootfsNoTmp, `FROM scratch AS tree\nCOPY <<'E' /out/tmp/motd\nE\nFROM ${base}\n${copy}\n`);

  test('is told with the base', () => {
    expect(said('debian:12', 'COPY --from=tree /out/ /')).toEqual(['/tmp has mode 0755: the copy changes the mode that it has in debian:12.']);
    expect(said('debian:12', 'COPY --from=tree /out/tmp/ /tmp/')).toEqual([]);
    expect(said('debian:12', 'WORKDIR /tmp')).toEqual([]);
  });
});

describe('a link', () => {
  const said = (target: string) => findingsOf(rootfsDanglingLink, image => {
    const build = exampleBuild(image, [RootfsEntry.symlink('/var/log/app', target)]);
    exampleStage(image, [build], [new dockerfile.Volume([dockerfile.Word.literal('/data')])]);
  }).map(({ what }) => what);

  test('into a volume, or to what the runtime mounts, leads to something when the container runs', () => {
    expect([...said('/data/log'), ...said('../../proc/self/fd/1'), ...said('/dev/stdout')]).toEqual([]);
    expect(said('/srv/log')).toEqual(['The link /var/log/app leads to /srv/log, which is not in the image.']);
  });
});

describe('a copy of a program from another path than it is built at', () => {
  const said = (...lines: string[]) => saidOf(rootfsMissingSource, `FROM acme/go:1 AS b\nWORKDIR /src\n${lines.join('\n')}\nFROM scratch\nCOPY --from=b /app /app\n`).filter(what => !what.startsWith('?'));

  test('is told', () => {
    expect(said('COPY service/ .', 'RUN go build -o app .')).toEqual(['/app is copied from the stage "file-b", whose commands build /src/app and do not name /app.']);
    expect(said('RUN gcc -o app main.c')).toHaveLength(1);
  });

  test.each([
    ['a command names it', ['RUN go build -o app . && cp app /app']],
    ['it is built there', ['RUN go build -o /app .']],
    ['a copy may have brought it', ['COPY . /', 'RUN go build -o app .']],
    ['another name', ['RUN go build -o server .']],
    ['a command puts it into the directory', ['RUN go build -o app . && cp -a app /']],
    ['a command puts it into its own directory', ['RUN go build -o app .', 'WORKDIR /', 'RUN mv src/* .']],
    ['a command may put it there', ['RUN go build -o app . && install app "$PREFIX"']],
  ])('unless %s', (_, lines) => {
    expect(said(...lines)).toEqual([]);
  });
});
