import { ManyBuilds, describeFiles } from './affected';
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
 * not affected are skipped. The forge evaluates `if` of a job without its row, so each step has the condition.
 */
export function renderStaticBuilds(setup: Setup, subject: Subject, mode: BuildMode): ManyBuilds {
  const levels = listLevels(subject);
  const ends = endShards(levels.map(level => level.subject.images.length));
  const builds: Record<string, GithubJob> = Object.assign({}, ...levels.map((level, i) => renderLevel(setup, level, mode, ends[i])));
  return {
    builds,
    table: {
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
  const kept = { ...mode, keeps: keepBases(subject) };
  const { steps, ...job } = renderBuild(setup, subject, {}, kept);
  const rows = describeRows(setup, subject, kept);
  return splitJob(ids, tabulate(rows, true), include => renderJob(job, steps as Step[], include, joinNeeds(['affected', ...needs]), ends));
}

function renderJob({ name, strategy, ...job }: Omit<GithubJob, 'steps'>, steps: readonly Step[], include: Yaml, needs: Yaml, ends: readonly string[]): GithubJob {
  const matrices = ends.map(end => `needs.affected.outputs.matrix${end}`);
  return {
    name,
    needs,
    ...job as GithubJob,
    strategy: { ...strategy as Record<string, Yaml>, matrix: { include } },
    // A name has nothing but letters, digits and dashes, so this is where a row has it.
    env: { AFFECTED: expression(matrices.map(matrix => `contains(${matrix}, format('"image":"{0}"', matrix.image))`).join(' || ')) },
    steps: [
      { name: 'Tell that the image is not affected', if: "env.AFFECTED != 'true'", run: 'echo "The change does not affect this image."' },
      ...steps.map(({ name: title, if: condition, ...step }) => ({ name: title, if: joinConditions(condition as string | undefined), ...step })),
    ],
  };
}

function joinConditions(condition: string | undefined): string {
  return condition === undefined ? AFFECTED : `${AFFECTED} && ${condition.includes('||') ? `(${condition})` : condition}`;
}
