import { Arg, BlankLine, Comment, DockerfileDocument, From, Word } from '../dockerfile';
import type { ImagePlan, StagePlan } from '../plan';
import type { PackagePin } from '../versions';
import { _DockerfilePart, _RenderedDockerfile } from './dockerfile-part';

/** Maximum width of a comment's text. */
const COMMENT_WIDTH = 116;

/** A part without line numbers yet. */
type Piece = Omit<_DockerfilePart, 'firstLine' | 'lastLine'>;

/**
 * The Dockerfile of a plan.
 *
 * @param marker the line that says that the file is generated
 * @internal
 */
export function _printDockerfile(plan: ImagePlan, marker: string): string {
  return _renderDockerfile(plan, marker).text;
}

/**
 * The Dockerfile of a plan, with the origin of each line.
 *
 * @param marker the line that says that the file is generated
 * @internal
 */
export function _renderDockerfile(plan: ImagePlan, marker: string): _RenderedDockerfile {
  const pieces: Piece[] = [
    ...plan.pins.flatMap(printPins),
    ...(plan.globalArgs.length === 0 ? [] : [new BlankLine(), ...plan.globalArgs].map(node => ({ node }))),
    ...plan.stages.flatMap(stage => [{ node: new BlankLine() }, ...printStage(stage)]),
  ];
  const { text, places } = new DockerfileDocument({
    directives: { syntax: plan.frontend, check: plan.check },
    header: [marker, '', ...printSkippedChecks(plan), ...printOverview(plan)],
    nodes: pieces.map(({ node }) => node),
  })._printWithPlaces();
  // Empty lines at the beginning are not printed.
  const first = pieces.findIndex(({ node }) => node === places[0]?.node);
  return new _RenderedDockerfile(plan.dockerfile, text, plan.by.construct, places.map(({ node, firstLine, lastLine }, i) => {
    const { stage, step, pin } = pieces[first + i];
    return { node, firstLine, lastLine, stage, step, pin };
  }));
}

/** The reasons why the directive above skips checks. */
function printSkippedChecks({ skippedChecks }: ImagePlan): string[] {
  if (skippedChecks.length === 0) return [];
  return [...skippedChecks.flatMap(({ rule, reason }) => wrapText(`BuildKit does not check ${rule}: ${reason.trim().replace(/\s+/g, ' ')}`)), ''];
}

function printOverview(plan: ImagePlan): string[] {
  const { title, description } = plan;
  const width = Math.max(...[...plan.platforms, ...plan.excluded.map(({ platform }) => platform)].map(({ name }) => name.length));
  const flow = printFlow(plan.stages);
  const row = (name: string, text: string) => `  ${name.padEnd(width)}  ${text}`.trimEnd();
  return [
    description === undefined ? title : `${title}: ${description}`,
    '',
    ...plan.platforms.map(({ name }) => row(name, plan.devices.filter(({ platform }) => platform.name === name).map(({ devices }) => devices).join(', '))),
    ...plan.excluded.map(({ platform, reason }) => row(platform.name, `not built: ${reason}`)),
    ...flow.length === 0 ? [] : ['', ...flow],
  ];
}

/** The data flow between stages, e.g. `daemon, shell -> rootfs`. */
function printFlow(stages: readonly StagePlan[]): string[] {
  const names = new Set(stages.map(({ name }) => name));
  return stages.flatMap(({ name, needs }) => {
    const sources = [...new Set(needs)].filter(need => names.has(need));
    return sources.length === 0 ? [] : [`  ${sources.join(', ')} -> ${name}`];
  });
}

function printPins(pin: PackagePin): Piece[] {
  return [
    { node: new BlankLine() },
    { pin, node: new Comment([`${pin.name} the release of ${pin.depName} to build`, pin.annotation().replace(/^# /, '')]) },
    { pin, node: new Arg([{ name: pin.name, defaultValue: Word.literal(pin.version) }]) },
  ];
}

function printStage(stage: StagePlan): Piece[] {
  const lines = [...(stage.purpose === undefined ? [] : [`${stage.name} ${stage.purpose}`]), ...stage.notes].flatMap(wrapText);
  return [
    ...(lines.length === 0 ? [] : [{ stage, node: new Comment(lines) }]),
    { stage, node: new From({ image: stage.base._word, platform: stage.platform, alias: stage.name }) },
    ...stage.steps.flatMap(step => (step.node === undefined ? [] : [{ stage, step, node: step.node }])),
  ];
}

function wrapText(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line !== '' && line.length + word.length >= COMMENT_WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
