import { describe, expect, test } from 'vitest';
import { startMissingShell, runMissingProgram } from '../../../src/checks/rules';
import { saidOf } from '../findings';

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
