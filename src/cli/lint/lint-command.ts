import type { WriteStream } from 'node:tty';
import { Frontend, _FixedText, _fixText, _lintText } from '../../dockerfile';
import type { _Fix } from '../../dockerfile';
import { checkFormat, parseArguments } from '../arguments';
import { Command, ExitCode, Streams, UsageError, printError } from '../command';
import { printFixes } from './fix-report';
import { readFixRequest } from './fix-request';
import { printJson } from './json';
import type { Report } from './report';
import { printSarif } from './sarif';
import { printText } from './text';
import { _GENERATED_MARK, _Refusal, _escapeHidden } from '../../core';
import { Input, readDockerfile } from '../read-dockerfile';
import { replaceFiles } from '../replace-files';
import { printUnifiedDiff } from '../unified-diff';

/** The printer of each format. */
const FORMATS: Record<string, (report: Report) => string> = { text: printText, json: printJson, sarif: printSarif };

/** `imagewright lint`. */
export const lintCommand: Command = {
  summary: 'Check Dockerfiles with the checks of BuildKit, and for errors that fail a build.',
  help: `Usage: imagewright lint [--format FORMAT] [--frontend VERSION] [--fix[=apt] [--diff]] FILE...

Checks Dockerfiles as BuildKit does ("docker build --check"), without a builder or network access,
and reports errors that would fail the build. "-" is standard input.

It uses FILE.dockerignore, or else the .dockerignore beside FILE.
"# check=skip=RULE" at the top of a file, or right above an instruction, silences a rule.

--fix changes what has one answer and leaves every other byte alone: it also adds -y to apt-get,
--no-cache to apk and --no-cache-dir to pip, and removes the package lists of apt. A change counts
only if the file means the same afterwards. What was fixed, and why something was not, is printed
on standard error; then the remaining findings are reported. With "-", the fixed text is printed
on standard output and the findings on standard error.

Options:
  --format FORMAT      text (the default), json or sarif
  --frontend VERSION   the frontend that builds the files, such as 1.24: newer checks are skipped, newer features reported
  --fix                fix the files in place
  --fix=apt            also add --no-install-recommends to apt-get, which changes what is installed
  --diff               print what --fix would change as a unified diff, and write nothing

Exit code: 0 no findings, 1 findings that remain (with --diff, also changes to be made), 2 a file could not be read or written.
`,
  async run(args, streams) {
    const { stdin, stdout, stderr } = streams;
    const options = parseOptions(args);
    const { format, frontend, files, fixes, isDiff } = options;
    let failed = false;
    let differs = false;
    const report: Report = [];
    for (const file of files) {
      try {
        const input = await readDockerfile(file, stdin);
        const fixed = fixes === undefined ? undefined : fixInput(file, input, fixes, frontend);
        const text = fixed?.text ?? input.text;
        differs ||= isDiff && text !== input.text;
        if (fixed !== undefined) writeFixed(file, input, fixed, options, streams);
        // After a diff, the report is that of the file as it would be.
        report.push({ ...input, text, findings: _lintText(text, { dockerignore: input.dockerignore, frontend }) });
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        printError(stderr, error.message);
        failed = true;
      }
    }
    const isTextPrinted = isDiff || (fixes !== undefined && files.includes('-'));
    (isTextPrinted ? stderr : stdout).write(FORMATS[format](report));
    if (failed) return ExitCode.FAILED;
    return differs || report.some(({ findings }) => findings.length > 0) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  },
};

/** Fixes a text. One that cannot be read stays as it is, and the report gives the reason. */
function fixInput(file: string, { text, dockerignore }: Input, fixes: readonly _Fix[], frontend?: Frontend): _FixedText {
  if (text.includes(_GENERATED_MARK)) {
    throw new UsageError(`${file} is generated: the next synthesis would undo a fix. Change its declaration, e.g. in .projenrc.ts, and run "npx projen synth".`);
  }
  try {
    return _fixText(text, fixes, { dockerignore, frontend });
  } catch (error) {
    if (error instanceof _Refusal) return { text, fixed: [], left: [] };
    throw error;
  }
}

/** Writes the fixed text to where it belongs, and reports what was done. */
function writeFixed(file: string, { name, text }: Input, fixed: _FixedText, { isDiff }: Options, { stdout, stderr }: Streams): void {
  if (isDiff) stdout.write(showOn(stdout, printUnifiedDiff(file === '-' ? 'Dockerfile' : file, text, fixed.text)));
  else if (file === '-') stdout.write(fixed.text);
  else if (fixed.text !== text) replaceFiles([{ path: file, before: text, after: fixed.text }]);
  stderr.write(printFixes(name, fixed, isDiff));
}

/** A patch holds the lines as they are. A terminal would obey what is hidden in them. */
function showOn(stdout: Streams['stdout'], patch: string): string {
  return (stdout as Partial<WriteStream>).isTTY === true ? _escapeHidden(patch) : patch;
}

interface Options {
  readonly format: string;
  readonly frontend?: Frontend;
  readonly files: string[];
  readonly fixes?: readonly _Fix[];
  readonly isDiff: boolean;
}

const OPTIONS = {
  format: { type: 'string', default: 'text' },
  frontend: { type: 'string' },
  diff: { type: 'boolean', default: false },
  // `readFixRequest` has taken it out. Here it is only suggested for a misspelt option.
  fix: { type: 'boolean' },
} as const;

function parseOptions(args: string[]): Options {
  const { fixes, others } = readFixRequest(args);
  const { values: { format, frontend, diff: isDiff }, positionals: files } = parseArguments('lint', others, OPTIONS);
  checkFormat(format, FORMATS);
  if (files.length === 0) throw new UsageError('lint needs a file, or "-" for standard input. See imagewright lint --help.');
  if (files.filter(file => file === '-').length > 1) throw new UsageError('Standard input can be read once: "-" is given twice.');
  if (isDiff && fixes === undefined) throw new UsageError('--diff shows what --fix would change: give both, or --fix=apt.');
  if (fixes !== undefined && !isDiff && files.includes('-') && files.length > 1) throw new UsageError('With --fix, "-" must be the only file: the fixed text is printed on standard output.');
  return { format, frontend: frontend === undefined ? undefined : Frontend.parse(frontend), files, fixes, isDiff };
}
