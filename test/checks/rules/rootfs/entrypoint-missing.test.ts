import { expect, test } from 'vitest';
import { ExistingDockerfile } from '../../../../src';
import { rootfsEntrypointMissing } from '../../../../src/checks/rules';
import { findingsOf, saidOf } from '../../findings';

const APP = "COPY --chmod=0755 <<'E' /srv/app\n#!/bin/sh\nE";
const MODULE = "COPY <<'E' /hello.wasm\nE";
const said = (...lines: string[]) => saidOf(rootfsEntrypointMissing, `FROM scratch\n${lines.join('\n')}\n`);

test.each([
  ['from the working directory', [APP, 'WORKDIR /srv', 'ENTRYPOINT ["./app"]']],
  ['in a directory of it', [APP, 'WORKDIR /', 'ENTRYPOINT ["srv/app"]']],
  ['as CMD', [APP, 'WORKDIR /srv', 'CMD ["./app"]']],
  ['on PATH', [APP, 'ENV PATH=/srv', 'ENTRYPOINT ["app"]']],
  ['a WebAssembly module in the root', [MODULE, 'ENTRYPOINT ["hello.wasm"]']],
  ['a WebAssembly module in the working directory', [MODULE.replace('/hello', '/srv/hello'), 'WORKDIR /srv', 'ENTRYPOINT ["/srv/hello.wasm"]']],
])('is found %s', (_, lines) => {
  expect(said(...lines)).toEqual([]);
});

test.each([
  ['from another directory', [APP, 'ENTRYPOINT ["./app"]'], 'Nothing provides the entrypoint "./app". Executable files are: /srv/app.'],
  ['without a slash in the working directory alone', [APP, 'WORKDIR /srv', 'ENTRYPOINT ["app"]'], 'Nothing provides the entrypoint "app". Executable files are: /srv/app.'],
  ['a WebAssembly module that is nowhere', [MODULE, 'ENTRYPOINT ["helo.wasm"]'], 'Nothing provides the module "helo.wasm".'],
])('is not found %s', (_, lines, expected) => {
  expect(said(...lines)).toEqual([expected]);
});

test.each([
  'FROM example.com/base\nENTRYPOINT [""]\n', 'FROM example.com/base\nENTRYPOINT ["", "a"]\nCMD ["/b"]\n', 'FROM scratch\nCMD [""]\n',
])('%j starts nothing', text => {
  expect(saidOf(rootfsEntrypointMissing, text)).toEqual(['The program that the container starts is an empty text.']);
});

test('an empty argument is not a program', () => {
  expect(said(APP, 'ENTRYPOINT ["/srv/app"]', 'CMD [""]')).toEqual([]);
});

const SCRIPT = ['FROM debian:12', "COPY <<'E' /bin/start", '#!/bin/sh', 'E'];
const made = (...lines: string[]) => saidOf(rootfsEntrypointMissing, [...SCRIPT, ...lines, 'ENTRYPOINT ["start"]', ''].join('\n'));

test.each([
  ['chmod +x', 'RUN chmod +x /bin/start'],
  ['chmod in a directory', 'WORKDIR /bin\nRUN set -e; chmod u=rwx,go=rx ./start'],
  ['an octal mode', 'RUN ["chmod", "0755", "/bin/start"]'],
  ['chmod of a directory above', 'RUN chmod -R 755 /usr'],
])('a file that is made executable by %s is', (_, line) => {
  expect(made(line)).toEqual([]);
});

test.each([
  ['names it', 'RUN install -m 755 /bin/start /bin/other'],
  ['changes many', 'RUN chmod +x /bin/*'],
  ['walks over files', 'RUN find /bin -name "st*" -exec chmod +x {} +'],
])('it is not known where a command %s', (_, line) => {
  expect(made(line)).toEqual(['? It is not known whether the entrypoint "start", a file with mode 0644, is made executable.']);
});

test.each([
  ['nothing happens to it', 'RUN apt-get update'],
  ['the mode is for another file', 'RUN chmod +x /bin/other'],
])('a file is not executable where %s', (_, line) => {
  expect(made(line)).toEqual(['The entrypoint "start" is a file with mode 0644.']);
});

test('a file that is made executable in another stage is', () => {
  const build = [...SCRIPT, 'RUN chmod +x /bin/start', 'FROM scratch', 'COPY --from=0 /bin/start /start', 'ENTRYPOINT ["/start"]', ''];
  expect(saidOf(rootfsEntrypointMissing, build.join('\n'))).toEqual([]);
});

test.each([
  ['ls -l', 'Make each word a list item: ["ls", "-l"].'],
  ['python app.py', 'Make each word a list item: ["python", "app.py"].'],
  ['/srv/app --port 80', 'Make each word a list item: ["/srv/app", "--port", "80"].'],
  ['cd /srv && ./app', 'Run it in a shell: ["/bin/sh", "-c", "…"].'],
])('a command line is no program, whatever the base has: %s', (line, fix) => {
  const found = findingsOf(rootfsEntrypointMissing, image => image.defineRuntime(new ExistingDockerfile(image, 'File', {
    text: `FROM acme/base:1\nENTRYPOINT ${JSON.stringify([line])}\n`,
  }).last));
  expect(found.map(finding => [finding.what, finding.fix])).toEqual([
    [`The entrypoint "${line}" is a single list item, and therefore the name of one program.`, fix],
  ]);
});

test('a path with a blank may be one', () => {
  expect(saidOf(rootfsEntrypointMissing, 'FROM acme/base:1\nENTRYPOINT ["/opt/My App/run"]\n'))
    .toEqual(['? It is not known whether the entrypoint "/opt/My App/run" is in the image.']);
});
