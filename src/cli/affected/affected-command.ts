import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Affected, findAffected } from './find-affected';
import { Command, ExitCode, printError } from '../command';
import { MOST_BYTES, readFile, readStandardInput } from '../input';
import { printGithub } from './formats/github';
import { MatrixRow, printRows } from './formats/github-rows';
import { printGitlab } from './formats/gitlab';
import { JobRow, printJobRows } from './formats/gitlab-rows';
import { printJson } from './formats/json';
import { readRows } from './formats/rows';
import { printText } from './formats/text';
import { Git } from './git';
import { AffectedRequest, readAffectedRequest } from './request';

const FORMATS: Record<string, (affected: Affected, request: AffectedRequest, stdin: Readable) => string | Promise<string>> = {
  text: ({ images }) => printText(images),
  github: async (affected, { runners, rows: path }, stdin) => {
    return path === undefined ? printGithub(affected, runners) : printRows(affected, readRows(await readTable(path, stdin), path, 'file') as MatrixRow[], runners);
  },
  gitlab: async (affected, { template, rows: path }, stdin) => {
    if (path !== undefined) return printJobRows(affected, readRows(await readTable(path, stdin), path, 'job') as JobRow[]);
    return printGitlab(affected, (await readFile(template!, MOST_BYTES.dockerfile)).toString('utf8'), template!);
  },
  json: affected => printJson(affected),
};

/** `imagewright affected`. */
export const affectedCommand: Command = {
  summary: 'List the images that the changes since a commit affect, as text or as jobs of a pipeline.',
  help: `Usage: imagewright affected --since REF [--working-tree]
       imagewright affected --since REF --format github [--runner PLATFORM=LABELS]...
       imagewright affected --since REF --format github --rows FILE [--runner PLATFORM=LABELS]...
       imagewright affected --since REF --format gitlab --template FILE
       imagewright affected --since REF --format gitlab --rows FILE
       imagewright affected --since REF --format json

Lists the images below the current folder that the changes since REF affect, those first that others are built from. It
compares HEAD with the commit at which it parted from REF, and reads the committed docker-bake.json, Dockerfiles and
.dockerignore files. An image is affected if one of these has changed for it: a file that its build can read, a generated
file, what is known about a base, or an image of the same project that it is built from. Nothing is executed but git.

Options:
  --since REF                what to compare with: a branch, a tag or a commit, e.g. origin/main
  --or-all                   list all images if there is no commit REF here, or none in common: after a forced push, for instance
  --working-tree             compare the files in the working tree, also those that are not committed
  --format FORMAT            text (the default): one image a line, with the reasons
                             github: lines for $GITHUB_OUTPUT with a matrix of image, directory, platform and level
                             gitlab: a child pipeline with a job for each image and platform
                             json: for your own programs
  --runner PLATFORM=LABELS   adds the labels of a runner to the jobs of a platform, separated by commas; can be repeated
  --rows FILE                the rows of the matrix, "-" for standard input: a JSON list of objects. Printed are those whose file,
                             the path of a Dockerfile from the root of the repository, is not that of an unaffected image.
                             More than 256 rows are several matrices. The column needs has the Dockerfiles of the images that
                             one is built from: their rows are printed, too, in a matrix before. For GitLab, a row is a job, whose
                             name is in the column job. Those that a printed job needs are printed, too; one without a file only
                             if there is no other
  --template FILE            YAML that the child pipeline begins with. Its hidden job .image-platform is extended by the
                             job of each image and platform, and .image, if there is one, by a job after all platforms
                             of an image. Their variables are IMAGE, DIRECTORY and PLATFORM.

Exit code: 0 compared, whether or not an image is affected, 2 the images or the changes cannot be told.
`,
  async run(args, { stdin, stdout, stderr }) {
    const request = readAffectedRequest(args, FORMATS);
    const affected = findAffected(Git.open(resolve('.')), request);
    const text = await FORMATS[request.format](affected, request, stdin);
    for (const note of affected.notes) printError(stderr, note);
    printError(stderr, summarize(affected, request));
    stdout.write(text);
    return ExitCode.CLEAN;
  },
};

async function readTable(path: string, stdin: Readable): Promise<Buffer> {
  return path === '-' ? readStandardInput(stdin, MOST_BYTES.rows) : readFile(path, MOST_BYTES.rows);
}

function summarize({ images, all, changes, base }: Affected, { since }: AffectedRequest): string {
  const files = changes === 1 ? '1 file has' : `${changes} files have`;
  const start = base === undefined ? 'nothing was there to compare with' : `${files} changed since ${base.slice(0, 12)}, where HEAD parted from ${since}`;
  return `${images.length} of ${all} ${all === 1 ? 'image is' : 'images are'} affected: ${start}.`;
}
