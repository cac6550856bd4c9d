import { Platform, _quoteShellPath, _quoteShellWord } from '../../core';
import { ARCHIVES_FOLDER } from '../archive-script';
import { StepPlace, listStepSecrets } from '../extra-steps';
import { Words, applyWords } from '../forge-backend';
import { planScript } from '../forges/script/plan';
import type { Job, Pipeline, PipelineImage, PipelineRegistry } from '../pipeline';
import type { JobOutline } from '../pipeline-outline';
import { checkSecretName, findSecretName } from '../secret-name';
import { listSigningSecrets } from '../sign-script';
import { canSign } from '../unsupported-signing';

/** What a job is, besides its commands. */
interface Task {
  /** The command of the script, and its arguments as words of a shell. */
  readonly words: readonly string[];
  readonly inputs?: readonly string[];
  readonly image?: PipelineImage;
  /** Registries to which it logs in. */
  readonly logins?: readonly PipelineRegistry[];
  /** Whether it goes on where their secrets are missing, as in changes from forks. */
  readonly isLenient?: boolean;
  readonly secrets?: readonly string[];
  readonly runs?: readonly Platform[];
}

/** The job of a forge that calls the script; none for what the script does as a part of another command, or does not do. */
export function describeJob(pipeline: Pipeline, job: Job, script: string): JobOutline[] {
  const path = script.includes('/') ? script : `./${script}`;
  const tasks = applyWords(createTasks(pipeline), job.does, job);
  return tasks.map(({ words, inputs = [], image, logins = [], isLenient = false, secrets = [], runs = [] }) => ({
    name: words[0],
    commands: [...logins.map(login => printLogin(login, isLenient)), [_quoteShellPath(path), ...words].join(' ')],
    secrets: [...new Set([...logins.flatMap(login => Object.values(getCredentials(login))), ...secrets])],
    inputs: [...inputs],
    image: image?.name,
    platforms: [...runs],
    pushesTag: job.does === 'tag',
  }));
}

const RELEASE = '"$RELEASE"';

function createTasks(pipeline: Pipeline): Words<'does', Job, Task[]> {
  const { registry, login, further, reads } = pipeline;
  const tagged = planScript(pipeline).releases.filter(({ tag }) => tag !== undefined);
  const main = { host: registry, ...login };
  const writes = [main, ...further.map(each => ({ ...each, credentials: each.credentials ?? main.credentials }))];
  const others = reads.filter(({ host }) => writes.every(each => each.host !== host));
  const build = (image: PipelineImage) => [
    ...image.inputs.secrets.map(secret => findSecretName(secret)), ...listStepSecrets(image.steps, ['beforeBuild', 'afterVerify']),
  ];
  const ofRelease = (command: string, image: PipelineImage, more: Partial<Task>): Task[] => [
    { words: [command, RELEASE, _quoteShellWord(image.name)], inputs: ['RELEASE'], image, ...more },
  ];
  const follow = (command: string, place: StepPlace, image: PipelineImage) => ofRelease(command, image, {
    logins: reads, secrets: listStepSecrets(image.steps, [place]),
  });
  return {
    build: ({ image }) => [{ words: ['build', _quoteShellWord(image.name)], image, logins: reads, isLenient: true, secrets: build(image), runs: image.platforms }],
    rebuild: () => [],
    snapshot: () => [],
    preview: () => [],
    tag: ({ pattern }) => [{ words: ['tag', '--push', ...(tagged.length < 2 ? [] : tagged.filter(each => each.pattern === pattern).flatMap(({ images }) => images.map(_quoteShellWord)))] }],
    publish: ({ image }) => ofRelease('publish', image, { logins: [...writes, ...others], secrets: build(image), runs: image.platforms }),
    attach: () => [],
    sign: ({ image, signing }) => (canSign(signing) ? ofRelease('sign', image, { logins: writes, secrets: listSigningSecrets(signing) }) : []),
    archive: ({ image }) => [{ words: ['archive', '--archives', ARCHIVES_FOLDER, RELEASE, _quoteShellWord(image.name)], inputs: ['RELEASE'], image, logins: [main] }],
    smoke: ({ image }) => ofRelease('smoke', image, { logins: [main], runs: image.platforms }),
    afterPublish: ({ image }) => follow('after-publish', 'afterPublish', image),
    promote: ({ image }) => ofRelease('promote', image, { logins: writes }),
    afterPromote: ({ image }) => follow('after-promote', 'afterPromote', image),
    rollback: () => [{
      words: ['rollback', '"$ROLLBACK_IMAGE"', '"$ROLLBACK_TAG"', '"$ROLLBACK_TO"'], inputs: ['ROLLBACK_IMAGE', 'ROLLBACK_TAG', 'ROLLBACK_TO'], logins: writes,
    }],
    renovate: () => [],
    synthesize: () => [{ words: ['synthesis'] }],
    complete: () => [],
  };
}

/** Names of secrets. */
function getCredentials({ credentials }: PipelineRegistry): { readonly user: string; readonly token: string } {
  return credentials ?? { user: 'REGISTRY_USER', token: 'REGISTRY_TOKEN' };
}

function printLogin(registry: PipelineRegistry, isLenient: boolean): string {
  const { user, token } = getCredentials(registry);
  const command = `printf %s "$${checkSecretName(token)}" | docker login --username "$${checkSecretName(user)}" --password-stdin ${_quoteShellWord(registry.host)}`;
  return isLenient ? `[ -z "$${checkSecretName(token)}" ] || ${command}` : command;
}
