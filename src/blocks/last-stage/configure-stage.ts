import { Construct } from 'constructs';
import type { LastStageProps } from './last-stage-props';
import { resolveUser } from './last-stage-user';
import { MountPoint, Persistence } from './mount-point';
import { findUnknownReasons, listReasons } from './reasons';
import { Problems } from '../../core';
import {
  Cmd, Command, DockerfileNode, Entrypoint, Env, Expose, KeyValue, StopSignal, User, Volume, Word, Workdir,
} from '../../dockerfile';
import type { BuildStage } from '../../image';

/**
 * Adds the instructions that say how the container runs.
 *
 * @param block the construct that declares it, to which problems belong
 */
export function configureStage(block: Construct, stage: BuildStage, props: LastStageProps): void {
  const { environment, exposedPorts, user, workingDirectory, healthcheck, stopSignal, entrypoint, cmd, users = [] } = props;
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
  const variables = Object.entries(environment ?? {});

  if (variables.length > 0) {
    add(() => new Env(variables.map(([name, value]) => KeyValue.template(name, value))), variables.map(([name]) => name));
  }
  if (persistent.length > 0) add(() => new Volume(createWords(persistent)));
  if (exposedPorts?.length) add(() => new Expose(createWords(exposedPorts)));
  if (user !== undefined) add(() => new User(Word.literal(resolveUser(user, users, problem => problems.report(problem)))));
  if (workingDirectory !== undefined) add(() => new Workdir(Word.literal(workingDirectory)));
  if (healthcheck !== undefined) {
    const { command, ...options } = healthcheck;
    stage.healthcheck(command, options);
  }
  if (stopSignal !== undefined) add(() => new StopSignal(Word.literal(stopSignal)));
  if (entrypoint !== undefined) add(() => new Entrypoint(Command.exec(entrypoint)), entrypoint);
  if (cmd !== undefined) add(() => new Cmd(Command.exec(cmd)), cmd);
}

function listVolumes({ volumes = [] }: LastStageProps, persistence: Persistence): string[] {
  return volumes.filter((volume: MountPoint) => volume.persistence === persistence).map(({ directory }) => directory.path);
}

function createWords(texts: string[]): Word[] {
  return texts.map(text => Word.literal(text));
}
