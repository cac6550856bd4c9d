import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { _BaseFacts, _BaseFile, _writeBaseFile } from '../../src/bases';
import { _findLayoutDigest } from '../../src/oci/layout-digest';
import { readBases } from '../../src/project/bases';
import { temporaryFolder } from '../support/temporary';

const REF_NAME = 'org.opencontainers.image.ref.name';
const [ONE, TWO] = ['1', '2'].map(digit => `sha256:${digit.repeat(64)}`);

function writeLayout(index: string): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'vendor/python'), { recursive: true });
  writeFileSync(join(root, 'vendor/python/index.json'), index);
  return root;
}

const INDEX = JSON.stringify({ manifests: [{ digest: ONE, annotations: { [REF_NAME]: 'latest' } }, { digest: TWO, annotations: { [REF_NAME]: '3.13' } }, { digest: TWO }] });

const ROOT: _BaseFile = { kind: 'directory', mode: '0755', owner: '0:0', sizeClass: 12 };

test.each([
  ['its default tag', INDEX, 'vendor/python', ONE],
  ['a tag', INDEX, 'vendor/python:3.13', TWO],
  ['no tag that it does not have', INDEX, 'vendor/python:3.14', undefined],
  ['nothing if it is missing', INDEX, 'vendor/other', undefined],
  ['nothing if it is no JSON', '{', 'vendor/python', undefined],
  ['nothing if it is no index', '[]', 'vendor/python', undefined],
  ['nothing if its entries are none', '{ "manifests": [1, {}] }', 'vendor/python', undefined],
])('a layout says the digest of %s', (_, index, image, expected) => expect(_findLayoutDigest(writeLayout(index), image)).toBe(expected));

test('a pipe in the place of its index is not waited for', () => {
  const root = writeLayout(INDEX);
  rmSync(join(root, 'vendor/python/index.json'));
  execFileSync('mkfifo', [join(root, 'vendor/python/index.json')]);
  expect(_findLayoutDigest(root, 'vendor/python')).toBeUndefined();
});

test('facts about the image in a layout are those of its digest, or of an older one', () => {
  const root = writeLayout(INDEX);
  const name = 'oci-layout://vendor/python';
  const isOther = (digest: string) => {
    mkdirSync(join(root, 'bases'), { recursive: true });
    const config: _BaseFacts['config'] = { env: [], user: '', workingDirectory: '', labels: {}, volumes: [], exposedPorts: [], stopSignal: '' };
    const facts = { reference: `${name}@${digest}`, platform: 'linux/amd64', layers: [], config, texts: new Map(), files: new Map([['/', ROOT]]) };
    writeFileSync(join(root, 'bases/vendor-python-layout.linux-amd64.txt'), _writeBaseFile(facts, 'x'));
    return readBases(root, new Set([name])).library.find(name, 'linux/amd64')?.isOther;
  };
  expect([ONE, TWO].map(isOther)).toEqual([false, true]);
});
