import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CORPUS } from './corpus';
import { ENTRYPOINTS } from './entrypoints';
import { _collectScriptFacts } from '../../src/shell';
import { temporaryFolder } from '../support/temporary';
import { shells } from '../support/tools';

/** Where we say something else than `shell -n`, and why. */
const KNOWN: Record<string, { script: string; why: string }[]> = {
  'dash': [
    { script: 'select', why: 'a command of that name; no script has it' },
    { script: 'function', why: 'a command of that name; no script has it' },
    { script: 'function f\n{ a; }', why: 'read as a command and a group: it fails at the first' },
    { script: 'function f', why: 'a command of that name; no script has it' },
    { script: "a $'b\\'c'", why: 'it depends on all quotes behind it' },
  ],
  'BusyBox ash': [
    { script: 'select', why: 'a command of that name; no script has it' },
  ],
  'bash': [
    { script: 'for $x in a; do b; done', why: 'fails when it is run' },
    { script: 'cat <<E\n$(\nE\n', why: 'fails when it is run' },
    { script: 'cat <<E\n`\nE\n', why: 'fails when it is run' },
    { script: 'cat <<E\n${x\nE\n', why: 'fails when it is run' },
    { script: 'cat <<E\n$((1+\nE\n', why: 'fails when it is run' },
    { script: '!', why: 'no command to negate: nobody means it' },
    { script: 'time', why: 'no command to measure: nobody means it' },
  ],
};

const COMMANDS: Record<string, string> = { 'dash': 'dash', 'bash': 'bash', 'BusyBox ash': 'ash' };

describe.each(shells())('$name -n', ({ name, command }) => {
  /** Which of the scripts the shell reads to their end. */
  function reads(scripts: string[]): boolean[] {
    const folder = temporaryFolder();
    scripts.forEach((script, index) => writeFileSync(join(folder, `${index}.sh`), script));
    const each = 'cd "$1" || exit; shift; i=0; while [ -f "$i.sh" ]; do "$@" -n "$i.sh" 2>"$i.err"; echo "$?"; i=$((i + 1)); done';
    const { stdout } = spawnSync('sh', ['-c', each, 'sh', folder, ...command!], { encoding: 'utf8' });
    const statuses = stdout.trim().split('\n');
    expect(statuses).toHaveLength(scripts.length);
    // bash reports some errors in [[ … ]] and goes on.
    return statuses.map((status, index) => status === '0' && !/syntax error|conditional/.test(readFileSync(join(folder, `${index}.err`), 'utf8')));
  }

  function weSay(script: string): boolean {
    const shell = COMMANDS[name];
    if (shell === 'bash') return _collectScriptFacts(`#!/bin/bash\n${script}`).errors.length === 0;
    const { errors, bashisms } = _collectScriptFacts(script);
    return errors.length === 0 && !bashisms.some(bashism => bashism[shell as 'dash' | 'ash'] === 'refuses');
  }

  const differing = (scripts: string[]) => {
    const verdicts = reads(scripts);
    return scripts.filter((script, index) => weSay(script) !== verdicts[index]);
  };

  test.skipIf(!command)('says the same of the corpus', () => {
    expect(differing(CORPUS)).toEqual(KNOWN[name].map(({ script }) => script));
  });

  test.skipIf(!command)('says the same of entrypoints, whole and cut off at any place', () => {
    const texts = ENTRYPOINTS.filter(({ bash }) => !bash || name === 'bash').map(({ text }) => text);
    expect(reads(texts)).toEqual(texts.map(() => true));
    expect(differing(texts)).toEqual([]);
    const cut = fc.sample(fc.tuple(fc.constantFrom(...texts), fc.nat()), { numRuns: 300, seed: 5 });
    const parts = cut.map(([text, at]) => text.slice(0, at % text.length));
    // bash looks into a heredoc only when it runs it, and takes `!` alone.
    expect(differing(parts).filter(part => name !== 'bash' || !/<<|!\s*$/.test(part))).toEqual([]);
  });

  test.skipIf(!command)('says the same of the scripts that the examples emit', () => {
    const scripts = ['hello-go', 'mikrotik-tailscale'].flatMap(emitted);
    expect(reads(scripts)).toEqual(scripts.map(() => true));
    expect(differing(scripts)).toEqual([]);
  });
});

/** The texts of the shell heredocs of an example's Dockerfile, and of the scripts that it copies. */
function emitted(example: string): string[] {
  const dockerfile = readFileSync(join(__dirname, '..', '..', 'examples', example, 'Dockerfile'), 'utf8');
  return [...dockerfile.matchAll(/^(RUN|COPY) .*?<<(['"]?)(\w+)\2.*\n([^]*?)^\3$/gm)]
    .filter(([, instruction, , , text]) => instruction === 'RUN' || text.startsWith('#!'))
    .map(([, , , , text]) => text);
}
