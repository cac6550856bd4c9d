import { renderAddress } from './address';
import type { GithubJob } from './job';
import type { Setup, Step } from './setup';
import { listShards, splitJob, tabulate } from './shards';
import type { Subject } from './subject';

/**
 * A job for each image. With several it has a matrix, and the address of its image. What differs between the images has to be picked before.
 *
 * @param render gets what the matrix adds to the job: nothing for the only image of a workflow
 */
export function renderEach(id: string, setup: Setup, subject: Subject, render: (matrix: Step) => GithubJob): Record<string, GithubJob> {
  if (subject.only !== undefined) return { [id]: render({}) };
  const address = renderAddress(setup, subject);
  const rows = subject.listRows().map(({ named, columns }) => ({ ...named, ...columns }));
  return splitJob(listShards(id, rows.length), tabulate(rows, true), include => render({ strategy: { 'fail-fast': false, 'matrix': { include } }, ...address }));
}
