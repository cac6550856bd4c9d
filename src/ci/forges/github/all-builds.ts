import { BuildMode, describeRows, renderBuild } from './build';
import type { GithubJob } from './job';
import { BuildLevel, keepBases, listLevels } from './levels';
import type { Setup } from './setup';
import { joinNeeds, splitJob, tabulate } from './shards';
import type { Subject } from './subject';

/** The jobs that build all images, for every platform: their rows are in the file. */
export function renderAllBuilds(setup: Setup, subject: Subject, mode: BuildMode): Record<string, GithubJob> {
  return Object.assign({}, ...listLevels(subject).map(level => renderLevel(setup, level, mode)));
}

function renderLevel(setup: Setup, { subject, ids, needs }: BuildLevel, mode: BuildMode): Record<string, GithubJob> {
  const own = keepBases(subject, mode);
  const { name, ...build } = renderBuild(setup, subject, {}, own);
  // What differs between the images is known once a job is rendered.
  const rows = tabulate(describeRows(setup, subject, own), subject.only === undefined);
  return splitJob(ids, rows, include => ({
    name, ...needs.length === 0 ? {} : { needs: joinNeeds(needs) }, ...build, strategy: { 'fail-fast': false, 'matrix': { include } },
  }));
}
