import { _Refusal, _countProblems, _formatProblem } from '../../core';
import { Command, ExitCode, printError } from '../command';
import { createRegistryClient, printRegistryHelp } from '../registry-options';
import { Pinning } from './pinning';
import { Progress } from './progress';
import { PinReport, printJson, printText } from './report';
import { readPinRequest } from './request';

/** The printer of each format. */
const FORMATS: Record<string, (report: PinReport) => string> = { text: printText, json: printJson };

/** `imagewright pin`. */
export const pinCommand: Command = {
  summary: 'Pin images by digest in versions.json, and read what base images hold.',
  help: `Usage: imagewright pin [OPTIONS] NAME:TAG...
       imagewright pin [OPTIONS] --update [KEY...]
       imagewright pin [OPTIONS] --check [KEY...]
       imagewright pin [OPTIONS] --bases [KEY...]

Asks registries for the digests of tags, and keeps them in versions.json, under a key for each image.

NAME:TAG    adds images; the key is the last part of the name. An image that is already pinned gets its current digest.
--update    moves the digests of images, or adds those that are missing; all images, or those of the keys
--check     only compares: exit code 1 if a tag has another digest than in versions.json
--bases     reads what base images hold, and writes bases/KEY.PLATFORM.txt; without KEY, for the images that stages start
            from, and removes the files of keys that are gone

If an image has files in bases/, they are written again when its digest changes. Files are written at the end, all or
none. It logs in with the configuration of Docker.

Options:
  --key KEY              the key of an image that is added; that of another tag of the same image is moved to the new tag
  --platform NAME        with --bases: the platforms to read; may be given several times
                         (default: those of existing files and of the last synthesis, else linux/amd64 and linux/arm64)
  --from PATH            with --bases: read the base from an OCI layout or an archive instead of its registry
  --file FILE            default: versions.json in this folder, or in the nearest folder above it
${printRegistryHelp(23)}  --format FORMAT        text (the default) or json

Exit code: 0 done, 1 --check found a tag that has moved, 2 an image cannot be read, or a file cannot be written.
`,
  async run(args, { stdout, stderr }) {
    const request = readPinRequest(args, FORMATS);
    const progress = new Progress(stderr);
    const pinning = new Pinning(request, createRegistryClient(request.registry), progress, text => printError(stderr, text));
    let report: PinReport;
    try {
      report = await pinning.run();
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      stderr.write(`${_formatProblem(error.problem)}\n`);
      return ExitCode.FAILED;
    } finally {
      progress.end();
    }
    const { problems, isCheck, images } = report;
    if (problems.length === 0 || request.format === 'json') stdout.write(FORMATS[request.format](report));
    if (problems.length > 0) {
      stderr.write(problems.map(problem => `${_formatProblem(problem)}\n\n`).join(''));
      printError(stderr, `${_countProblems(problems)}. ${isCheck ? 'Not all tags could be compared.' : 'No file was changed.'}`);
      return ExitCode.FAILED;
    }
    return isCheck && images.some(({ state }) => state !== 'unchanged') ? ExitCode.FINDINGS : ExitCode.CLEAN;
  },
};
