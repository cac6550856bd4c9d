import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lazyFiles } from '../../scripts/lazy-requires';

/** Each says when it is loaded. */
const SOURCES = {
  'index.ts': "export * from './shapes';\nexport { first, Second } from './words';\nexport * as words from './words';\n",
  'shapes/index.ts': "import './noted';\nexport * from './shape';\nexport * from './square';\n",
  'shapes/noted.ts': "import { note } from '../words';\nnote('noted');\n",
  'shapes/shape.ts': "console.log('shape is loaded');\nexport enum Corner { SHARP = 'sharp' }\nexport class Shape { public readonly corner = Corner.SHARP; }\n",
  'shapes/square.ts': `import { Shape } from './shape';
import * as all from '../words';
import { first, Second } from '../words';
console.log('square is loaded');
export class Square extends Shape {
  public readonly words = [first(), new Second().text, new all.Second('third').text, Object.keys(all).length];
  public readonly inner = (all_: { first: number }) => ({ first: all_.first });
}
`,
  'words.ts': `console.log('words is loaded');
export function first(): string { return 'first'; }
export function note(text: string): void { console.log(text); }
export class Second { public constructor(public readonly text = 'second') {} }
`,
};

const COMPILER: ts.CompilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lazy-'));
  for (const [name, source] of Object.entries(SOURCES)) {
    const path = join(folder, name.replace(/ts$/, 'js'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, ts.transpileModule(source, { compilerOptions: COMPILER }).outputText);
  }
  for (const [path, text] of lazyFiles(folder)) writeFileSync(path, text);
});

afterAll(() => rmSync(folder, { recursive: true }));

function run(code: string, ...options: string[]): string[] {
  return execFileSync(process.execPath, [...options, '-e', code], { cwd: folder, encoding: 'utf8' }).trim().split('\n');
}

test('what a file does by itself happens at once, and no other file is loaded', () => {
  expect(run("require('.'); console.log('done');")).toEqual(['words is loaded', 'noted', 'done']);
});

test('a file is loaded when something of it is used first', () => {
  expect(run("const { Shape } = require('.'); require('.').Shape; console.log('used');").slice(2)).toEqual(['shape is loaded', 'used']);
  const printed = run("const { Square } = require('.'); console.log(JSON.stringify(new Square()), new Square() instanceof require('.').Shape);");
  expect(printed.slice(2)).toEqual(['square is loaded', 'shape is loaded', '{"corner":"sharp","words":["first","second","third",3]} true']);
});

test('all names are known to who lists them, and to an ES module', () => {
  expect(run("console.log(Object.keys(require('.')).sort().join());").at(-1)).toBe('Corner,Second,Shape,Square,first,words');
  const code = "import { Corner, Square, Second, first, words } from './index.js'; console.log(Corner.SHARP, typeof Square, new Second().text, first(), typeof words.note);";
  expect(run(code, '--input-type=module').at(-1)).toBe('sharp function second first function');
});
