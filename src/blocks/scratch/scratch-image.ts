import { Construct } from 'constructs';
import { UserAccount, UserGroup, _printAccountFiles, _listHomes, _describeWrongId, _replaceWrongIds } from './accounts';
import { MountPoint, Persistence } from './mount-point';
import { Problems, Origin, _refuse, _findOwn, _quoteShellWord, _suggestNearest } from '../../core';
import {
  Cmd, Command, DockerfileNode, Entrypoint, Env, Expose, KeyValue, StopSignal, User, Volume, Word, Workdir,
} from '../../dockerfile';
import { Artifact, BaseImage, BuildStage, ContainerImage, IArtifactSource, IBuildStage, ImageHealthcheck, StagePlatform, _STAGE_ID, _checkImageScope } from '../../image';
import { EntryKind, RootfsEntry, _isAccountId, _listParents } from '../../rootfs';

/** The directory in which the image's files are gathered. */
const ROOTFS = '/rootfs';

/** How the files of an image are divided into layers. */
export enum Layering {
  /** All in one layer: least overhead, and no file is in two layers. */
  SINGLE = 'single',
  /** One layer for each part of the contents: an update transfers only the parts that changed. */
  PER_ARTIFACT = 'per-artifact',
}

/** Properties of `ScratchImage`. */
export interface ScratchImageProps {
  /** The contents of the image. */
  readonly contents: IArtifactSource[];
  /**
   * Links besides those of the contents.
   * @default - none
   */
  readonly links?: RootfsEntry[];
  /**
   * Directories besides those that the contents need.
   * @default - none
   */
  readonly directories?: RootfsEntry[];
  /**
   * Directories that the program writes to.
   * @default - none
   */
  readonly volumes?: MountPoint[];
  /**
   * Sockets that the program creates; the image contains their parent directories.
   * @default - none
   */
  readonly sockets?: string[];
  /**
   * Users in `/etc/passwd`, root first.
   * @default - only root
   */
  readonly users?: UserAccount[];
  /**
   * Groups in `/etc/group`, besides those of the users.
   * @default - none
   */
  readonly groups?: UserGroup[];
  /**
   * Environment variables. A value may refer to variables that are set before, e.g. `/opt/bin:$PATH`; `\$` is a dollar sign.
   * @default - BuildKit's own PATH
   */
  readonly environment?: Record<string, string>;
  /**
   * The program that the container starts, as an absolute path, with its fixed arguments.
   * @default - none
   */
  readonly entrypoint?: string[];
  /**
   * Default arguments, which the command line of the container replaces.
   * @default - none
   */
  readonly cmd?: string[];
  /**
   * Reasons for environment variables and for arguments, printed as comments above the instruction. A key is the name of a variable of
   * `environment`, or a whole word of `entrypoint` or `cmd`: `{ PATH: 'finds the tools', '--verbose': 'for support' }`.
   * @default - none
   */
  readonly reasons?: Record<string, string>;
  /**
   * The signal that asks the program to stop.
   * @default "SIGTERM"
   */
  readonly stopSignal?: string;
  /**
   * How the runtime checks the health of the program, e.g. `{ command: ['/usr/bin/app', '-check'], interval: '30s' }`.
   * @default - no health check
   */
  readonly healthcheck?: ImageHealthcheck;
  /**
   * Ports that the program listens on, e.g. `8080` or `53/udp`.
   * @default - none
   */
  readonly exposedPorts?: string[];
  /**
   * The user that the program runs as: numeric `uid:gid`, or the name of one of the users.
   * @default - root
   */
  readonly user?: string;
  /**
   * Working directory of the program.
   * @default "/"
   */
  readonly workingDirectory?: string;
  /**
   * How the files are divided into layers.
   * @default Layering.SINGLE
   */
  readonly layering?: Layering;
  /**
   * The image in which directories and links are made; it needs a shell.
   * @default - the base of the first part of the contents that a stage builds
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
    this.stage = Origin._within(this.node.path, () => this.assembleStage(props));
    ContainerImage.of(this).defineRuntime(this.stage);
  }

  private assembleStage(given: ScratchImageProps): BuildStage {
    const numbered = _replaceWrongIds(given.users ?? ROOT_ALONE, given.groups ?? [], problem => Problems.of(this).report(problem));
    const props = { ...given, ...numbered };
    const accounts = Problems.of(this)._collect(() => Artifact.text(_printAccountFiles(props.users, props.groups))) ?? Artifact.text([]);
    const made = Problems.of(this)._collect(() => this.listMadeEntries(props)) ?? [];
    const gathered = this.gatherFiles(props, [...props.contents, accounts], made);

    const stage = new BuildStage(this, _STAGE_ID, {
      base: BaseImage.scratch(),
      purpose: 'is the image',
      runsOn: StagePlatform.TARGET,
    });
    if (props.layering === Layering.PER_ARTIFACT) {
      for (const source of props.contents.filter(({ artifact }) => artifact.stage !== undefined)) stage.copyArtifact(source, '/');
    }
    stage.copyFrom(gathered, `${ROOTFS}/`, '/');
    this.configureStage(stage, props);
    return stage;
  }

  /** Directories and links that no part of the contents includes. */
  private listMadeEntries(props: ScratchImageProps): RootfsEntry[] {
    return [
      RootfsEntry.directory('/tmp', { mode: '1777' }),
      ..._listHomes(listUsers(props)),
      ...(props.volumes ?? []).map(({ directory }) => directory),
      ...(props.sockets ?? []).flatMap(socket => _listParents(RootfsEntry.file(socket).path).slice(-1).map(path => RootfsEntry.directory(path))),
      ...(props.directories ?? []).map(entry => checkKind(EntryKind.DIRECTORY, entry)),
      ...(props.links ?? []).map(entry => checkKind(EntryKind.SYMLINK, entry)),
    ];
  }

