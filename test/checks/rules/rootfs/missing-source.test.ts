import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, RootfsEntry, StagePlatform } from '../../../../src';
import { rootfsMissingSource } from '../../../../src/checks/rules';
import { newImage, problemsOf } from '../../../support/image';
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

test.each([
  [['symlink /out/app /usr/bin/ap'], '/out/app', 'where it is a link to /usr/bin/ap, and /usr does not exist.'],
  [['symlink /out/app ../srv/app', 'file /srv/ap'], '/out/app', 'where it is a link to ../srv/app, and /srv/app does not exist. Did you mean "/srv/ap"?'],
  [['symlink /out/app /nowhere'], '/out/app', 'where it is a link to /nowhere, which does not exist.'],
  [['symlink /out /srv'], '/out/app', 'where a link in this path leads to /srv, which does not exist.'],
  [['symlink /a /b', 'symlink /b /a'], '/a', 'where it is a link to /b, which leads in a circle.'],
])('a link that leads nowhere: %s', (entries, path, expected) => {
  const image = newImage();
  const stage = new BuildStage(image, 'Brings', { base: BaseImage.scratch(), purpose: 'brings a link', runsOn: StagePlatform.TARGET, emulated: 'there is a shell' });
  stage.run(['make links'], {
    effects: {
      creates: entries.map(each => {
        const [kind, at, target] = each.split(' ');
        return kind === 'file' ? RootfsEntry.file(at) : RootfsEntry.symlink(at, target);
      }),
    },
  });
  const runtime = new BuildStage(image, 'Runtime', { base: BaseImage.scratch(), purpose: 'is the image', runsOn: StagePlatform.TARGET });
  runtime.copyFrom(stage, path, '/app');
  image.defineRuntime(runtime);
  expect(problemsOf(image).filter(({ id }) => id === 'rootfs/missing-source').map(({ what }) => what))
    .toEqual([`${path} is copied from the stage "brings", ${expected}`]);
});
