import { expect, test } from 'vitest';
import { entrypointMissing } from '../../../src/checks/rules';
import { saidOf } from '../findings';

const APP = "COPY --chmod=0755 <<'E' /srv/app\n#!/bin/sh\nE";
const MODULE = "COPY <<'E' /hello.wasm\nE";
const said = (...lines: string[]) => saidOf(entrypointMissing, `FROM scratch\n${lines.join('\n')}\n`);

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
