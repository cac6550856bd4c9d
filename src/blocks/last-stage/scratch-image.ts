import { Construct } from 'constructs';
import { printAccountFiles } from './account-files';
import { replaceWrongIds } from './account-ids';
import { UserAccount, UserGroup } from './accounts';
import { configureStage } from './configure-stage';
import { listDeclaredEntries } from './declared-entries';
import { copyGathered, copyOwnLayers, gatherFiles } from './gathered-files';
import { GatheringPlace, ROOTFS, findOnlyProgram } from './gathering-place';
import { LastStageProps } from './last-stage-props';
import { resolveUser } from './last-stage-user';
import { Problem, Problems, Origin } from '../../core';
import { Artifact, BaseImage, BuildStage, ContainerImage, IBuildStage, StagePlatform, _STAGE_ID, _checkImageScope } from '../../image';
import { RootfsEntry } from '../../rootfs';

/** Properties of `ScratchImage`. */
export interface ScratchImageProps extends LastStageProps {
  /**
   * The image in which directories and links are made; it needs a shell.
   * @default - the stage that builds the only program of the contents, else the base of the first part that a stage builds
   */
  readonly assembledIn?: BaseImage;
}

/**
 * An image that contains exactly what is declared, plus `/tmp` with mode 1777 and the parent directories of every
 * file, link, volume and socket. Its last stage runs no command.
 *
 * Reports `scratch/no-base`, `scratch/unknown-user`, `scratch/unknown-reason`, `scratch/entry-kind` and every problem of a wrong path or mode.
 */
export class ScratchImage extends Construct {
  /** The last stage, which is the image. */
  public readonly stage: BuildStage;

  public constructor(scope: Construct, id: string, props: ScratchImageProps) {
    super(_checkImageScope(scope, id, new.target.name), id);
    this.stage = Origin._within(this.node.path, () => this.assembleStage(completeProps(this, props)));
    ContainerImage.of(this).defineRuntime(this.stage);
  }

  private assembleStage(props: CompleteProps): BuildStage {
    const { users, groups, layering } = props;
    const accounts = Problems.of(this)._collect(() => Artifact.text(printAccountFiles(users, groups))) ?? Artifact.text([]);
    const entries = Problems.of(this)._collect(() => [RootfsEntry.directory('/tmp', { mode: '1777' }), ...listDeclaredEntries(props)]) ?? [];
    const files = { contents: [...props.contents, accounts], entries, layering };
    const gathered = gatherFiles(this, this.findPlace(props), files);

    const stage = new BuildStage(this, _STAGE_ID, {
      base: BaseImage.scratch(),
      purpose: 'is the image',
      runsOn: StagePlatform.TARGET,
    });
    copyOwnLayers(stage, files);
    copyGathered(stage, gathered);
    configureStage(this, stage, { ...props, user: this.findUser(props) });
    return stage;
  }

  private findUser({ user, users }: CompleteProps): string | undefined {
    return user === undefined ? undefined : resolveUser(user, users, problem => Problems.of(this).report(problem));
  }

  /** Where directories and links are made, because the empty image has no shell; reports that there is no place. */
  private findPlace({ assembledIn, contents, layering }: ScratchImageProps): GatheringPlace {
    const program = assembledIn === undefined ? findOnlyProgram(ContainerImage.of(this), contents, layering) : undefined;
    if (program !== undefined) return program;
    const base = assembledIn ?? findFirstBase(contents.find(({ artifact }) => artifact.stage !== undefined)?.artifact.stage);
    if (base === undefined) Problems.of(this).report(NO_BASE);
    return { base, root: ROOTFS };
  }
}

/** The properties with what an empty image needs of its own: accounts and a signal, which other bases bring. */
interface CompleteProps extends ScratchImageProps {
  readonly users: UserAccount[];
  readonly groups: UserGroup[];
}

function completeProps(image: ScratchImage, props: ScratchImageProps): CompleteProps {
  const { users = ROOT_ALONE, groups = [], stopSignal = 'SIGTERM' } = props;
  return { ...props, stopSignal, ...replaceWrongIds(users, groups, problem => Problems.of(image).report(problem)) };
}

/** The users of an image that declares none. */
const ROOT_ALONE: UserAccount[] = [{ name: 'root', uid: 0, home: '/root', shell: '/bin/sh' }];

/** The base image at the start of a chain of stages. */
function findFirstBase(stage: IBuildStage | undefined): BaseImage | undefined {
  return stage?.base.continues === undefined ? stage?.base : findFirstBase(stage.base.continues);
}

const NO_BASE: Problem = {
  id: 'scratch/no-base',
  what: 'There is no image in which to make the directories and links.',
  why: 'The empty image has no shell to make them, and no stage builds a part of the contents.',
  fix: 'Name an image with a shell that the build uses anyway: assembledIn: BaseImage.registry(…).',
};
