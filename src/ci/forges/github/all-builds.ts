import { BuildMode, describeRows, renderBuild } from './build';
import type { GithubJob } from './job';
import type { Setup } from './setup';
import { splitJob, tabulate } from './shards';
import type { Subject } from './subject';

/** The jobs that build all images, for every platform: their rows are in the file. */
export function renderAllBuilds(setup: Setup, subject: Subject, mode: BuildMode): Record<string, GithubJob> {
  const build = renderBuild(setup, subject, {}, mode);
  // What differs between the images is known once a job is rendered.
  const rows = tabulate(describeRows(setup, subject, mode), subject.only === undefined);
  return splitJob('build', rows, include => ({ ...build, strategy: { 'fail-fast': false, 'matrix': { include } } }));
}
