import { BuildMode, describeRows, renderBuild } from './build';
import { expression } from './expression';
import type { GithubJob } from './job';
import { formatCheck, listIgnored, renderPassed, renderComparison } from './required';
import type { Setup } from './setup';
import { endShard, listShards } from './shards';
import type { Subject } from './subject';
import { Yaml, joinPieces } from '../../../yaml';
import { printAllPassedScript } from '../../changes-script';
import type { Workflow } from '../../pipeline';

/** The job that finds the affected images, one that builds an image for a platform, and the one that a branch rule can require. */
export function renderBuildsOfMany(setup: Setup, workflow: Workflow, subject: Subject, mode: BuildMode): Record<string, GithubJob> {
  const ids = listShards('build', subject.legs.length);
  const builds = ids.map((_, i) => renderBuild(setup, subject, expression(`fromJSON(needs.affected.outputs.matrix${endShard(i)})`), mode));
  return {
    affected: renderAffected(setup, workflow, subject, ids.length),
    ...Object.fromEntries(builds.map(({ name, ...build }, i) => [
      ids[i], { name, needs: 'affected', if: `needs.affected.outputs.count${endShard(i)} != '0'`, ...build },
    ])),
    passed: renderPassed(setup, formatCheck(workflow), ['affected', ...ids], {
      AFFECTED: expression('needs.affected.result'),
      BUILDS: joinPieces(ids.map((id, i) => joinPieces([expression(`needs.affected.outputs.count${endShard(i)} != '0'`), expression(`needs.${id}.result`)], '-')), ' '),
    }, printAllPassedScript()),
  };
}

/** Compares with what the change is merged into; on the main branch, with what was there before. Without that, all images are affected. */
function renderAffected(setup: Setup, workflow: Workflow, subject: Subject, shards: number): GithubJob {
  const ignoring = listIgnored(workflow);
  // The command adds the runner, and finds the image by its Dockerfile.
  const rows = describeRows(setup, subject).map(({ runner, ...row }, i) => ({ ...row, file: subject.legs[i].image.dockerfile }));
  const { flags, env } = nameRunners(setup, subject);
  return {
    'name': 'affected',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: 'read' },
    'outputs': Object.fromEntries(Array.from({ length: shards }, (_, i) => endShard(i)).flatMap(end => [
      [`matrix${end}`, expression(`steps.affected.outputs.matrix${end}`)],
      [`count${end}`, expression(`steps.affected.outputs.count${end} || '0'`)],
    ])),
    'steps': [
      setup.checkOut(undefined, expression("github.event_name == 'pull_request' && 2 || 0")),
      ...ignoring.length === 0 ? [] : [renderComparison(setup, ignoring)],
      ...setup.installLibrary(),
      {
        name: 'Find the affected images',
        id: 'affected',
        env: { SINCE: expression("github.event_name == 'pull_request' && 'HEAD^1' || github.event.merge_group.base_sha || github.event.before"), ...env },
        run: [
          'npx --no -- imagewright affected --since "$SINCE" --or-all --format github --rows - \\', ...flags.map(flag => `  ${flag} \\`),
          '  >> "$GITHUB_OUTPUT" <<\'ROWS\'', printRows(rows), 'ROWS', '',
        ].join('\n'),
      },
    ].map(({ name, ...step }, i) => (ignoring.length === 0 || i < 2 ? { name, ...step } : { name, if: "steps.changes.outputs.build == 'true'", ...step })),
  };
}

/** A row on each line. GitHub would evaluate `${{`, whatever it is in. */
function printRows(rows: readonly Record<string, Yaml | undefined>[]): string {
  return `[\n${rows.map(row => JSON.stringify(row)).join(',\n')}\n]`.replaceAll('${{', '\\u0024{{');
}

/** The labels of the runner of each platform, as options of the command, whose values are variables: a label may contain an expression. */
function nameRunners(setup: Setup, { legs }: Subject): { readonly flags: string[]; readonly env: Record<string, Yaml> } {
  const platforms = new Map(legs.map(({ platform }) => [platform.name, setup.findMachine(platform)?.runner ?? 'amd64']));
  const kinds = [...new Set(platforms.values())];
  return {
    flags: [...platforms].map(([platform, kind]) => `--runner "${platform}=$${kind.toUpperCase()}_RUNNER"`),
    env: Object.fromEntries(kinds.map(kind => [`${kind.toUpperCase()}_RUNNER`, joinPieces([setup.findRunner(kind)].flat(), ',')])),
  };
}
