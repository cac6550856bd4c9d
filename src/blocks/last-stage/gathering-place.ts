import { Layering } from './layering';
import { Shell, User } from '../../dockerfile';
import { BaseImage, BuildStage, ContainerImage, IArtifactSource, StagePlatform } from '../../image';

/** Where the files of a last stage are gathered. */
export interface GatheringPlace {
  /** An image or a stage with a shell; undefined if there is none, which the caller reports: no file is written in that case. */
  readonly base: BaseImage | undefined;
  /** The directory whose contents become the root of the image. */
  readonly root: string;
  /** The part of the contents that is there already. */
  readonly present?: IArtifactSource;
}

/** The directory in which files are gathered that come from elsewhere. */
export const ROOTFS = '/rootfs';

/**
 * The stage that builds the only program of an image: the rest of the image is added to the program, in the directory in which it was built,
 * and no second stage needs the toolchain. Undefined for several programs, and for one whose layer does not change with the rest.
 */
export function findOnlyProgram(
  image: ContainerImage, contents: readonly IArtifactSource[], layering: Layering | undefined,
): GatheringPlace | undefined {
  const built = contents.filter(({ artifact: { stage, root } }) => stage instanceof BuildStage && root !== undefined && root !== '/');
  const [program] = built;
  if (built.length !== 1 || layering === Layering.PER_ARTIFACT) return undefined;
  const root = program.artifact.root!;
  const stage = program.artifact.stage as BuildStage;
  return stage.image === image && isUsable(stage) ? { base: BaseImage.stage(stage), root, present: program } : undefined;
}

/** Whether commands of a stage that continues this one run natively, as root, and with the usual shell. */
function isUsable(stage: BuildStage): boolean {
  const { runsOn, base, _declared: { steps } } = stage;
  const isChanged = steps.some(({ node }) => node instanceof User || node instanceof Shell);
  const isUsual = runsOn === StagePlatform.BUILD && base._platform === undefined && !isChanged;
  return isUsual && (base.continues === undefined || (base.continues instanceof BuildStage && isUsable(base.continues)));
}
