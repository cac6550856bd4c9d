import { Construct } from 'constructs';
import type { EntrypointConfigFile } from './entrypoint-config-file';
import { EnvironmentArgument, IpForwarding, SysctlSetting, _findEntrypointProblems, _printEntrypointScript } from './entrypoint-script';
import { Problems } from '../../core';
import { Artifact, IArtifactSource, _checkProjectScope } from '../../image';
import { ExecutableFormat, RootfsEntry } from '../../rootfs';

/** Properties of `RouterOsEntrypoint`. */
export interface RouterOsEntrypointProps {
  /** Absolute path of the program that the script becomes, then its fixed arguments. Those of `cmd` follow. */
  readonly exec: string[];
  /**
   * The packets that the kernel forwards.
   * @default IpForwarding.NONE
   */
  readonly forwarding?: IpForwarding;
  /**
   * Further kernel settings.
   * @default - none
   */
  readonly sysctls?: SysctlSetting[];
  /**
   * Arguments that come from the environment of the container.
   * @default - none
   */
  readonly environmentArguments?: EnvironmentArgument[];
  /**
   * A configuration file that the script writes for the program.
   * @default - none
   */
  readonly configFile?: EntrypointConfigFile;
  /**
   * Path of the script in the image.
   * @default "/usr/local/bin/entrypoint.sh"
   */
  readonly path?: string;
}

/**
 * A start script for a router's container: switches on IP forwarding and applies other kernel settings, prints one clear line
 * for each that it cannot set, writes a configuration file if one is declared, and becomes the program. It is plain `sh` and needs `/bin/sh`
 * in the image, and `cat` for `sysctls`.
 *
 * Reports `entrypoint/…`.
 */
export class RouterOsEntrypoint extends Construct implements IArtifactSource {
  /** The script. */
  public readonly artifact: Artifact;
  /** Path of the script in the image. */
  public readonly path: string;

  public constructor(scope: Construct, id: string, props: RouterOsEntrypointProps) {
    super(_checkProjectScope(scope, id, new.target.name), id);
    this.path = props.path ?? '/usr/local/bin/entrypoint.sh';
    const problems = _findEntrypointProblems(props);
    for (const problem of problems) Problems.of(this).report(problem);
    const executable = { format: ExecutableFormat.SCRIPT, interpreter: '/bin/sh' };
    this.artifact = Problems.of(this)._collect(() => Artifact.text(problems.length > 0 ? [] : [
      { entry: RootfsEntry.file(this.path, { executable }), content: _printEntrypointScript(props) },
    ])) ?? Artifact.text([]);
  }
}