  /** The stage that puts the files in place. */
  private gatherFiles(props: ScratchImageProps, contents: IArtifactSource[], made: RootfsEntry[]): BuildStage {
    const base = props.assembledIn ?? findBase(contents.find(({ artifact }) => artifact.stage !== undefined)?.artifact.stage);
    if (base === undefined) {
      Problems.of(this).report({
        id: 'scratch/no-base',
        what: 'There is no image in which to make the directories and links.',
        why: 'The empty image has no shell to make them, and no stage builds a part of the contents.',
        fix: 'Name an image with a shell that the build uses anyway: assembledIn: BaseImage.registry(…).',
      });
    }
    const stage = new BuildStage(this, 'Rootfs', {
      base: base ?? BaseImage.scratch(),
      purpose: 'puts the files of the image in their places',
    });
    stage.workdir(ROOTFS);
    stage.artifact({ root: ROOTFS, entries: [] });
    for (const source of contents) {
      if (props.layering !== Layering.PER_ARTIFACT || source.artifact.stage === undefined) stage.copyArtifact(source, ROOTFS);
    }
    // Without a base, one problem is enough. No file is written in that case.
    if (base !== undefined) stage.run(made.map(printMakeCommand), { effects: { creates: made.map(entry => entry.at(`${ROOTFS}${entry.path}`)) } });
    return stage;
  }

  private configureStage(stage: BuildStage, props: ScratchImageProps): void {
    const add = (make_: () => DockerfileNode, texts: string[] = []) => {
      const node = Problems.of(this)._collect(make_);
      const reasons = texts.flatMap(text => {
        const reason = _findOwn(props.reasons ?? {}, text);
        return reason === undefined ? [] : [`${text}: ${reason}`];
      });
      if (reasons.length > 0) stage.comment(reasons);
      if (node !== undefined) stage.addNode(node);
    };
    const words = (texts: string[]) => texts.map(text => Word.literal(text));
    const environment = Object.entries(props.environment ?? {});
    this.reportUnknownReasons(props);
    for (const { directory } of (props.volumes ?? []).filter(({ persistence }) => persistence === Persistence.TMPFS)) {
      ContainerImage.of(this)._addTemporaryDirectory(directory.path);
    }
    const persistent = (props.volumes ?? []).filter(({ persistence }) => persistence === Persistence.PERSISTENT);

    if (environment.length > 0) {
      add(() => new Env(environment.map(([name, value]) => KeyValue.template(name, value))), environment.map(([name]) => name));
    }
    if (persistent.length > 0) add(() => new Volume(words(persistent.map(({ directory }) => directory.path))));
    if (props.exposedPorts?.length) add(() => new Expose(words(props.exposedPorts!)));
    if (props.user !== undefined) add(() => new User(Word.literal(this.resolveUser(props))));
    if (props.workingDirectory !== undefined) add(() => new Workdir(Word.literal(props.workingDirectory!)));
    if (props.healthcheck !== undefined) {
      const { command, ...options } = props.healthcheck;
      stage.healthcheck(command, options);
    }
    add(() => new StopSignal(Word.literal(props.stopSignal ?? 'SIGTERM')));
    if (props.entrypoint !== undefined) add(() => new Entrypoint(Command.exec(props.entrypoint!)), props.entrypoint);
    if (props.cmd !== undefined) add(() => new Cmd(Command.exec(props.cmd!)), props.cmd);
  }

