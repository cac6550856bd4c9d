import { AffectedTable, referOutput } from './affected';
import { expression } from './expression';
import type { GithubJob } from './job';
import type { Setup, Step } from './setup';
import { endShards } from './shards';
import { Publication, renderPublishing } from './snapshot';
import { renderStaticJobs } from './static-builds';
import { Subject } from './subject';
import { Yaml, annotateValue } from '../../../yaml';

/** The jobs that publish, and the tables that decide for which images there are any. */
export interface ManyPublications {
  readonly jobs: Readonly<Record<string, GithubJob>>;
  readonly tables: readonly AffectedTable[];
}

/**
 * A job for each affected image that publishes it, after the builds of all.
 *
 * @param builds ids of the jobs that build
 */
export function renderPublications(setup: Setup, registry: string, publication: Publication, builds: readonly string[]): ManyPublications {
  const subject = Subject.perImage(publication.images);
  const needs = ['affected', ...builds];
  const render = setup.dialect.decides ? renderNeeded : renderStatic;
  return render(setup, registry, publication, subject, needs);
}

/**
 * Each matrix has what is left of the table. Where the builds are several matrices, one of them may have no row; without a condition that asks for
 * failures, a job that was skipped for that would skip this one.
 */
function renderNeeded(setup: Setup, registry: string, publication: Publication, subject: Subject, needs: string[]): ManyPublications {
  const start = needs.length > 2 ? ['!failure()', '!cancelled()'] : [];
  const [ends] = endShards([subject.legs.length]);
  const jobs = ends.map((end): [string, GithubJob] => {
    const { name, ...job } = renderPublishing(setup, registry, subject, publication, {
      strategy: { 'fail-fast': false, 'matrix': expression(`fromJSON(${referOutput('publications', 'matrix', end)})`) },
    });
    return [`publish${end}`, { name, needs, if: limit(publication, [...start, `${referOutput('publications', 'count', end)} != '0'`]), ...job }];
  });
  // The command finds the image by its Dockerfile. What an image is built from is not published with it.
  const rows = listRows(subject).map((row, i) => ({ ...row, file: subject.legs[i].image.dockerfile }));
  return { jobs: Object.fromEntries(jobs), tables: [{ of: 'publications', rows, flags: [], env: {}, outputs: ['matrix', 'count'], ends }] };
}

/** A job for each image, in the file. */
function renderStatic(setup: Setup, registry: string, publication: Publication, subject: Subject, needs: string[]): ManyPublications {
  const job = { ...renderPublishing(setup, registry, subject, publication, { strategy: { 'fail-fast': false } }), if: limit(publication, []) };
  const [ends] = endShards([subject.images.length]);
  const rows = subject.images.map(({ name, dockerfile }) => ({ image: name, file: dockerfile }));
  return {
    jobs: renderStaticJobs(ends.map(end => `publish${end}`), job, needs, listRows(subject), ends.map(end => referOutput('publications', 'matrix', end))),
    tables: [{ of: 'publications', rows, flags: [], env: {}, outputs: ['matrix'], ends }],
  };
}

function listRows(subject: Subject): Step[] {
  return subject.listRows().map(({ named, columns }) => ({ ...named, ...columns }));
}

/** The condition of a job; undefined if it has none. */
function limit({ limit: own }: Publication, conditions: readonly string[]): Yaml | undefined {
  const all = [...conditions, ...own === undefined ? [] : [own.condition]].join(' && ');
  if (all === '') return undefined;
  return own === undefined ? all : annotateValue(all, { before: own.reason });
}
