import { AffectedTable, ManyBuilds, referOutput, renderAffected } from './affected';
import { BuildMode, describeRows, renderBuild } from './build';
import { expression } from './expression';
import type { GithubJob } from './job';
import { renderPublications } from './many-publications';
import { formatCheck, renderPassed } from './required';
import type { Setup } from './setup';
import { listShards } from './shards';
import type { Publication } from './snapshot';
import { renderStaticBuilds } from './static-builds';
import type { Subject } from './subject';
import { joinPieces } from '../../../yaml';
import { printAllPassedScript } from '../../changes-script';
import type { Pipeline, Workflow } from '../../pipeline';

/**
 * The job that finds the affected images, one that builds an image for a platform, and one that publishes what it has built, if anything does. For a
 * proposed change there is one that a branch rule can require.
 */
export function renderBuildsOfMany(
  setup: Setup, { registry }: Pipeline, workflow: Workflow, subject: Subject, mode: BuildMode, publication?: Publication,
): Record<string, GithubJob> {
  const { builds, table, wanted } = setup.dialect.decides ? renderNeededBuilds(setup, subject, mode) : renderStaticBuilds(setup, subject, mode);
  const ids = Object.keys(builds);
  const published = publication === undefined ? { jobs: {}, tables: [] } : renderPublications(setup, registry, publication, ids);
  const isChecked = workflow.triggers.some(({ on }) => on === 'change');
  return {
    affected: renderAffected(setup, workflow, [table, ...published.tables]),
    ...builds,
    ...isChecked ? {
      passed: renderPassed(setup, formatCheck(workflow), ['affected', ...ids], {
        AFFECTED: expression('needs.affected.result'),
        BUILDS: joinPieces(ids.map((id, i) => joinPieces([wanted[i], expression(`needs.${id}.result`)], '-')), ' '),
      }, printAllPassedScript()),
    } : {},
    ...published.jobs,
  };
}

/** Each matrix has what is left of the table. Without a row, the job does not start. */
function renderNeededBuilds(setup: Setup, subject: Subject, mode: BuildMode): ManyBuilds {
  const ids = listShards('build', subject.legs.length);
  const builds = ids.map((_, i) => renderBuild(setup, subject, expression(`fromJSON(${referOutput('builds', 'matrix', i)})`), mode));
  const wanted = ids.map((_, i) => `${referOutput('builds', 'count', i)} != '0'`);
  // The command adds the runner, and finds the image by its Dockerfile.
  const rows = describeRows(setup, subject).map(({ runner, ...row }, i) => ({ ...row, file: subject.legs[i].image.dockerfile }));
  return {
    builds: Object.fromEntries(builds.map(({ name, ...build }, i) => [ids[i], { name, needs: 'affected', if: wanted[i], ...build }])),
    table: { of: 'builds', rows, ...nameRunners(setup, subject), outputs: ['matrix', 'count'] },
    wanted: wanted.map(expression),
  };
}

/** The labels of the runner of each platform, as options of the command, whose values are variables: a label may contain an expression. */
function nameRunners(setup: Setup, { legs }: Subject): Pick<AffectedTable, 'flags' | 'env'> {
  const platforms = new Map(legs.map(({ platform }) => [platform.name, setup.findMachine(platform)?.runner ?? 'amd64']));
  const kinds = [...new Set(platforms.values())];
  return {
    flags: [...platforms].map(([platform, kind]) => `--runner "${platform}=$${kind.toUpperCase()}_RUNNER"`),
    env: Object.fromEntries(kinds.map(kind => [`${kind.toUpperCase()}_RUNNER`, joinPieces([setup.findRunner(kind)].flat(), ',')])),
  };
}