  private reportUnknownReasons({ reasons = {}, environment = {}, entrypoint = [], cmd = [] }: ScratchImageProps): void {
    const known = [...new Set([...Object.keys(environment), ...entrypoint, ...cmd])];
    for (const text of Object.keys(reasons).filter(each => !known.includes(each))) {
      Problems.of(this).report({
        id: 'scratch/unknown-reason',
        what: `The reason for "${text}" belongs to no environment variable and no argument.${_suggestNearest(text, known)}`,
        why: 'It would be missing from the Dockerfile.',
        fix: `Use a name of environment, or a whole word of entrypoint or cmd, as the key. Known: ${known.join(', ') || 'none'}.`,
      });
    }
  }

  /** `uid:gid`, because every runtime would have to look up a name. */
  private resolveUser(props: ScratchImageProps): string {
    const name = props.user!;
    const ids = name.split(':').map(Number);
    if (/^\d+(:\d+)?$/.test(name) && ids.every(_isAccountId)) return name;
    if (/^[-+.\d]+(:[-+.\d]+)?$/.test(name) && !listUsers(props).some(each => each.name === name)) {
      Problems.of(this).report(_describeWrongId(`user is "${name}"`));
      return NOBODY;
    }
    const user = listUsers(props).find(each => each.name === name);
    if (user !== undefined) return `${user.uid}:${user.gid ?? user.uid}`;
    Problems.of(this).report({
      id: 'scratch/unknown-user',
      what: `There is no user "${name}" in the image.`,
      why: 'The container would not start: "unable to find user".',
      fix: `Declare it in users, or write uid:gid. Declared: ${listUsers(props).map(each => each.name).join(', ')}.`,
    });
    return NOBODY;
  }
}

/** Replaces an unknown user, so that no rule reads it as root. No file is written in that case. */
const NOBODY = '65534:65534';

/** The base image at the start of a chain of stages. */
function findBase(stage: IBuildStage | undefined): BaseImage | undefined {
  return stage?.base.continues === undefined ? stage?.base : findBase(stage.base.continues);
}

/** The users of an image that declares none. */
const ROOT_ALONE: UserAccount[] = [{ name: 'root', uid: 0, home: '/root', shell: '/bin/sh' }];

function listUsers(props: ScratchImageProps): UserAccount[] {
  return props.users ?? ROOT_ALONE;
}

/** @throws `scratch/entry-kind` */
function checkKind(kind: EntryKind, entry: RootfsEntry): RootfsEntry {
  if (entry.kind === kind) return entry;
  return _refuse({
    id: 'scratch/entry-kind',
    what: `${entry.path} is a ${entry.kind}, but this list must contain a ${kind}.`,
    why: 'It would have another type in the image.',
    fix: 'Put directories into directories, links into links, and files into contents: Artifact.text(…) or the artifact of a stage.',
  });
}

/** The command that makes a directory or link below the working directory. */
function printMakeCommand({ kind, path, mode, owner, target }: RootfsEntry): string {
  const place = _quoteShellWord(`.${path}`);
  const parent = _quoteShellWord(`.${path.slice(0, path.lastIndexOf('/'))}`);
  if (kind === EntryKind.SYMLINK) return `mkdir -p ${parent} && ln -s ${target!.startsWith('-') ? '-- ' : ''}${_quoteShellWord(target!)} ${place}`;
  const [uid, gid] = owner!.split(':');
  return `install -d -m ${_quoteShellWord(mode!)}${owner === '0:0' ? '' : ` -o ${_quoteShellWord(uid)} -g ${_quoteShellWord(gid)}`} ${place}`;
}
