import { describe, expect, test } from 'vitest';
import { _collectScriptFacts } from '../../../src/shell';

/** Names of the commands, `?` behind those that are optional. */
function commandsOf(text: string): string[] {
  const { commands, errors } = _collectScriptFacts(text);
  expect(errors).toEqual([]);
  return commands.map(({ name, optional }) => `${name}${optional ? '?' : ''}`);
}

const unknownOf = (text: string) => _collectScriptFacts(text).unknown.map(({ line, text: what, reason }) => `${line} ${reason} ${what}`);

test('a script of an image, as a whole', () => {
  expect(_collectScriptFacts([
    '#!/bin/sh',
    'set -eu',
    '. /etc/app/env',
    'trap \'kill "$pid"\' TERM INT',
    'if command -v update-ca-certificates >/dev/null; then update-ca-certificates; fi',
    'mkdir -p /run/app',
    'echo "$$" > /run/app/pid',
    'helper & pid=$!',
    'exec su-exec app "$@"',
  ].join('\n'))).toEqual({
    interpreter: { path: '/bin/sh' },
    dialect: 'sh',
    commands: [
      { name: 'kill', line: 4, optional: false, builtinOf: ['dash', 'bash'], ashSymbol: 'ASH_JOB_CONTROL' },
      { name: 'command', line: 5, optional: false, builtinOf: ['dash', 'bash'], ashSymbol: 'ASH_CMDCMD' },
      { name: 'update-ca-certificates', line: 5, optional: true, conditional: true, builtinOf: [] },
      { name: 'mkdir', line: 6, optional: false, builtinOf: [] },
      { name: 'echo', line: 7, optional: false, builtinOf: ['dash', 'bash'], ashSymbol: 'ASH_ECHO' },
      { name: 'helper', line: 8, optional: false, builtinOf: [] },
      { name: 'su-exec', line: 9, optional: false, builtinOf: [] },
    ],
    unknown: [],
    runsArguments: true,
    sources: [{ path: '/etc/app/env', line: 3, optional: false }],
    files: [
      { path: '/dev/null', line: 5, access: 'write', optional: true },
      { path: '/run/app/pid', line: 7, access: 'write', optional: false },
    ],
    ends: [{ line: 9, by: 'exec', words: ['su-exec', 'app'], runsArguments: true }],
    background: [8],
    traps: [{ line: 4, signals: ['TERM', 'INT'], action: 'run' }],
    setsPath: false,
    changesDirectory: true,
    bashisms: [],
    errors: [],
  });
});

describe('the interpreter', () => {
  test.each([
    ['#!/bin/sh', { path: '/bin/sh' }, 'sh'],
    ['#! /bin/dash -e ', { path: '/bin/dash', argument: '-e' }, 'dash'],
    ['#!/usr/bin/env bash', { path: '/usr/bin/env', argument: 'bash', command: 'bash' }, 'bash'],
    ['#!/usr/bin/env -S bash -eu', { path: '/usr/bin/env', argument: '-S bash -eu', command: 'bash' }, 'bash'],
    ['#!/usr/bin/env -iS A=b sh', { path: '/usr/bin/env', argument: '-iS A=b sh', command: 'sh' }, 'sh'],
    ['#!/bin/busybox ash', { path: '/bin/busybox', argument: 'ash' }, 'ash'],
    ['#!/bin/busybox awk', { path: '/bin/busybox', argument: 'awk' }, 'other'],
    ['#!/usr/bin/python3 -u', { path: '/usr/bin/python3', argument: '-u' }, 'other'],
    ['#!/bin/sh\r', { path: '/bin/sh\r' }, 'sh'],
    ['# no interpreter', undefined, 'sh'],
    [' #!/bin/bash', undefined, 'sh'],
    ['\uFEFF#!/bin/bash', undefined, 'sh'],
  ] as const)('of %j', (line, interpreter, dialect) => {
    const facts = _collectScriptFacts(`${line}\n`);
    expect(facts.interpreter).toEqual(interpreter);
    expect(facts.dialect).toBe(dialect);
  });

  test('env takes all that follows for one name where it does not split', () => {
    expect(_collectScriptFacts('#!/usr/bin/env bash -e\n').interpreter?.command).toBe('bash -e');
  });

  test('a script in another language is not read', () => {
    expect(_collectScriptFacts('#!/usr/bin/python3\nif (\n')).toMatchObject({
      commands: [], errors: [], unknown: [{ line: 1, text: '#!/usr/bin/python3', reason: 'interpreter' }],
    });
  });
});

