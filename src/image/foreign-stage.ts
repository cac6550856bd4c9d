import type { IConstruct } from 'constructs';
import type { Problem } from '../core';
import type { IBuildStage } from './base-image';

/** A stage of another image as the source of a copy. */
export function describeForeignArtifact(stage: IBuildStage, owner: IConstruct, image: IConstruct): Problem {
  return {
    id: 'image/foreign-artifact',
    what: describeOwner(stage, owner, image),
    why: 'A Dockerfile can copy only from its own stages; the build would look for an image with that name in a registry.',
    fix: 'Declare the block that makes the files below this image as well.',
  };
}

/** A stage of another image as a result of this one. */
export function describeForeignStage(stage: IBuildStage, owner: IConstruct, image: IConstruct): Problem {
  return {
    id: 'image/foreign-stage',
    what: describeOwner(stage, owner, image),
    why: 'A Dockerfile contains only its own stages.',
    fix: 'Declare that stage below this image as well, in a construct that both images use.',
  };
}

function describeOwner(stage: IBuildStage, owner: IConstruct, image: IConstruct): string {
  return `The stage "${stage.name}" belongs to the image ${owner.node.path}, not to ${image.node.path}.`;
}
