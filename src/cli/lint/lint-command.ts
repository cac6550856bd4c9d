import { Frontend, _lintText } from '../../dockerfile';
import { checkFormat, parsedArguments } from '../arguments';
import { Command, ExitCode, UsageError, complain } from '../command';
import { json } from './json';
import type { Report } from './report';
import { sarif } from './sarif';
import { text } from './text';
import { readDockerfile } from '../read-dockerfile';

/** What prints a report. */
const FORMATS: Record<string, (report: Report) => string> = { text, json, sarif };

/** `imagewright lint`. */
export const lintCommand: Command = {
  summary: 'Check Dockerfiles, with the checks of BuildKit and what would stop a build.',
  help: `Usage: imagewright lint [--format FORMAT] [--frontend VERSION] FILE...

Checks Dockerfiles as BuildKit does ("docker build --check"), without a builder and without the network,
and says what would stop the build. "-" is standard input.

A .dockerignore is taken into account: FILE.dockerignore, or else the one beside FILE.
"# check=skip=RULE" at the top of a file, or right above an instruction, silences a rule.

Options:
  --format FORMAT      text, json or sarif; text when not given
  --frontend VERSION   the frontend that will read the files, e.g. 1.24: no newer checks, no newer features

Exit code: 0 nothing was found, 1 something was found, 2 a file could not be read.
`,
  async run(args, { stdin, stdout, stderr }) {
    const { format, frontend, files } = parsed(args);
    let unreadable = false;
    const report: Report = [];
    for (const file of files) {
      try {
        const input = await readDockerfile(file, stdin);
        report.push({ ...input, findings: _lintText(input.text, { dockerignore: input.dockerignore, frontend }) });
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        complain(stderr, error.message);
        unreadable = true;
      }
    }
    stdout.write(FORMATS[format](report));
    if (unreadable) return ExitCode.FAILED;
    return report.some(({ findings }) => findings.length > 0) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  },
};

const OPTIONS = { format: { type: 'string', default: 'text' }, frontend: { type: 'string' } } as const;

function parsed(args: string[]): { format: string; frontend?: Frontend; files: string[] } {
  const { values: { format, frontend }, positionals: files } = parsedArguments('lint', args, OPTIONS);
  checkFormat(format, FORMATS);
  if (files.length === 0) throw new UsageError('lint needs a file, or "-" for standard input. See imagewright lint --help.');
  if (files.filter(file => file === '-').length > 1) throw new UsageError('Standard input can be read once: "-" is given twice.');
  return { format, frontend: frontend === undefined ? undefined : Frontend.parse(frontend), files };
}