describe('commands are found', () => {
  test.each([
    ['by name, path and relative path', 'a; /usr/bin/b; ./c', ['a', '/usr/bin/b', './c']],
    ['once each', 'a; b; a', ['a', 'b']],
    ['behind assignments and redirections', 'X=1 >f a', ['a']],
    ['however they are quoted', '"a" \'b\' c\\d e""f', ['a']],
    ['with quotes inside of the name', 'e""f', ['ef']],
    ['in all parts of compound commands', 'if a; then b; elif c; then d; else e; fi; while f; do g; done; for x in $(h); do i; done; case $(j) in $(k)) l;; esac', [...'abcdefghijkl']],
    ['in groups, subshells, pipelines and lists', '{ a; } | (b) && c || d; ! e', ['a?', 'b?', 'c?', 'd', 'e']],
    ['in substitutions of all kinds', 'x=$(a) y=`b` z="$(c `d`)" : "${q:-$(e)}" $(( $(f) + 1 ))', [...'abcdef']],
    ['in backquotes in backquotes', 'x=`a \\`b\\``', ['a', 'b']],
    ['in heredocs that the shell expands', 'a <<E\n$(b) `c` \\$(no)\nE\n', ['b', 'c', 'a']],
    ['not in heredocs that it does not expand', 'a <<\'E\'\n$(b)\nE\nc <<"E"\n`d`\nE\n', ['a', 'c']],
    ['in functions, which are none', 'f() { a; }; f; g() (b); g', ['a', 'b']],
    ['before the function is defined', 'main() { f; }\nf() { a; }\nmain', ['a']],
    ['in traps and evals that are written out', "trap 'a; b' EXIT; eval 'c | d'; eval e f", [...'abcde']],
    ['in functions that an eval defines', "eval 'f() { a; }'; f", ['a']],
    ['in aliases, which are none', "alias x='a -l'; x", ['alias', 'a']],
    ['not in comments and arguments', '# a\nb c # d', ['b']],
    ['behind the end of a line that goes on', 'a \\\nb; c', ['a', 'c']],
    ['behind a case in a substitution', 'x=$(case y in z) a;; esac); b', ['a', 'b']],
    ['behind exec', 'exec a', ['a']],
    ['behind exec with a name and redirections', 'exec -a name a >f 2>&1', ['a']],
    ['behind command', 'command a; command -p b', ['command', 'a', 'b']],
    ['not where command asks', 'command -v a', ['command']],
    ['behind env', 'env -u C A=b a; /usr/bin/env -i b', ['env', 'a', '/usr/bin/env', 'b']],
    ['behind env -S', "env -S 'A=b a -x'", ['env', 'a']],
    ['behind nohup, nice, timeout, setsid', 'nohup a; nice -n 5 b; timeout -s KILL 5 c; setsid d', ['nohup', 'a', 'nice', 'b', 'timeout', 'c', 'setsid', 'd']],
    ['behind several of them', 'exec nice -n 5 env A=b timeout 5 a', ['nice', 'env', 'timeout', 'a']],
    ['behind su-exec and gosu', 'su-exec app:app a; gosu app b', ['su-exec', 'a', 'gosu', 'b']],
    ['behind tini and dumb-init', '/sbin/tini -g -- a; dumb-init --rewrite 15:3 b', ['/sbin/tini', 'a', 'dumb-init', 'b']],
    ['behind xargs', 'a | xargs -0 -n 1 b -c', ['a', 'xargs', 'b']],
    ['behind find', "find . -type f -exec a {} \\; -o -exec b '{}' + -print", ['find', 'a', 'b']],
    ['in the text of a shell', "sh -c 'a' x; bash -ec 'b'; su app -c 'c -d'", ['sh', 'a', 'bash', 'b', 'su', 'c']],
    ['as arguments of the text of a shell', "find . -exec sh -c 'exec a; \"$@\"' x b \\;", ['find', 'sh', 'a', 'b']],
    ['put before the arguments that are run', 'set -- a -x "$@"; exec "$@"', ['a']],
    ['not put before arguments that are not run', 'set -- a "$@"; b "$@"', ['b']],
    ['not where it runs itself', 'exec gosu app "$0" "$@"', ['gosu']],
  ])('%s', (_, text, commands) => {
    const builtins = [':', '[', 'test', 'true'];
    expect(commandsOf(text).filter(name => !builtins.includes(name)).sort()).toEqual([...commands].sort());
  });

  test('in bash scripts', () => {
    expect(commandsOf('#!/bin/bash\na <(b) <<<"$(c)"; x=(1 "$(d)"); [[ -f $(e) && $f =~ ^(g|h)$ ]]; for ((i=0; i<$(i); i++)); do j; done\nfunction k { l; }; k; coproc m; time n &>/dev/null'))
      .toEqual(['c', 'b', 'a', 'd', 'e', 'i', 'j', 'l', 'm', 'n']);
  });
});

