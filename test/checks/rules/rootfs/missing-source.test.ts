import { describe, expect, test } from 'vitest';
import { rootfsMissingSource } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

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

test.each([
  ['COPY --from=build /out/ap /app', ['/out/ap is copied from the stage "file-build", which has no such file. Did you mean "/out/app"?']],
  ['COPY --from=build /out/app /app', []],
  ['COPY --from=build /out/a* /app', []],
  ['COPY --from=alpine /out/ap /app', []],
])('rootfs/missing-source: %s', (copy, expected) => {
  expect(saidOf(rootfsMissingSource, `FROM scratch AS build\nCOPY <<'EOT' /out/app\nEOT\nFROM scratch\n${copy}\n`)).toEqual(expected);
});
