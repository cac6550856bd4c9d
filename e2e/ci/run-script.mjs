#!/usr/bin/env node
// Runs the generated script as any CI does: in a fresh clone of the repository.
//
//   run-script.mjs REPOSITORY [--ref REF] [--edit FROM=>TO]... -- ARGUMENT...
//
// --ref   what is checked out, main unless given; --edit replaces a text in the script, such as the host of the registry.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [repository, ...words] = process.argv.slice(2);
const edits = [];
const args = [];
let ref = 'main';
for (let i = 0; i < words.length; i++) {
  if (words[i] === '--edit') edits.push(words[++i].split('=>'));
  else if (words[i] === '--ref') ref = words[++i];
  else if (words[i] !== '--') args.push(words[i]);
}

const folder = mkdtempSync(join(tmpdir(), 'run-script-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const clone = join(folder, 'clone');
execFileSync('git', ['clone', '-q', repository, clone]);
execFileSync('git', ['checkout', '-q', ref], { cwd: clone });
const script = join(clone, 'ci/images.sh');
writeFileSync(script, edits.reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(script, 'utf8')));
const temporary = join(folder, 'temporary');
mkdirSync(temporary);
const { status } = spawnSync('sh', [script, ...args], { cwd: clone, env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'inherit', 'inherit'] });
// Other programs leave files of other names there.
const left = [
  ...readdirSync(temporary).filter(name => name.startsWith('tmp.')),
  ...execFileSync('git', ['worktree', 'list'], { cwd: clone, encoding: 'utf8' }).trim().split('\n').slice(1),
];
if (left.length > 0) {
  console.error(`The script left behind: ${left.join(', ')}`);
  process.exit(70);
}
process.exit(status ?? 1);