describe('what is optional', () => {
  test.each([
    ['a test that it is there', 'if command -v a >/dev/null 2>&1; then a; fi', 'a?'],
    ['which', 'which a && a', 'a?'],
    ['type and hash', 'if type a; then a; fi', 'a?'],
    ['a test of its path', '[ -x /bin/a ] && /bin/a', '/bin/a?'],
    ['a test of bash', '#!/bin/bash\nif [[ -x /bin/a ]]; then /bin/a; fi', '/bin/a?'],
    ['a test for another path', '[ -x /bin/b ] && /bin/a', '/bin/a'],
    ['the answer as text', 'if [ -n "$(command -v a)" ]; then a; fi', 'a?'],
    ['no answer', 'if [ -z "$(command -v a)" ]; then b; else a; fi', 'a?'],
    ['a negated test and else', 'if ! command -v a; then b; else a; fi', 'a?'],
    ['a negated test and ||', '! command -v a || a', 'a?'],
    ['the branch where it is not there', 'if ! command -v a; then a; fi', 'a'],
    ['a test before another one', 'if command -v a && [ -n "$x" ]; then a; fi', 'a?'],
    ['one test of two', 'if command -v a || [ -n "$x" ]; then a; fi', 'a'],
    ['a chain', 'command -v a && b && a', 'a?'],
    ['a chain that turned', 'command -v a && b || a', 'a'],
    ['leaving where it is not there', 'command -v a || exit 0\na', 'a?'],
    ['leaving by if', 'if ! command -v a; then echo no; exit 0; fi\na', 'a?'],
    ['failing where it is not there', 'command -v a || exit 1\na', 'a'],
    ['a test in a function', 'f() { command -v a || return 0; a; }; f', 'a?'],
    ['a failure that is forgiven', 'a || true', 'a?'],
    ['a failure that is told', 'a || echo "no a"', 'a?'],
    ['a failure that ends it', 'a || exit 1', 'a'],
    ['a failure that ends it with a word', 'a || { echo no >&2; exit 1; }', 'a'],
    ['a failure that ends it in a function', 'die() { echo "$1"; exit 1; }\na || die no', 'a'],
    ['a condition', 'if a; then b; fi', 'a'],
    ['a use beside one below a test', 'command -v a && a\na', 'a'],
  ])('%s', (_, text, use) => {
    expect(commandsOf(text)).toContain(use);
  });

  test('the line is that of the first use that is needed', () => {
    expect(_collectScriptFacts('a || true\na\na').commands).toEqual([{ name: 'a', line: 2, optional: false, builtinOf: [] }]);
  });
});

describe('builtins', () => {
  test.each([
    ['sh', 'cd; export; exit', []],
    ['sh', '[ x ]', [{ name: '[', builtinOf: ['dash', 'bash'], ashSymbol: 'ASH_TEST' }]],
    ['sh', 'shopt', [{ name: 'shopt', builtinOf: ['bash'] }]],
    ['dash', '[ x ]; echo', []],
    ['bash', '[ x ]; echo; shopt; pushd', []],
    ['bash', 'chdir', [{ name: 'chdir', builtinOf: [] }]],
    ['ash', 'printf', [{ name: 'printf', builtinOf: [], ashSymbol: 'ASH_PRINTF' }]],
    ['ash', 'chdir; read x', []],
    ['sh', 'exec echo', [{ name: 'echo', builtinOf: [] }]],
    ['sh', 'env printf; printf', [{ name: 'env', builtinOf: [] }, { name: 'printf', builtinOf: [] }]],
    ['sh', 'command cd', [{ name: 'command', builtinOf: ['dash', 'bash'], ashSymbol: 'ASH_CMDCMD' }]],
  ])('of %s: %s', (shell, text, uses) => {
    expect(_collectScriptFacts(`#!/bin/${shell}\n${text}\n`).commands).toEqual(uses.map(use => ({ line: 2, optional: false, ...use })));
  });
});

