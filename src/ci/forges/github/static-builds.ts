import type { ManyBuilds } from './affected';
import { BuildMode, describeRows, renderBuild } from './build';
import { expression } from './expression';
import type { GithubJob } from './job';
import type { Setup, Step } from './setup';
import { endShard, listShards, splitJob, tabulate } from './shards';
import type { Subject } from './subject';
import type { Yaml } from '../../../yaml';

/** The variable of a job that says whether its image is affected. */
const AFFECTED = "env.AFFECTED == 'true'";

/**
 * The builds of several images where no job can decide the matrix of another one: there is a job for each image, and the steps of one whose image is
 * not affected are skipped. The forge evaluates `if` of a job without its row, so each step has the condition.
 */
export function renderStaticBuilds(setup: Setup, subject: Subject, mode: BuildMode): ManyBuilds {
  const files = subject.images.map(({ name, dockerfile }) => ({ image: name, file: dockerfile }));
  const { steps, ...job } = renderBuild(setup, subject, {}, mode);
  const rows = describeRows(setup, subject, mode);
  const builds = splitJob('build', tabulate(rows, true), include => renderJob(job, steps as Step[], include, files.length));
  return {
    builds,
    table: { rows: files, flags: [], env: {}, outputs: ['matrix'] },
    wanted: Object.keys(builds).map(() => 'true'),
  };
}

function renderJob({ name, strategy, ...job }: Omit<GithubJob, 'steps'>, steps: readonly Step[], include: Yaml, images: number): GithubJob {
  const matrices = listShards('matrix', images).map((_, i) => `needs.affected.outputs.matrix${endShard(i)}`);
  return {
    name,
    needs: 'affected',
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
