import { _Refusal, _RefusedProblem, _countProblems, _formatProblem } from '../../core';
import { Command, ExitCode, Streams, printError } from '../command';
import { createRegistryClient, printRegistryHelp } from '../registry-options';
import { DockerfilePinning } from './dockerfile-pinning';
import { DockerfileReport, isFinding, printDockerfileJson, printDockerfileText } from './dockerfile-report';
import { Pinning } from './pinning';
import { Progress } from './progress';
import { PinReport, printJson, printText } from './report';
import { PinRequest, readPinRequest } from './request';

/** The printers of each format. */
const FORMATS: Record<string, { readonly versions: (report: PinReport) => string; readonly dockerfiles: (report: DockerfileReport) => string }> = {
  text: { versions: printText, dockerfiles: printDockerfileText },
  json: { versions: printJson, dockerfiles: printDockerfileJson },
};

/** What a run has to say. */
interface Result {
  readonly text: string;
  readonly problems: readonly _RefusedProblem[];
  readonly isCheck: boolean;
  /** Whether something differs, or is left to the user. */
  readonly hasFindings: boolean;
}

/** `imagewright pin`. */
export const pinCommand: Command = {
  summary: 'Pin images and what belongs to versions in versions.json or a Dockerfile, and read what base images hold.',
  help: `Usage: imagewright pin [OPTIONS] NAME:TAG...
       imagewright pin [OPTIONS] --update | --complete | --check [KEY...]
       imagewright pin [OPTIONS] --bases [KEY...]
       imagewright pin [OPTIONS] --forges | --adopt
       imagewright pin [OPTIONS] [--update | --check] DOCKERFILE...

Asks registries for the digests of tags, and keeps them in versions.json, under a key for each image.

NAME:TAG    adds images; the key is the last part of the name. An image that is already pinned gets its current digest.
--update    moves what is pinned, or adds what is missing: digests of images, and what belongs to a version: commits of tags,
            sha256 of archives, h1 of Go modules, commits of actions; all pins, or those of the keys
--complete  the same without the digests that images have: after a bot has moved versions
--check     only compares: exit code 1 if something is different from versions.json
--bases     reads what base images hold, and writes bases/KEY.PLATFORM.txt; without KEY, for the images that stages start
            from, and removes the files of keys that are gone
--forges    adds the images, actions and versions that the forges of the project use, as the last synthesis found them
--adopt     takes over what a bot changed in generated files, without the network
DOCKERFILE  a file that a person wrote: adds digests to the images in "# syntax=", FROM, COPY --from, RUN --mount=from=
            and the defaults of arguments that complete a FROM, and leaves every other byte alone; --update also moves
            those that are there

If an image has files in bases/, they are written again when its digest changes. Files are written at the end, all or
none. It logs in with the configuration of Docker.

Options:
  --key KEY              the key of an image that is added; that of another tag of the same image is moved to the new tag
  --platform NAME        with --bases: the platforms to read; may be given several times
                         (default: those of existing files and of the last synthesis, else linux/amd64 and linux/arm64)
  --from PATH            with --bases: read the base from an OCI layout or an archive instead of its registry
  --file FILE            default: versions.json in this folder, or in the nearest folder above it
${printRegistryHelp(23)}  --format FORMAT        text (the default) or json

Exit code: 0 done, 1 --check found a difference, or an image of a Dockerfile is left to you, 2 something cannot be read,
or a file cannot be written.
`,
  async run(args, { stdin, stdout, stderr }) {
    const request = readPinRequest(args, FORMATS);
    const progress = new Progress(stderr);
    let result: Result;
    try {
      result = await run(request, progress, { stdin, stdout, stderr });
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      stderr.write(`${_formatProblem(error.problem)}\n`);
      return ExitCode.FAILED;
    } finally {
      progress.end();
    }
    const { text, problems, isCheck, hasFindings } = result;
    if (problems.length === 0 || request.format === 'json') stdout.write(text);
    if (problems.length > 0) {
      stderr.write(problems.map(problem => `${_formatProblem(problem)}\n\n`).join(''));
      printError(stderr, `${_countProblems(problems)}. ${isCheck ? 'Not everything could be compared.' : 'No file was changed.'}`);
      return ExitCode.FAILED;
    }
    return hasFindings ? ExitCode.FINDINGS : ExitCode.CLEAN;
  },
};

async function run(request: PinRequest, progress: Progress, { stdin, stderr }: Streams): Promise<Result> {
  const client = createRegistryClient(request.registry);
  const { versions, dockerfiles } = FORMATS[request.format];
  if (request.files.length > 0) {
    const report = await new DockerfilePinning(request, client, progress, stdin).run();
    const findings = report.references.filter(row => (report.isCheck ? isFinding(row) : row.state === 'left'));
    return { ...report, text: dockerfiles(report), hasFindings: findings.length > 0 };
  }
  const report = await new Pinning(request, client, progress, text => printError(stderr, text)).run();
  return { ...report, text: versions(report), hasFindings: report.isCheck && [...report.images, ...report.checksums].some(({ state }) => state !== 'unchanged') };
}
