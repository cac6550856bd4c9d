import { parseArgs } from 'node:util';
import { _Refusal, _formatProblem } from '../../core';
import { Command, ExitCode, UsageError } from '../command';
import { _importDockerfile } from './import';
import { readDockerfile } from '../read-dockerfile';

/** `imagewright import`. */
export const importCommand: Command = {
  summary: 'Print the TypeScript that declares the image of a Dockerfile.',
  help: `Usage: imagewright import FILE

Prints TypeScript that declares the same image, as a start for .projenrc.ts. "-" is standard input.
The .dockerignore beside the file becomes the image's ignore property.

Exit code: 0 success, 2 the file cannot be read, or contains something that cannot be declared.
`,
  async run(args, { stdin, stdout, stderr }) {
    const { name, text, dockerignore } = await readDockerfile(parseFileName(args), stdin);
    try {
      stdout.write(_importDockerfile(text, dockerignore));
      return ExitCode.CLEAN;
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      const { where } = error.problem;
      stderr.write(`${_formatProblem({ ...error.problem, where: where === undefined ? name : `${name}, ${where}` })}\n`);
      return ExitCode.FAILED;
    }
  },
};

function parseFileName(args: string[]): string {
  try {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    if (positionals.length === 1) return positionals[0];
  } catch {
    // The arguments contain an option, but import has none.
  }
  throw new UsageError('import takes one file, or "-" for standard input, and no options. See imagewright import --help.');
}