describe('what cannot be told', () => {
  test.each([
    ['$cmd', '1 command $cmd'],
    ['"$dir/bin/y" x', '1 command "$dir/bin/y"'],
    ['$(a) b', '1 command $(a)'],
    ['a\n"$1" b', '2 command "$1"'],
    ['/opt/*/bin/a', '1 command /opt/*/bin/a'],
    ['~/a', '1 command ~/a'],
    ['exec env A=b "$x"', '1 command "$x"'],
    ['eval "$x"', '1 text "$x"'],
    ["eval 'if'", "1 text 'if'"],
    ['trap "a $x" EXIT', '1 text "a $x"'],
    ['sh -c "$x"', '1 text "$x"'],
    ['. "$dir/x"', '1 source "$dir/x"'],
    ['sh "$x"', '1 source "$x"'],
  ])('%s', (text, place) => {
    expect(unknownOf(text)).toEqual([place]);
  });

  test.each(['exec "$@"', 'exec $@', '"$@"', 'tini -- "$@"', 'exec gosu app "$@"', 'sh -c \'exec "$@"\' sh "$@"', 'exec "${@}"'])('its own arguments are not among it: %s', text => {
    expect(_collectScriptFacts(text)).toMatchObject({ unknown: [], runsArguments: true });
  });
});

test.each([
  ['> /a', '/a write'],
  ['x >>/a 2>/b', '/a write, /b write'],
  ['x </a', '/a read'],
  ['{ x; } >|/a', '/a write'],
  ['while x; do y; done </a', '/a read'],
  ['x >"/a/b c"', '/a/b c write'],
  ['x >a >$b >&2 2>&- >~/c >*.log <d', 'a write'],
  ['(cd /b; x >a); x >a', '/b/a write, a write'],
  ['cd -- /b || exit; x >a', '/b/a write'],
  ['cd b; x >a', ''],
  ['if a; then cd /b; fi; x >a', ''],
  ['f() { x >a; cd /b; }; x >a', ''],
  ['f() { x >a; }; x >b', 'b write'],
  ['. /e; x >a', ''],
  ['eval "$b"; x >a', ''],
  ['sh -c "x >a"', 'a write'],
  ['su app -c "x >a"', ''],
  ['[ -e /a ] && x </a', '/a read?'],
  ['if (: </a) 2>/dev/null; then x; fi', '/dev/null write?, /a read?'],
  ['x >/a || true', '/a write?'],
  ['sh /a/b.sh', '/a/b.sh read'],
  ['x </dev/tcp/host/80', ''],
])('files of %s', (text, files) => {
  expect(_collectScriptFacts(text).files.map(({ path, access, optional }) => `${path} ${access}${optional ? '?' : ''}`).join(', ')).toBe(files);
});

test.each([
  ['. /a', '/a'],
  ['. ./a; source b', './a, b'],
  ['[ -f /a ] && . /a', '/a?'],
  ['if [ -r /a ]; then . /a; fi', '/a?'],
])('sources of %s', (text, sources) => {
  expect(_collectScriptFacts(text).sources.map(({ path, optional }) => `${path}${optional ? '?' : ''}`).join(', ')).toBe(sources);
});

describe('the script ends', () => {
  test.each([
    ['exec a -b "$c" d', ['1 exec a -b']],
    ['exec "$@"', ['1 exec @']],
    ['exec tini -- gosu app "$@"', ['1 exec tini -- gosu app @']],
    ['a; b', ['1 shell b']],
    ['"$@"', ['1 shell @']],
    ['a & wait', ['1 wait']],
    ['a & wait "$!"', ['1 wait']],
    ['a &', ['1 exit']],
    ['exec 3>&1\na', ['2 shell a']],
    ['a\nexit 0', ['2 exit']],
    ['echo done', ['1 exit']],
    ['', []],
    ['exec a\nb', ['1 exec a']],
    ['if x; then exec a; else exec b; fi', ['1 exec a', '1 exec b']],
    ['if x; then exec a; fi', ['1 exec a', '1 exit']],
    ['if x; then exec a; fi\nexec "$@"', ['1 exec a', '2 exec @']],
    ['case $1 in a) exec a;; *) exec "$@";; esac', ['1 exec a', '1 exec @']],
    ['[ x ] && exec a\nb', ['1 exec a', '2 shell b']],
    ['a | b', ['1 shell']],
    ['(exec a)', ['1 shell']],
    ['while :; do a; done', ['1 shell']],
    ['main() { exec a; }\nmain "$@"', ['1 exec a']],
    ['f() { f; }\nf', []],
    ['. /x', ['1 unknown']],
    ['a || exit 1', ['1 shell a', '1 exit']],
  ])('%s', (text, ends) => {
    expect(_collectScriptFacts(text).ends.map(({ line, by, words, runsArguments }) => [line, by, ...words, ...(runsArguments ? ['@'] : [])].join(' '))).toEqual(ends);
  });
});

