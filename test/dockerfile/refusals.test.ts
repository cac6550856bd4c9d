import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { literal, path, refusal } from './vectors';
import {
  Add, Arg, Command, Comment, Copy, CopySource, DockerfileDocument, Env, EscapeCharacter, Expose, From, Frontend, Healthcheck, Heredoc,
  KeyValue, Label, Mount, OnBuild, Run, Shell, StopSignal, Volume, Word, Workdir,
} from '../../src/dockerfile';

const copy = { sources: [path('a')], destination: literal('/x') };
const text = CopySource.heredoc(Heredoc.literal('a\n'));
const from = new From({ image: literal('scratch') });
const backtick = { escape: EscapeCharacter.BACKTICK };

/** One example an id, and all that it says. */
const REFUSALS: Record<string, () => unknown> = {
  'arg': () => new Arg([{ name: 'npm-version' }]),
  'backtick-heredoc': () => new DockerfileDocument({ directives: backtick, nodes: [from, new Copy({ sources: [text], destination: literal('/$a') })] }),
  'backtick-onbuild': () => new DockerfileDocument({ directives: backtick, nodes: [from, new OnBuild(new Workdir(literal('/$a')))] }),
  'blank': () => new Copy({ sources: [text], destination: literal('/a b') }),
  'check-directive': () => new DockerfileDocument({ directives: { check: 'errors=true' }, nodes: [from] }),
  'checksum': () => new Add({ ...copy, sources: [path('https://example.com/a')], checksum: literal('sha256:123') }),
  'chmod': () => new Copy({ ...copy, chmod: literal('rwxr-xr-x') }),
  'chown-link': () => new Copy({ ...copy, chown: literal('www-data'), link: true }),
  'command-blanks': () => Command.shell('make '),
  'command-comment': () => Command.shellLines(['make', '# and nothing else']),
  'command-continued': () => Command.shell('make \\'),
  'command-json': () => Command.shell('["make"]'),
  'comment-directive': () => new DockerfileDocument({ nodes: [new Comment(['escape=`']), from] }),
  'comment-newline': () => new Comment(['a\nb']),
  'copy-directory': () => new Copy({ ...copy, sources: [path('a'), path('b')] }),
  'copy-heredoc': () => new Copy({ sources: [text], destination: literal('/etc/') }),
  'copy-remote': () => new Copy({ ...copy, sources: [path('https://example.com/a')] }),
  'copy-source': () => new Copy({ ...copy, sources: [path('')] }),
  'delimiter': () => Run.exec(['make'], { delimiter: 'X' }),
  'duration': () => Healthcheck.command(Command.exec(['a']), { interval: '30' }),
  'empty': () => new Env([]),
  'empty-command': () => Command.shell(''),
  'empty-flag': () => new Copy({ ...copy, exclude: [''] }),
  'empty-key': () => KeyValue.of('', 'a'),
  'from': () => new Copy({ ...copy, copyFrom: 'alpine:$VERSION' }),
  'frontend': () => new DockerfileDocument({ directives: { syntax: 'docker/dockerfile:1.3' }, nodes: [from, Run.script('make\n')] }),
  'frontend-feature': () => Frontend.parse('1.24').supports('copy --parent'),
  'frontend-version': () => Frontend.parse('latest'),
  'heredoc-closed': () => Heredoc.literal('a\nEOF\nb\n', 'EOF'),
  'heredoc-delimiter': () => Heredoc.literal('a\n', 'the end'),
  'heredoc-end': () => Heredoc.literal('a\nb'),
  'heredoc-lookalike': () => new Copy({ ...copy, chown: Word.template('${A:-b <<c}') }),
  'image': () => new From({ image: literal('alpine 3') }),
  'key': () => new Label([KeyValue.of('a=b', 'c')]),
  'line-too-long': () => Heredoc.literal(`${'x'.repeat(65_536)}\n`),
  'mount': () => Mount.cache({ target: '/a', mode: 'rwx' }),
  'newline': () => new Label([KeyValue.of('a', 'first\nsecond')]),
  'non-ascii-flag': () => new Copy({ ...copy, exclude: ['é'] }),
  'nul': () => new Volume([literal('/a\0')]),
  'onbuild': () => new OnBuild(from),
  'pattern': () => new Copy({ sources: [CopySource.heredoc(Heredoc.expanding(Word.template('${A#\\$}\n')))], destination: literal('/a') }),
  'port': () => new Expose([literal('8080:80')]),
  'retries': () => Healthcheck.command(Command.exec(['a']), { retries: -1 }),
  'shell-heredoc': () => Run.shell('cat <<EOF > /a'),
  'signal': () => new StopSignal(literal('SIGTREM')),
  'stage-name': () => new From({ image: literal('alpine'), alias: 'Build' }),
  'surrogate': () => literal('a\ud83d'),
  'syntax-directive': () => new DockerfileDocument({ directives: { syntax: 'docker/dockerfile 1' }, nodes: [from] }),
  'template': () => Word.template('${A^^}'),
  'variable-name': () => Word.variable('A-B'),
  'volume': () => new Volume([literal('/a ')]),
  'word': () => DockerfileDocument.parse('FROM scratch\nENV A=$1\n'),
  'workdir': () => new Workdir(literal('a')),
};

