import { ManyBuilds, describeFiles, referOutput } from './affected';
import { BuildMode, describeRows, renderBuild } from './build';
import { expression } from './expression';
import type { GithubJob } from './job';
import { BuildLevel, keepBases, listLevels } from './levels';
import type { Setup, Step } from './setup';
import { endShards, joinNeeds, splitJob, tabulate } from './shards';
import type { Subject } from './subject';
import type { Yaml } from '../../../yaml';

/** The variable of a job that says whether its image is affected. */
const AFFECTED = "env.AFFECTED == 'true'";

/**
 * The builds of several images where no job can decide the matrix of another one: there is a job for each image, and the steps of one whose image is
 * not affected are skipped.
 */
export function renderStaticBuilds(setup: Setup, subject: Subject, mode: BuildMode): ManyBuilds {
  const levels = listLevels(subject);
  const ends = endShards(levels.map(level => level.subject.images.length));
  const builds: Record<string, GithubJob> = Object.assign({}, ...levels.map((level, i) => renderLevel(setup, level, mode, ends[i])));
  return {
    builds,
    table: {
      of: 'builds',
      rows: levels.flatMap(level => level.subject.images.map(image => ({ image: image.name, ...describeFiles(image, subject) }))),
      flags: [],
      env: {},
      outputs: ['matrix'],
      ends: ends.flat(),
    },
    wanted: Object.keys(builds).map(() => 'true'),
  };
}

/** @param ends what the names of the matrices with the affected images of the level end with */
function renderLevel(setup: Setup, { subject, ids, needs }: BuildLevel, mode: BuildMode, ends: readonly string[]): Record<string, GithubJob> {
  const own = keepBases(subject, mode);
  const build = renderBuild(setup, subject, {}, own);
  return renderStaticJobs(ids, build, ['affected', ...needs], describeRows(setup, subject, own), ends.map(end => referOutput('builds', 'matrix', end)));
}

/**
 * A job for each row, whose steps are skipped if its image is not affected. The forge evaluates `if` of a job without its row, so each step has the
 * condition.
 *
 * @param matrices the outputs that have the affected images
 */
export function renderStaticJobs(
  ids: readonly string[],
  { name, if: limit, strategy, steps, ...job }: GithubJob,
  needs: readonly string[],
  rows: readonly Step[],
  matrices: readonly string[],
): Record<string, GithubJob> {
  // A name has nothing but letters, digits and dashes, so this is where a row has it.
  const affected = expression(matrices.map(matrix => `contains(${matrix}, format('"image":"{0}"', matrix.image))`).join(' || '));
  return splitJob(ids, tabulate(rows, true), include => ({
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
