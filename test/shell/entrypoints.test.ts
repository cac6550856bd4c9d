import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENTRYPOINTS } from './entrypoints';
import { _collectScriptFacts } from '../../src/shell';

/** Programs that are needed wherever the shell is. */
const programsOf = (text: string) => _collectScriptFacts(text).commands
  .filter(({ builtinOf }) => builtinOf.length === 0)
  .map(({ name, optional }) => `${name}${optional ? '?' : ''}`);

describe.each(ENTRYPOINTS)('$name', ({ text, bash, commands, ends }) => {
  const facts = _collectScriptFacts(text);

  test('is read without an error', () => {
    expect(facts.errors).toEqual([]);
    expect(facts.dialect).toBe(bash ? 'bash' : 'sh');
    expect(facts.bashisms).toEqual([]);
  });

  test('needs these programs', () => {
    expect(programsOf(text).sort()).toEqual([...commands].sort());
  });

  test('ends so', () => {
    expect(facts.ends.map(({ line, by, words, runsArguments }) => [line, by, ...words, ...(runsArguments ? ['"$@"'] : [])].join(' '))).toEqual(ends);
  });
});

test('places that cannot be told are named', () => {
  const places = ENTRYPOINTS.flatMap(({ text }) => _collectScriptFacts(text).unknown.map(({ line, text: what, reason }) => `${line} ${reason} ${what}`));
  expect(places).toEqual([
    '40 command "$f"',
    '42 source "$f"',
    '57 command "${query[@]}"',
    '67 command "$BASH_SOURCE"',
    '18 source "$f"',
    '11 text "value=\\$$name"',
  ]);
});

describe('what the examples emit', () => {
  const dockerfile = readFileSync(join(__dirname, '..', '..', 'examples', 'mikrotik-tailscale', 'Dockerfile'), 'utf8');
  const scripts = [...dockerfile.matchAll(/^(?:RUN|COPY) .*?<<(['"]?)(\w+)\1.*\n([^]*?)^\2$/gm)].map(([, , , text]) => text);

  test('the entrypoint for RouterOS needs a shell and the daemon', () => {
    const entrypoint = scripts.find(text => text.startsWith('#!') && text.includes('exec '));
    expect(_collectScriptFacts(entrypoint!)).toMatchObject({
      interpreter: { path: '/bin/sh' },
      commands: [
        { name: 'echo', optional: false, builtinOf: ['dash', 'bash'], ashSymbol: 'ASH_ECHO' },
        { name: '/usr/local/bin/tailscaled', optional: false, builtinOf: [] },
      ],
      unknown: [],
      ends: [{ by: 'exec', words: ['/usr/local/bin/tailscaled'] }],
      bashisms: [],
      errors: [],
    });
  });

  test('the scripts of the build use what their images have', () => {
    const programs = new Set(scripts.filter(text => text.startsWith('set -')).flatMap(programsOf));
    expect([...programs].sort()).toEqual([
      'apt-get', 'awk', 'cat', 'check-program', 'cp', 'dpkg', 'go', 'grep', 'grep?', 'install', 'ln', 'make', 'mkdir', 'mv', 'nproc', 'sed', 'tail', 'tar', 'tr', 'upx',
    ]);
  });
});
