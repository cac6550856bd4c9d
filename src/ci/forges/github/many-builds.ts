import { AffectedTable, ManyBuilds, describeFiles, referOutput, renderAffected } from './affected';
import { BuildMode, describeRows, renderBuild } from './build';
import { expression } from './expression';
import type { GithubJob } from './job';
import { BuildLevel, keepBases, listLevels } from './levels';
import { renderPublications } from './many-publications';
import { formatCheck, renderPassed } from './required';
import type { Setup } from './setup';
import { joinNeeds } from './shards';
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
  const levels = listLevels(subject).map((level, i, all) => renderLevel(setup, level, all.slice(0, i), mode));
  const ends = levels.flatMap(level => level.ends);
  return {
    builds: Object.assign({}, ...levels.map(({ builds }) => builds)),
    table: { of: 'builds', rows: levels.flatMap(({ rows }) => rows), ...nameRunners(setup, subject), outputs: ['matrix', 'count'], ends },
    wanted: ends.map(end => expression(isWanted(end))),
  };
}

/** @param below the levels below */
function renderLevel(setup: Setup, { subject, ends, ids, needs }: BuildLevel, below: readonly BuildLevel[], mode: BuildMode) {
  const own = keepBases(subject, mode);
  const builds = ends.map(end => renderBuild(setup, subject, expression(`fromJSON(${referOutput('builds', 'matrix', end)})`), own));
  // A job without rows is skipped, which would skip all that need it, and all that need those.
  const before = below.some(level => level.ids.length > 1) ? '!failure() && !cancelled() && ' : '';
  return {
    ends,
    builds: Object.fromEntries(builds.map(({ name, ...build }, i) => [
      ids[i], { name, needs: joinNeeds(['affected', ...needs]), if: `${before}${isWanted(ends[i])}`, ...build },
    ])),
    // The command adds the runner, and finds the image by its Dockerfile.
    rows: describeRows(setup, subject).map(({ runner, ...row }, i) => ({ ...row, ...describeFiles(subject.legs[i].image, subject) })),
  };
}

function isWanted(end: string): string {
  return `${referOutput('builds', 'count', end)} != '0'`;
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
