import { Construct } from 'constructs';
import { replaceWrongIds } from './account-ids';
import { addAccounts } from './added-accounts';
import { configureStage } from './configure-stage';
import { listDeclaredEntries } from './declared-entries';
import { copyGathered, gatherFiles } from './gathered-files';
import { LastStageProps } from './last-stage-props';
import { resolveUser } from './last-stage-user';
import { Layering } from './layering';
import { isLinkable } from './linkable';
import { Problem, Problems, Origin, _dropDigest } from '../../core';
import { BaseImage, BuildStage, ContainerImage, IArtifactSource, ISystemPackages, StagePlatform, _STAGE_ID, _checkImageScope } from '../../image';
import { RootfsEntry } from '../../rootfs';

/** Properties of `RuntimeImage`. */
export interface RuntimeImageProps extends LastStageProps {
  /** The image that it starts from. */
  readonly base: BaseImage;
  /**
   * Packages of the distribution to add. Their installation runs on the target platform, under emulation if that is not the platform of the
   * builder.
   * @default - none
   */
  readonly packages?: ISystemPackages[];
  /**
   * The image in which directories, links and accounts are made; it needs a shell.
   * @default - the base, for the platform of the build machine
   */
  readonly assembledIn?: BaseImage;
}

/** A user that exists in no base and owns nothing. Distroless calls it nonroot. */
const NONROOT = '65532:65532';

/**
 * An image that adds files to a base. Its last stage copies, and runs no command unless packages are installed, so that building for another platform
 * needs no emulation. The program does not run as root unless `user` says so.
 *
 * Reports `runtime/no-shell`, `scratch/entry-kind`, `accounts/id`, `accounts/field` and every problem of a wrong path or mode.
 */
export class RuntimeImage extends Construct {
  /** The last stage, which is the image. */
  public readonly stage: BuildStage;

  public constructor(scope: Construct, id: string, props: RuntimeImageProps) {
    super(_checkImageScope(scope, id, new.target.name), id);
    this.stage = Origin._within(this.node.path, () => this.assembleStage(props));
    ContainerImage.of(this).defineRuntime(this.stage);
  }

  private assembleStage(given: RuntimeImageProps): BuildStage {
    const problems = Problems.of(this);
    const { base, packages = [], layering = Layering.PER_ARTIFACT } = given;
    const props = { ...given, ...replaceWrongIds(given.users ?? [], given.groups ?? [], problem => problems.report(problem)) };
    const entries = problems._collect(() => listDeclaredEntries(props)) ?? [];
    const gathered = this.gather(props, entries, layering);

    const stage = new BuildStage(this, _STAGE_ID, {
      base,
      purpose: 'is the image',
      runsOn: StagePlatform.TARGET,
      emulated: packages.length === 0 ? undefined : 'packages are installed for the platform of the image',
    });
    // Packages add accounts of their own to those that they find.
    if (gathered !== undefined) copyGathered(stage, gathered);
    for (const each of packages) stage.install(each);
    if (layering === Layering.PER_ARTIFACT) for (const source of props.contents) copyLinked(stage, source, entries);
    configureStage(this, stage, { ...props, user: this.findUser(props) });
    return stage;
  }

  /** The stage that makes what cannot be copied from elsewhere; undefined if there is nothing to make. */
  private gather(props: RuntimeImageProps, entries: RootfsEntry[], layering: Layering): BuildStage | undefined {
    const { users = [], groups = [], base } = props;
    const contents = layering === Layering.SINGLE ? props.contents : [];
    const addsAccounts = users.length + groups.length > 0;
    if (contents.length + entries.length === 0 && !addsAccounts) return undefined;
    const shell = this.findAssemblyBase(props);
    const gathered = gatherFiles(this, shell, { contents, entries });
    if (addsAccounts && shell !== undefined) addAccounts(this, gathered, base, users, groups);
    return gathered;
  }

  /** Reports that nothing has the shell that is needed. */
  private findAssemblyBase({ assembledIn, base }: RuntimeImageProps): BaseImage | undefined {
    if (assembledIn !== undefined) return assembledIn;
    if (!base.isScratch && base._known?.shells?.length !== 0) return base;
    Problems.of(this).report(describeNoShell(base));
    return undefined;
  }

  /** Undefined for the user of the base. */
  private findUser({ user, users = [], base }: RuntimeImageProps): string | undefined {
    if (user !== undefined) return users.some(({ name }) => name === user) || /^[-+.\d:]+$/.test(user) ? resolveUser(user, users, problem => Problems.of(this).report(problem)) : user;
    const known = base._known?.user;
    return known === undefined || known === '0' ? NONROOT : undefined;
  }
}

/** A layer of its own, where nothing in the base or among the declared directories can be in the way. */
function copyLinked(stage: BuildStage, source: IArtifactSource, entries: RootfsEntry[]): void {
  stage.copyArtifact(isLinkable(source.artifact, entries) ? source.artifact._linked() : source, '/');
}

function describeNoShell({ reference }: BaseImage): Problem {
  return {
    id: 'runtime/no-shell',
    what: `There is no image in which to make the directories, links and accounts: ${_dropDigest(reference)} has no shell.`,
    why: 'A COPY brings only what exists somewhere.',
    fix: 'Name an image with a shell that the build uses anyway: assembledIn: BaseImage.registry(…).',
  };
}
