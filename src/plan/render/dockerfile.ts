import { Arg, BlankLine, Comment, DockerfileDocument, DockerfileNode, From, Word } from '../../dockerfile';
import { StagePlatform } from '../../image';
import type { PackagePin } from '../../versions';
import type { ImagePlan, StagePlan } from '../image-plan';

/** How wide the text of a comment may become. */
const COMMENT_WIDTH = 116;

/**
 * The Dockerfile of a plan.
 *
 * @param marker the line that says that the file is generated
 * @internal
 */
export function _dockerfile(plan: ImagePlan, marker: string): string {
  return new DockerfileDocument({
    directives: { syntax: plan.frontend, check: plan.check },
    header: [marker, '', ...overview(plan)],
    nodes: [
      ...plan.pins.flatMap(pinned),
      ...(plan.globalArgs.length === 0 ? [] : [new BlankLine(), ...plan.globalArgs]),
      ...plan.stages.flatMap(stage => [new BlankLine(), ...stageNodes(stage)]),
    ],
  }).print();
}

function overview(plan: ImagePlan): string[] {
  const { 'org.opencontainers.image.title': title, 'org.opencontainers.image.description': description } = plan.labels;
  const width = Math.max(...[...plan.platforms, ...plan.excluded.map(({ platform }) => platform)].map(({ name }) => name.length));
  const row = (name: string, text: string) => `  ${name.padEnd(width)}  ${text}`.trimEnd();
  return [
    description === undefined ? title : `${title}: ${description}`,
    '',
    ...plan.platforms.map(({ name }) => row(name, plan.devices.filter(({ platform }) => platform.name === name).map(({ devices }) => devices).join(', '))),
    ...plan.excluded.map(({ platform, reason }) => row(platform.name, `not built: ${reason}`)),
    '',
    ...flow(plan.stages),
  ];
}

/** Which stage feeds which, as `daemon, shell -> rootfs`. */
function flow(stages: readonly StagePlan[]): string[] {
  const names = new Set(stages.map(({ name }) => name));
  return stages.flatMap(({ name, needs }) => {
    const sources = [...new Set(needs)].filter(need => names.has(need));
    return sources.length === 0 ? [] : [`  ${sources.join(', ')} -> ${name}`];
  });
}

function pinned(pin: PackagePin): DockerfileNode[] {
  return [
    new BlankLine(),
    new Comment([`${pin.name} the release of ${pin.depName} to build`, pin.annotation().replace(/^# /, '')]),
    new Arg([{ name: pin.name, defaultValue: Word.literal(pin.version) }]),
  ];
}

function stageNodes(stage: StagePlan): DockerfileNode[] {
  return [
    new Comment([`${stage.name} ${stage.purpose}`, ...stage.notes].flatMap(wrapped)),
    new From({
      image: stage.base._word(),
      platform: stage.base._platform ?? (
        stage.runsOn === StagePlatform.BUILD && stage.base.continues === undefined && !stage.base.isScratch
          ? Word.variable('BUILDPLATFORM')
          : undefined
      ),
      alias: stage.name,
    }),
    ...stage.nodes,
  ];
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line !== '' && line.length + word.length >= COMMENT_WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