test('every id has its example here', () => {
  const folder = resolve(__dirname, '../../src/dockerfile');
  const files = ['.', 'nodes', 'print', 'words'].flatMap(below => readdirSync(join(folder, below)).map(name => join(below, name))).filter(name => name.endsWith('.ts'));
  const ids = files.flatMap(file => [...readFileSync(join(folder, file), 'utf8').matchAll(/'dockerfile\/([a-z-]+)'/g)].map(([, id]) => id));
  expect([...new Set(ids)].sort()).toEqual(Object.keys(REFUSALS).sort());
});

describe('what is refused is told', () => {
  test('arg', () => expect(refusal(REFUSALS.arg)).toMatchInlineSnapshot(`
    "dockerfile/arg
      An argument cannot be named "npm-version".
      Why: $NAME could not refer to it: BuildKit and shells end a name at the first other character.
      Fix: Use letters, digits and "_", and do not begin with a digit."
  `));

  test('backtick-heredoc', () => expect(refusal(REFUSALS['backtick-heredoc'])).toMatchInlineSnapshot(`
    "dockerfile/backtick-heredoc
      The line "COPY <<'EOT' \\"/\`$a\\"" needs escape characters, but contains a heredoc.
      Why: With "# escape=\`", BuildKit reads such a line in two different ways, and may not find the heredoc.
      Fix: Remove the escape directive, or copy the text from a file in the build context."
  `));

  test('backtick-onbuild', () => expect(refusal(REFUSALS['backtick-onbuild'])).toMatchInlineSnapshot(`
    "dockerfile/backtick-onbuild
      ONBUILD has an instruction with escape characters: WORKDIR "/\`$a"
      Why: A build that uses the image always reads it with "\\" as the escape character.
      Fix: Remove the escape directive."
  `));

  test('blank', () => expect(refusal(REFUSALS.blank)).toMatchInlineSnapshot(`
    "dockerfile/blank
      The word is "/a b".
      Why: BuildKit splits this instruction at blanks before it processes quotes, and would see several words.
      Fix: Use a name without blanks. For the destination of a heredoc, set WORKDIR to the directory and name the file relative to it."
  `));

  test('check-directive', () => expect(refusal(REFUSALS['check-directive'])).toMatchInlineSnapshot(`
    "dockerfile/check-directive
      The check directive is "errors=true".
      Why: BuildKit rejects it, or ignores a part of it.
      Fix: Write one or more of skip=RULE,RULE or skip=all, error=true and experimental=RULE or experimental=all, with ";" between."
  `));

  test('checksum', () => expect(refusal(REFUSALS.checksum)).toMatchInlineSnapshot(`
    "dockerfile/checksum
      "sha256:123" is not a checksum.
      Why: BuildKit rejects it.
      Fix: Write "sha256:" and 64 hexadecimal digits for a download, or the full commit of a git repository."
  `));

  test('chmod', () => expect(refusal(REFUSALS.chmod)).toMatchInlineSnapshot(`
    "dockerfile/chmod
      "rwxr-xr-x" is not a file mode.
      Why: BuildKit rejects it.
      Fix: Write an octal mode up to 7777, or a symbolic one: 0755, u=rwX,go=rX."
  `));

  test('chown-link', () => expect(refusal(REFUSALS['chown-link'])).toMatchInlineSnapshot(`
    "dockerfile/chown-link
      The owner "www-data" is a name, but the copy has link.
      Why: A linked layer cannot read /etc/passwd and /etc/group of the stage, so BuildKit fails.
      Fix: Use numbers, uid:gid, or remove link."
  `));

  test('command-blanks', () => expect(refusal(REFUSALS['command-blanks'])).toMatchInlineSnapshot(`
    "dockerfile/command-blanks
      The command is "make ".
      Why: BuildKit removes whitespace at both ends, so the shell would receive a different command.
      Fix: Remove them."
  `));

  test('command-continued', () => expect(refusal(REFUSALS['command-continued'])).toMatchInlineSnapshot(`
    "dockerfile/command-continued
      The command "make \\\\" ends with the escape character \\.
      Why: In a Dockerfile with this escape character, the instruction would continue on the next line.
      Fix: Remove it, use the exec form: ["program", "argument"], or write the command as a script: RUN <<'SH' in a Dockerfile, Run.script(…) in code."
  `));

  test('command-json', () => expect(refusal(REFUSALS['command-json'])).toMatchInlineSnapshot(`
    "dockerfile/command-json
      The command is "[\\"make\\"]".
      Why: BuildKit reads a JSON array as the exec form, which starts no shell.
      Fix: Give a program and its arguments in exec form, or begin the command with something other than "["."
  `));

  test('comment-directive', () => expect(refusal(REFUSALS['comment-directive'])).toMatchInlineSnapshot(`
    "dockerfile/comment-directive
      The first comment of the document is "escape=\`".
      Why: At the top of a file, BuildKit reads it as a directive.
      Fix: Use the property directives, or put another comment line above it."
  `));

  test('comment-newline', () => expect(refusal(REFUSALS['comment-newline'])).toMatchInlineSnapshot(`
    "dockerfile/comment-newline
      The comment line "a\\nb" has a line break.
      Why: The text after the line break would be read as an instruction.
      Fix: Pass each line separately: new Comment(text.split("\\n"))."
  `));

  test('copy-directory', () => expect(refusal(REFUSALS['copy-directory'])).toMatchInlineSnapshot(`
    "dockerfile/copy-directory
      COPY has 2 sources and the destination "/x".
      Why: Unless that is an existing directory, BuildKit would overwrite each file with the next one.
      Fix: End the destination with "/"."
  `));

  test('copy-heredoc', () => expect(refusal(REFUSALS['copy-heredoc'])).toMatchInlineSnapshot(`
    "dockerfile/copy-heredoc
      COPY puts a heredoc without a file name into the directory "/etc/".
      Why: The file would be named after its delimiter, EOT.
      Fix: Add the file name to the destination, or use it as the delimiter."
  `));

  test('copy-source', () => expect(refusal(REFUSALS['copy-source'])).toMatchInlineSnapshot(`
    "dockerfile/copy-source
      COPY has an empty source.
      Why: BuildKit would copy everything: the whole build context, or the whole stage.
      Fix: Name the files to copy; "." copies everything."
  `));

  test('copy-remote', () => expect(refusal(REFUSALS['copy-remote'])).toMatchInlineSnapshot(`
    "dockerfile/copy-remote
      A source of COPY is a URL or a git repository.
      Why: BuildKit fails: COPY does not fetch files.
      Fix: Use Add, with a checksum."
  `));

  test('delimiter', () => expect(refusal(REFUSALS.delimiter)).toMatchInlineSnapshot(`
    "dockerfile/delimiter
      The delimiter "X" is given for a command that is not a script.
      Why: A delimiter only ends a script.
      Fix: Remove it, or use Run.script(…)."
  `));

  test('duration', () => expect(refusal(REFUSALS.duration)).toMatchInlineSnapshot(`
    "dockerfile/duration
      The interval of a health check is "30".
      Why: BuildKit rejects a duration that it cannot parse, or that is shorter than a millisecond.
      Fix: Write a number with its unit: "30s", "1m30s", "500ms"."
  `));

  test('empty', () => expect(refusal(REFUSALS.empty)).toMatchInlineSnapshot(`
    "dockerfile/empty
      ENV has no arguments.
      Why: BuildKit rejects an instruction without arguments.
      Fix: Add at least one argument, or remove the instruction."
  `));

  test('empty-command', () => expect(refusal(REFUSALS['empty-command'])).toMatchInlineSnapshot(`
    "dockerfile/empty-command
      The command is "".
      Why: There is nothing to run; BuildKit ignores or rejects an empty command.
      Fix: Give the command, or remove the instruction."
  `));

  test.each<[string, () => unknown]>([
    ['RUN', () => Run.exec([''])],
    ['HEALTHCHECK', () => Healthcheck.command(Command.exec(['', '-check']))],
    ['SHELL', () => new Shell([''])],
  ])('empty-command for a program of %s without a name', (keyword, make) => expect(refusal(make)).toBe(`dockerfile/empty-command
  The program of ${keyword} is an empty text.
  Why: There is nothing to run: the build or the container would fail.
  Fix: Name the program first, then its arguments.`));

  test('empty-flag', () => expect(refusal(REFUSALS['empty-flag'])).toMatchInlineSnapshot(`
    "dockerfile/empty-flag
      The value of --exclude is "".
      Why: BuildKit ignores or rejects an empty value.
      Fix: Leave the flag out."
  `));

  test('empty-key', () => expect(refusal(REFUSALS['empty-key'])).toMatchInlineSnapshot(`
    "dockerfile/empty-key
      A key is empty.
      Why: BuildKit rejects it: "names can not be blank".
      Fix: Name the variable or label."
  `));

  test('from', () => expect(refusal(REFUSALS.from)).toMatchInlineSnapshot(`
    "dockerfile/from
      Nothing can be copied or mounted from "alpine:$VERSION".
      Why: BuildKit expands no variables there, and accepts only names of stages, images and contexts.
      Fix: Begin a named stage FROM the image with the variable, and copy from that stage."
  `));

  test('frontend', () => expect(refusal(REFUSALS.frontend)).toMatchInlineSnapshot(`
    "dockerfile/frontend
      The frontend is 1.3, but the instructions need: heredoc (1.4).
      Why: The build would fail at the first of them, or behave differently.
      Fix: Use docker/dockerfile:1.4 or newer, or remove them."
  `));

  test('frontend-feature', () => expect(refusal(REFUSALS['frontend-feature'])).toMatchInlineSnapshot(`
    "dockerfile/frontend-feature
      There is no feature "copy --parent" of the Dockerfile frontend. Did you mean "copy --parents"?
      Why: The version that introduced it is unknown.
      Fix: Use one of: add --checksum, add --checksum=commit, add --keep-git-dir, add --unpack, add git?, add git?fetch-by-commit, add git?mtime, arg SOURCE_DATE_EPOCH=stage, check directive, copy --chmod, copy --chmod=symbolic, copy --exclude, copy --link, copy --parents, healthcheck --start-interval, heredoc, onbuild from, pattern in \${}, run --device, run --mount, run --mount=type=secret,env, run --network, run --security."
  `));

  test('frontend-version', () => expect(refusal(REFUSALS['frontend-version'])).toMatchInlineSnapshot(`
    "dockerfile/frontend-version
      "latest" is not a version of the Dockerfile frontend.
      Why: The features of that version would be unknown.
      Fix: Write the major and minor version: 1.24."
  `));

  test('heredoc-closed', () => expect(refusal(REFUSALS['heredoc-closed'])).toMatchInlineSnapshot(`
    "dockerfile/heredoc-closed
      The text of the heredoc EOF has the line "EOF".
      Why: The heredoc would end there, and the rest would be read as instructions.
      Fix: Choose another delimiter."
  `));

  test('heredoc-delimiter', () => expect(refusal(REFUSALS['heredoc-delimiter'])).toMatchInlineSnapshot(`
    "dockerfile/heredoc-delimiter
      A heredoc cannot end with "the end".
      Why: BuildKit and shells read such a delimiter differently, or see no heredoc at all.
      Fix: Use letters, digits, "_", ".", "+", "@", "%" and "-", and begin with a letter, digit or "_"."
  `));

  test('heredoc-end', () => expect(refusal(REFUSALS['heredoc-end'])).toMatchInlineSnapshot(`
    "dockerfile/heredoc-end
      The text of a heredoc ends with "a\\nb", without a line break.
      Why: The delimiter needs a line of its own, so the text always ends with a line break.
      Fix: Add "\\n". A file without a final line break must be copied from the build context."
  `));

  test('heredoc-lookalike', () => expect(refusal(REFUSALS['heredoc-lookalike'])).toMatchInlineSnapshot(`
    "dockerfile/heredoc-lookalike
      The value of a flag is "\${A:-b <<c}".
      Why: BuildKit would read "<<" inside \${…} as a heredoc, and the lines below as its text.
      Fix: Put the value into an ARG and refer to it."
  `));

  test('image', () => expect(refusal(REFUSALS.image)).toMatchInlineSnapshot(`
    "dockerfile/image
      FROM has the image "alpine 3".
      Why: BuildKit rejects an empty name, and reads the text after a blank as another word.
      Fix: Name an image or a stage, or "scratch"."
  `));

  test('key', () => expect(refusal(REFUSALS.key)).toMatchInlineSnapshot(`
    "dockerfile/key
      The key is "a=b".
      Why: BuildKit ends the key at the first "=", even inside quotes, and would set another key.
      Fix: Use a key without "="."
  `));

  test('line-too-long', () => expect(refusal(REFUSALS['line-too-long'])).toMatchInlineSnapshot(`
    "dockerfile/line-too-long
      The line "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"… has 65536 bytes.
      Why: BuildKit reads lines of at most 65535 bytes; for a longer line in a heredoc it reports "unterminated heredoc".
      Fix: Break the line, or copy the text from a file in the build context."
  `));

  test('mount', () => expect(refusal(REFUSALS.mount)).toMatchInlineSnapshot(`
    "dockerfile/mount
      The mode of a mount cannot be "rwx".
      Why: BuildKit rejects it.
      Fix: Write an octal mode: "0755"."
  `));

  test('newline', () => expect(refusal(REFUSALS.newline)).toMatchInlineSnapshot(`
    "dockerfile/newline
      The value "first\\nsecond" has a line break.
      Why: A line break ends the instruction, even in quotes or after an escape character.
      Fix: Write it on one line, or put the text into a file: CopySource.heredoc(Heredoc.literal(…))."
  `));

  test('non-ascii-flag', () => expect(refusal(REFUSALS['non-ascii-flag'])).toMatchInlineSnapshot(`
    "dockerfile/non-ascii-flag
      The value of --exclude is "é".
      Why: BuildKit reads flags byte by byte, and splits a non-ASCII character into several.
      Fix: Use ASCII; in a pattern, "?" matches a single byte of it."
  `));

  test('nul', () => expect(refusal(REFUSALS.nul)).toMatchInlineSnapshot(`
    "dockerfile/nul
      The text "/a\\u0000" has a NUL character.
      Why: Arguments, variables and paths end at a NUL; the rest would be lost when the container starts.
      Fix: Remove it. Copy a file with binary content from the build context."
  `));

  test('onbuild', () => expect(refusal(REFUSALS.onbuild)).toMatchInlineSnapshot(`
    "dockerfile/onbuild
      ONBUILD has the instruction FROM.
      Why: BuildKit rejects it.
      Fix: Use any instruction except FROM and ONBUILD."
  `));

  test('pattern', () => expect(refusal(REFUSALS.pattern)).toMatchInlineSnapshot(`
    "dockerfile/pattern
      The pattern or replacement of "\${A#…}" has "$".
      Why: It cannot be written for BuildKit: quotes cannot protect it in a heredoc.
      Fix: Match the character with "?", or change the value in a RUN."
  `));

  test('port', () => expect(refusal(REFUSALS.port)).toMatchInlineSnapshot(`
    "dockerfile/port
      "8080:80" is not a port.
      Why: BuildKit rejects it. It only warns about a host port or upper case TCP, but will reject those too.
      Fix: Write a port up to 65535 or a range, and the protocol in lower case: 8080, 53/udp, 6000-6010/tcp."
  `));

  test('retries', () => expect(refusal(REFUSALS.retries)).toMatchInlineSnapshot(`
    "dockerfile/retries
      A health check cannot have -1 retries.
      Why: BuildKit rejects it.
      Fix: Write a whole number, 0 or more."
  `));

  test('shell-heredoc', () => expect(refusal(REFUSALS['shell-heredoc'])).toMatchInlineSnapshot(`
    "dockerfile/shell-heredoc
      The command "cat <<EOF > /a" does not match its heredocs: it begins a heredoc with "<<EOF > /a".
      Why: BuildKit would read instructions as the text of a heredoc, or the text as instructions.
      Fix: Pass the text of the heredoc to Run.shellWithHeredocs(…), or write the command as a script: RUN <<'SH' in a Dockerfile, Run.script(…) in code."
  `));

  test('signal', () => expect(refusal(REFUSALS.signal)).toMatchInlineSnapshot(`
    "dockerfile/signal
      There is no signal "SIGTREM". Did you mean "SIGTERM"?
      Why: BuildKit rejects it.
      Fix: Write the name of a Linux signal, such as SIGTERM, SIGINT, SIGQUIT or SIGRTMIN+3, or its number, 1 to 64."
  `));

  test('stage-name', () => expect(refusal(REFUSALS['stage-name'])).toMatchInlineSnapshot(`
    "dockerfile/stage-name
      A stage cannot be named "Build". Did you mean "build"?
      Why: BuildKit converts a name to lower case, rejects other characters, and warns about reserved names.
      Fix: Begin with a letter, and use lower case letters, digits, "-", "_" and "."; not scratch or context."
  `));

  test('surrogate', () => expect(refusal(REFUSALS.surrogate)).toMatchInlineSnapshot(`
    "dockerfile/surrogate
      The text "a\\ud83d" contains half of a character (a lone surrogate).
      Why: A Dockerfile is UTF-8, which cannot encode it: it would become another character.
      Fix: Cut the text between whole characters."
  `));

  test('syntax-directive', () => expect(refusal(REFUSALS['syntax-directive'])).toMatchInlineSnapshot(`
    "dockerfile/syntax-directive
      The frontend is "docker/dockerfile 1".
      Why: BuildKit would use the text before the first blank as the image.
      Fix: Name an image: docker/dockerfile:1.24.0@sha256:…"
  `));

  test('template', () => expect(refusal(REFUSALS.template)).toMatchInlineSnapshot(`
    "dockerfile/template
      The template "\${A^^}" is invalid: "^" is not an operator.
      Why: BuildKit would reject it, or drop the text.
      Fix: Write $NAME, \${NAME} or \${NAME<operator>word} with one of :- :+ :? ## %% // - + ? # % /; for a literal dollar sign, write \\$."
  `));

  test('variable-name', () => expect(refusal(REFUSALS['variable-name'])).toMatchInlineSnapshot(`
    "dockerfile/variable-name
      "A-B" is not the name of a variable.
      Why: BuildKit would end the name at the first other character.
      Fix: Use letters, digits and "_", and do not begin with a digit. For text with variables, use Word.template()."
  `));

  test('volume', () => expect(refusal(REFUSALS.volume)).toMatchInlineSnapshot(`
    "dockerfile/volume
      The volume "/a " is empty, or begins or ends with a blank.
      Why: BuildKit removes the blanks, and would declare another directory or none.
      Fix: Remove the blanks."
  `));

  test('word', () => expect(refusal(REFUSALS.word)).toMatchInlineSnapshot(`
    "dockerfile/word  at line 2
      The word "$1" is invalid: "$1" can never have a value, and always becomes empty.
           2 | ENV A=$1
      Why: BuildKit would reject it, or expand it differently depending on its version.
      Fix: Write $NAME, \${NAME} or \${NAME<operator>word} with one of :- :+ :? ## %% // - + ? # % /; for a literal dollar sign, write \\$."
  `));

  test('workdir', () => expect(refusal(REFUSALS.workdir)).toMatchInlineSnapshot(`
    "dockerfile/workdir
      The working directory "a" is not an absolute path.
      Why: It would depend on the instructions above and on the base image.
      Fix: Begin it with "/", or set mayBeRelative."
  `));
});
