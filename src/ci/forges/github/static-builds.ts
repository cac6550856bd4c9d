import { ManyBuilds, referOutput } from './affected';
import { BuildMode, describeRows, renderBuild } from './build';
import { expression } from './expression';
import type { GithubJob } from './job';
import type { Setup, Step } from './setup';
import { joinNeeds, listShards, splitJob, tabulate } from './shards';
import type { Subject } from './subject';
import type { Yaml } from '../../../yaml';

/** The variable of a job that says whether its image is affected. */
const AFFECTED = "env.AFFECTED == 'true'";

/**
 * The builds of several images where no job can decide the matrix of another one: there is a job for each image, and the steps of one whose image is
 * not affected are skipped.
 */
export function renderStaticBuilds(setup: Setup, subject: Subject, mode: BuildMode): ManyBuilds {
  const files = subject.images.map(({ name, dockerfile }) => ({ image: name, file: dockerfile }));
  const build = renderBuild(setup, subject, {}, mode);
  const builds = renderStaticJobs('build', build, ['affected'], describeRows(setup, subject, mode), files.length);
  return {
    builds,
    table: { of: 'builds', rows: files, flags: [], env: {}, outputs: ['matrix'] },
    wanted: Object.keys(builds).map(() => 'true'),
  };
}

/**
 * A job for each row, whose steps are skipped if its image is not affected. The forge evaluates `if` of a job without its row, so each step has the
 * condition.
 *
 * @param images how many there are
 */
export function renderStaticJobs(
  id: string, { name, if: limit, strategy, steps, ...job }: GithubJob, needs: readonly string[], rows: readonly Step[], images: number,
): Record<string, GithubJob> {
  const matrices = listShards('', images).map((_, i) => referOutput('builds', 'matrix', i));
  // A name has nothing but letters, digits and dashes, so this is where a row has it.
  const affected = expression(matrices.map(matrix => `contains(${matrix}, format('"image":"{0}"', matrix.image))`).join(' || '));
  return splitJob(id, tabulate(rows, true), include => ({
    name,
    needs: joinNeeds(needs),
    if: limit,
    ...job as GithubJob,
    strategy: { ...strategy as Record<string, Yaml>, matrix: { include } },
    env: { ...job.env as Record<string, Yaml>, AFFECTED: affected },
    steps: [
      { name: 'Tell that the image is not affected', if: "env.AFFECTED != 'true'", run: 'echo "The change does not affect this image."' },
      ...(steps as Step[]).map(addCondition),
    ],
  }));
}

function addCondition({ name, if: condition, ...step }: Step): Step {
  return { name, if: joinConditions(condition as string | undefined), ...step };
}

function joinConditions(condition: string | undefined): string {
  return condition === undefined ? AFFECTED : `${AFFECTED} && ${condition.includes('||') ? `(${condition})` : condition}`;
}
