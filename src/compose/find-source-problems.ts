import type { DevContainerSource } from './dev-container-source';
import type { Problem } from '../core';
import type { ContainerImage } from '../image';
import type { PlannedImage, StageModel } from '../plan';

/** Why people could not develop in a container of an image. */
export function findSourceProblems({ buildStage, composeFile }: DevContainerSource, image: ContainerImage, plan: PlannedImage): Problem[] {
  const stages = plan.models.map(model => (buildStage === undefined ? model.result : model._stage(buildStage.name)));
  return [
    ...(stages.includes(undefined) ? [{
      id: 'devcontainer/stage',
      what: `The Dockerfile of "${image.node.id}" has no stage "${buildStage!.name}".`,
      why: 'It has only the stages that the image needs, so there would be nothing to build.',
      fix: 'Keep the stage: image.addTarget(stage).',
    }] : []),
    ...(stages.some(isWithoutShell) ? [{
      id: 'devcontainer/no-shell',
      what: `${buildStage === undefined ? `The image "${image.node.id}"` : `The stage "${buildStage.name}"`} has no /bin/sh.`,
      why: 'Editors start their server with it, so the container would stop at once.',
      fix: 'Use a stage that has a shell: DevContainerSource.stage(image, build).',
    }] : []),
    ...(composeFile !== undefined ? [] : Object.values(plan.inputs.contexts ?? {}).flatMap(({ builtImage }) => (builtImage === undefined ? [] : [{
      id: 'devcontainer/context',
      what: `The image "${image.node.id}" is built from the image "${builtImage.node.id}".`,
      why: 'devcontainer.json can name only one image to build.',
      fix: 'Use a service of a ComposeFile: DevContainerSource.service(file, "web").',
    }]))),
  ];
}

/** Whether the shell is known to be missing. */
function isWithoutShell(stage: StageModel | undefined): boolean {
  return stage !== undefined && stage.rootfs.lookup('/bin/sh').isMissing;
}
