import { AffectedTable, ManyBuilds, describeFiles, renderAffected } from './affected';
import { BuildMode, describeRows, renderBuild } from './build';
import { expression } from './expression';
import type { GithubJob } from './job';
import { BuildLevel, keepBases, listLevels } from './levels';
import { formatCheck, renderPassed } from './required';
import type { Setup } from './setup';
import { joinNeeds } from './shards';
import { renderStaticBuilds } from './static-builds';
import type { Subject } from './subject';
import { joinPieces } from '../../../yaml';
import { printAllPassedScript } from '../../changes-script';
import type { Workflow } from '../../pipeline';

/** The job that finds the affected images, one that builds an image for a platform, and the one that a branch rule can require. */
export function renderBuildsOfMany(setup: Setup, workflow: Workflow, subject: Subject, mode: BuildMode): Record<string, GithubJob> {
  const { builds, table, wanted } = setup.dialect.decides ? renderNeededBuilds(setup, subject, mode) : renderStaticBuilds(setup, subject, mode);
  const ids = Object.keys(builds);
  return {
    affected: renderAffected(setup, workflow, table),
    ...builds,
    passed: renderPassed(setup, formatCheck(workflow), ['affected', ...ids], {
      AFFECTED: expression('needs.affected.result'),
      BUILDS: joinPieces(ids.map((id, i) => joinPieces([wanted[i], expression(`needs.${id}.result`)], '-')), ' '),
    }, printAllPassedScript()),
  };
}

/** Each matrix has what is left of the table. Without a row, the job does not start. */
function renderNeededBuilds(setup: Setup, subject: Subject, mode: BuildMode): ManyBuilds {
  const levels = listLevels(subject).map(level => renderLevel(setup, level, mode));
  const ends = levels.flatMap(level => level.ends);
  return {
    builds: Object.assign({}, ...levels.map(({ builds }) => builds)),
    table: { rows: levels.flatMap(({ rows }) => rows), ...nameRunners(setup, subject), outputs: ['matrix', 'count'], ends },
    wanted: ends.map(end => expression(isWanted(end))),
  };
}

function renderLevel(setup: Setup, { subject, ends, ids, needs }: BuildLevel, mode: BuildMode) {
  const keeps = keepBases(subject);
  const builds = ends.map(end => renderBuild(setup, subject, expression(`fromJSON(needs.affected.outputs.matrix${end})`), { ...mode, keeps }));
  // A job without rows is skipped, which would skip all that need it.
  const before = needs.length > 1 ? '!failure() && !cancelled() && ' : '';
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
  return `needs.affected.outputs.count${end} != '0'`;
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
