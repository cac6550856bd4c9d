import { expression } from './expression';
import type { GithubJob } from './job';
import { listIgnored, renderComparison } from './required';
import type { Setup, Step } from './setup';
import type { Subject } from './subject';
import { Piece, Yaml } from '../../../yaml';
import { printFirstRun } from '../../changes-script';
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
  /** What has a row: what is built, or what is published of that. */
  readonly of: keyof typeof STEPS;
  /** A row has at least the Dockerfile of its image. */
  readonly rows: readonly Record<string, Yaml | undefined>[];
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, Yaml>>;
  /** The outputs, for each matrix, and what their names end with. */
  readonly outputs: readonly ('matrix' | 'count')[];
  readonly ends: readonly string[];
}

/** The columns by which the command finds an image, and those that it is built from. */
export function describeFiles(image: PipelineImage, { bases }: Subject): { readonly file: string; readonly needs?: string[] } {
  const needs = [...new Set(bases.of(image).map(base => base.image.dockerfile))];
  return { file: image.dockerfile, ...needs.length === 0 ? {} : { needs } };
}

/** The steps that filter, and what the names of their outputs begin with in the job. */
const STEPS = {
  builds: { id: 'affected', name: 'Find the affected images', prefix: '' },
  publications: { id: 'published', name: 'Find the images to publish', prefix: 'publish-' },
} as const;

/** An output of the job that finds the affected images, for another job. */
export function referOutput(of: AffectedTable['of'], output: 'matrix' | 'count', end: string): string {
  return `needs.affected.outputs.${STEPS[of].prefix}${output}${end}`;
}

/** Compares with what the change is merged into; on the main branch, with what was there before. Without that, all images are affected. */
export function renderAffected(setup: Setup, workflow: Workflow, tables: readonly AffectedTable[]): GithubJob {
  const ignoring = listIgnored(workflow);
  const isOfChange = workflow.triggers.some(({ on }) => on === 'change');
  const { merges } = setup.dialect;
  return {
    'name': 'affected',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: 'read' },
    'outputs': Object.assign({}, ...tables.map(renderOutputs)),
    'steps': [
      setup.checkOut(undefined, merges && isOfChange ? expression("github.event_name == 'pull_request' && 2 || 0") : 0),
      ...ignoring.length === 0 ? [] : [renderComparison(setup, ignoring)],
      ...setup.installLibrary(),
      ...tables.map(table => renderFilter(table, findStart(setup, workflow), isOfChange ? '' : printFirstRun('SINCE', setup.formatPath(workflow)))),
    ].map(({ name, ...step }, i) => (ignoring.length === 0 || i < 2 ? { name, ...step } : { name, if: "steps.changes.outputs.build == 'true'", ...step })),
  };
}

function renderOutputs({ of, outputs, ends }: AffectedTable): Record<string, Yaml> {
  const { id, prefix } = STEPS[of];
  return Object.fromEntries(ends.flatMap(end => outputs.map(output => [
    `${prefix}${output}${end}`, expression(`steps.${id}.outputs.${output}${end}${output === 'count' ? " || '0'" : ''}`),
  ])));
}

/** What is compared with. */
function findStart({ dialect: { merges } }: Setup, { triggers }: Workflow): Yaml {
  if (!triggers.some(({ on }) => on === 'change')) return expression('github.event.before');
  return expression(merges
    ? "github.event_name == 'pull_request' && 'HEAD^1' || github.event.merge_group.base_sha || github.event.before"
    : 'github.event.pull_request.base.sha || github.event.before');
}

function renderFilter({ of, rows, flags, env }: AffectedTable, since: Yaml, before: string): Step {
  const { id, name } = STEPS[of];
  return {
    name,
    id,
    env: { SINCE: since, ...env },
    run: before + [
      'npx --no -- imagewright affected --since "$SINCE" --or-all --format github --rows - \\', ...flags.map(flag => `  ${flag} \\`),
      '  >> "$GITHUB_OUTPUT" <<\'ROWS\'', printRows(rows), 'ROWS', '',
    ].join('\n'),
  };
}

/** A row on each line. GitHub would evaluate `${{`, whatever it is in. */
function printRows(rows: readonly Record<string, Yaml | undefined>[]): string {
  return `[\n${rows.map(row => JSON.stringify(row)).join(',\n')}\n]`.replaceAll('${{', '\\u0024{{');
}
