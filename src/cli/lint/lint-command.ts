import { Frontend, _lintText } from '../../dockerfile';
import { checkFormat, parseArguments } from '../arguments';
import { Command, ExitCode, UsageError, printError } from '../command';
import { printJson } from './json';
import type { Report } from './report';
import { printSarif } from './sarif';
import { printText } from './text';
import { readDockerfile } from '../read-dockerfile';

/** The printer of each format. */
const FORMATS: Record<string, (report: Report) => string> = { text: printText, json: printJson, sarif: printSarif };

/** `imagewright lint`. */
export const lintCommand: Command = {
  summary: 'Check Dockerfiles with the checks of BuildKit, and for errors that fail a build.',
  help: `Usage: imagewright lint [--format FORMAT] [--frontend VERSION] FILE...

Checks Dockerfiles as BuildKit does ("docker build --check"), without a builder or network access,
and reports errors that would fail the build. "-" is standard input.

It uses FILE.dockerignore, or else the .dockerignore beside FILE.
"# check=skip=RULE" at the top of a file, or right above an instruction, silences a rule.

Options:
  --format FORMAT      text (the default), json or sarif
  --frontend VERSION   the frontend that builds the files, such as 1.24: newer checks are skipped, newer features reported

Exit code: 0 no findings, 1 findings, 2 a file could not be read.
`,
  async run(args, { stdin, stdout, stderr }) {
    const { format, frontend, files } = parseOptions(args);
    let unreadable = false;
    const report: Report = [];
    for (const file of files) {
      try {
        const input = await readDockerfile(file, stdin);
        report.push({ ...input, findings: _lintText(input.text, { dockerignore: input.dockerignore, frontend }) });
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        printError(stderr, error.message);
        unreadable = true;
      }
    }
    stdout.write(FORMATS[format](report));
    if (unreadable) return ExitCode.FAILED;
    return report.some(({ findings }) => findings.length > 0) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  },
};

const OPTIONS = { format: { type: 'string', default: 'text' }, frontend: { type: 'string' } } as const;

function parseOptions(args: string[]): { format: string; frontend?: Frontend; files: string[] } {
  const { values: { format, frontend }, positionals: files } = parseArguments('lint', args, OPTIONS);
  checkFormat(format, FORMATS);
  if (files.length === 0) throw new UsageError('lint needs a file, or "-" for standard input. See imagewright lint --help.');
  if (files.filter(file => file === '-').length > 1) throw new UsageError('Standard input can be read once: "-" is given twice.');
  return { format, frontend: frontend === undefined ? undefined : Frontend.parse(frontend), files };
}
