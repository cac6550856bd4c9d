import { Construct } from 'constructs';
import type { LastStageProps } from './last-stage-props';
import { MountPoint, Persistence } from './mount-point';
import { findUnknownReasons, listReasons } from './reasons';
import { Problems } from '../../core';
import {
  Cmd, Command, DockerfileNode, Entrypoint, Env, Expose, KeyValue, StopSignal, User, Volume, Word, Workdir,
} from '../../dockerfile';
import type { BuildStage } from '../../image';
import { _checkAbsolutePath } from '../../rootfs';

/**
 * Adds the instructions that say how the container runs.
 *
 * @param block the construct that declares it, to which problems belong
 */
export function configureStage(block: Construct, stage: BuildStage, props: LastStageProps): void {
  const { exposedPorts, user, workingDirectory, healthcheck, stopSignal, entrypoint, cmd } = props;
  const problems = Problems.of(block);
  const add = (create: () => DockerfileNode, texts: string[] = []) => {
    const node = problems._collect(create);
    const reasons = listReasons(props, texts);
    if (reasons.length > 0) stage.comment(reasons);
    if (node !== undefined) stage.addNode(node);
  };
  findUnknownReasons(props).forEach(problem => problems.report(problem));
  for (const path of listVolumes(props, Persistence.TMPFS)) stage.image._addTemporaryDirectory(path);
  const persistent = listVolumes(props, Persistence.PERSISTENT);
  const variables = problems._collect(() => listVariables(props)) ?? [];

  if (variables.length > 0) {
    add(() => new Env(variables.map(([name, value]) => KeyValue.template(name, value))), variables.map(([name]) => name));
  }
  if (persistent.length > 0) add(() => new Volume(createWords(persistent)));
  if (exposedPorts?.length) add(() => new Expose(createWords(exposedPorts)));
  if (user !== undefined) add(() => new User(Word.literal(user)), [user]);
  if (workingDirectory !== undefined) add(() => new Workdir(Word.literal(workingDirectory)));
  if (healthcheck !== undefined) {
    const { command, ...options } = healthcheck;
    stage.healthcheck(command, options);
  }
  if (stopSignal !== undefined) add(() => new StopSignal(Word.literal(stopSignal)));
  if (entrypoint !== undefined) add(() => new Entrypoint(Command.exec(entrypoint)), entrypoint);
  if (cmd !== undefined) add(() => new Cmd(Command.exec(cmd)), cmd);
}

/** With the search path first, since other variables may refer to it. */
function listVariables({ environment = {}, searchPath = [] }: LastStageProps): [name: string, value: string][] {
  if (searchPath.length === 0) return Object.entries(environment);
  const { PATH: path = '$PATH', ...others } = environment;
  const directories = searchPath.map(directory => _checkAbsolutePath(directory).replace(/[\\$]/g, '\\$&'));
  return Object.entries({ PATH: [...directories, path].join(':'), ...others });
}

function listVolumes({ volumes = [] }: LastStageProps, persistence: Persistence): string[] {
  return volumes.filter((volume: MountPoint) => volume.persistence === persistence).map(({ directory }) => directory.path);
}

function createWords(texts: string[]): Word[] {
  return texts.map(text => Word.literal(text));
}
