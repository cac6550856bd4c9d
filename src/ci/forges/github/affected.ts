import { expression } from './expression';
import type { GithubJob } from './job';
import { listIgnored, renderComparison } from './required';
import type { Setup } from './setup';
import type { Subject } from './subject';
import { Piece, Yaml } from '../../../yaml';
import { listBases } from '../../image-bases';
import type { PipelineImage, Workflow } from '../../pipeline';

/** The jobs that build, and what they need from the job that finds the affected images. */
export interface ManyBuilds {
  readonly builds: Readonly<Record<string, GithubJob>>;
  readonly table: AffectedTable;
  /** Whether each of these jobs had something to do: `true` or `false` once it is evaluated. */
  readonly wanted: readonly Piece[];
}

/** What is filtered, and how. */
export interface AffectedTable {
  /** A row has at least the Dockerfile of its image. */
  readonly rows: readonly Record<string, Yaml | undefined>[];
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, Yaml>>;
  /** The outputs, for each matrix, and what their names end with. */
  readonly outputs: readonly ('matrix' | 'count')[];
  readonly ends: readonly string[];
}

/** The columns by which the command finds an image, and those that it is built from. */
export function describeFiles(image: PipelineImage, { all }: Subject): { readonly file: string; readonly needs?: string[] } {
  const needs = [...new Set(listBases(image, all).map(base => base.image.dockerfile))];
  return { file: image.dockerfile, ...needs.length === 0 ? {} : { needs } };
}

/** Compares with what the change is merged into; on the main branch, with what was there before. Without that, all images are affected. */
export function renderAffected(setup: Setup, workflow: Workflow, { rows, flags, env, outputs, ends }: AffectedTable): GithubJob {
  const ignoring = listIgnored(workflow);
  const { merges } = setup.dialect;
  return {
    'name': 'affected',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: 'read' },
    'outputs': Object.fromEntries(ends.flatMap(end => outputs.map(output => [
      `${output}${end}`, expression(`steps.affected.outputs.${output}${end}${output === 'count' ? " || '0'" : ''}`),
    ]))),
    'steps': [
      setup.checkOut(undefined, merges ? expression("github.event_name == 'pull_request' && 2 || 0") : 0),
      ...ignoring.length === 0 ? [] : [renderComparison(setup, ignoring)],
      ...setup.installLibrary(),
      {
        name: 'Find the affected images',
        id: 'affected',
        env: {
          SINCE: expression(merges
            ? "github.event_name == 'pull_request' && 'HEAD^1' || github.event.merge_group.base_sha || github.event.before"
            : 'github.event.pull_request.base.sha || github.event.before'),
          ...env,
        },
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