test.each([
  ["trap 'a' TERM", [{ signals: ['TERM'], action: 'run' }]],
  ['trap a SIGTERM int 0 15', [{ signals: ['TERM', 'INT', 'EXIT', 'TERM'], action: 'run' }]],
  ["trap '' HUP", [{ signals: ['HUP'], action: 'ignore' }]],
  ['trap - TERM; trap 2', [{ signals: ['TERM'], action: 'default' }, { signals: ['INT'], action: 'default' }]],
  ['trap; trap -p', []],
])('traps of %s', (text, traps) => {
  expect(_collectScriptFacts(text).traps).toEqual(traps.map(trap => ({ line: 1, ...trap })));
});

test.each(['PATH=/a a', 'export PATH=/a:$PATH', 'PATH=$PATH:/b'])('%s changes where commands are looked for', text => {
  expect(_collectScriptFacts(text).setsPath).toBe(true);
});

describe('of bash alone', () => {
  test.each([
    ['[[ a ]]', '[[ … ]]', 'fails', 'fine', 'fails'],
    ['a=(1 2)', 'an array: name=(…)', 'refuses', 'refuses', 'refuses'],
    ['function f { a; }', 'function name', 'refuses', 'fine', 'refuses'],
    ['a <(b)', 'process substitution: <(…)', 'refuses', 'fine', 'refuses'],
    ['a <<<b', 'a here-string: <<<', 'refuses', 'refuses', 'refuses'],
    ['source a', 'source', 'fails', 'fine', 'fails'],
    ['a &>b', '&> for stdout and stderr', 'differs', 'fine', 'differs'],
    ['a |& b', '|& for stdout and stderr', 'refuses', 'refuses', 'refuses'],
    ["a $'b'", "$'…'", 'differs', 'fine', 'differs'],
    ['a ${b:1:2}', '${name:offset} or ${name/pattern/text}', 'fails', 'fine', 'fails'],
    ['a ${b^^}', 'an expansion of bash, such as ${!name}, ${name[…]}, ${name^^}, ${name@Q}', 'fails', 'fails', 'fails'],
    ['((i++))', '((…)) as a command', 'fails', 'fails', 'fails'],
  ])('%s', (text, what, dash, ash, plainAsh) => {
    expect(_collectScriptFacts(text).bashisms).toEqual([{ line: 1, what, dash, ash, plainAsh }]);
    expect(_collectScriptFacts(`#!/bin/bash\n${text}\n`)).toMatchObject({ bashisms: [], errors: [] });
  });

  test('what POSIX has is none', () => {
    expect(_collectScriptFacts('[ a ] && b=${c:-d} e=${f#g} "${h%%i}" $((1)) 2>&1 >|j <<E\n${k:?}\nE\n').bashisms).toEqual([]);
  });
});

describe('a syntax error', () => {
  test.each([
    ['a\nif b; then\nc\n', { line: 4, column: 1, what: 'Expected "fi" to close what began in line 2, but found the end of the script' }],
    ['a "b\nc', { line: 1, column: 3, what: 'Missing closing "' }],
    ['a )', { line: 1, column: 3, what: 'Unexpected ")"' }],
    ['case a in b c) d;; esac', { line: 1, column: 13, what: 'Expected ")", but found "c"' }],
    ['x=$(a', { line: 1, column: 6, what: 'Expected ")" to close what began in line 1, but found the end of the script' }],
    ['a\nx=`if`', { line: 2, column: 3, what: 'Expected a command, but found the end of the script' }],
    ['cat <<E\n$(\nE\n', { line: 3, column: 1, what: 'Expected ")" to close what began in line 2, but found the end of the script' }],
    ['('.repeat(10_000), { line: 1, column: 102, what: 'More than 100 nested levels' }],
  ])('of %j', (text, error) => {
    expect(_collectScriptFacts(text).errors).toEqual([error]);
  });

  test('leaves what stands before it', () => {
    expect(_collectScriptFacts('a\nb\n)\nc').commands.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
