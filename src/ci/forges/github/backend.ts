import { DIALECT, expression, filterPattern } from './expression';
import { GithubJob, explained, jobsOf } from './jobs';
import type { GithubOptions } from './options';
import { Setup, pathOf } from './setup';
import { emulatorsOf, smokedPlatforms, untestable } from './smoke';
import { Evaluation, evaluated } from '../../evaluated';
import { ForgeBackend, Words, wordsFor } from '../../forge-backend';
import { optionProblems } from '../../option-texts';
import type { Pipeline, Trigger, Workflow } from '../../pipeline';
import { firstLine } from '../../scripts';
import { secretName } from '../../secret-name';
import { Yaml, shown } from '../../yaml';

/**
 * GitHub Actions.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function github(options: GithubOptions): ForgeBackend {
  Object.values(options.secrets ?? {}).forEach(secretName);
  return {
    name: 'GitHub',
    dialect: DIALECT,
    draw: pipeline => {
      const setup = new Setup(options, pipeline);
      const images = pipeline.workflows.flatMap(({ jobs }) => jobs.flatMap(job => (job.does === 'build' ? [job.image] : [])));
      return {
        files: pipeline.workflows.map(workflow => ({
          path: pathOf(workflow),
          comments: [...workflow.purpose, ...needs(workflow, pipeline, setup)],
          content: content(workflow, pipeline, setup),
        })),
        images: [setup.buildkit, ...(images.some(image => emulatorsOf(smokedPlatforms(image)).length > 0) ? [setup.binfmt] : [])],
        problems: [...optionProblems(texts(options)), ...images.flatMap(untestable)],
      };
    },
  };
}

/** The options that become texts of the files. */
function texts({ runners = {}, images = {} }: GithubOptions): Parameters<typeof optionProblems>[0] {
  return [
    ...Object.entries(runners).map(([name, label]) => [`runners.${name} of Forge.github()`, 'runner', label as string | undefined] as const),
    ...Object.entries(images).map(([name, image]) => [`images.${name} of Forge.github()`, 'image', image as string | undefined] as const),
  ];
}

function content(workflow: Workflow, pipeline: Pipeline, setup: Setup): Yaml {
  const { jobs, name, triggers } = workflow;
  const image = jobs.flatMap(job => (job.does === 'publish' ? [job.image] : []))[0];
  const callable = image !== undefined && tagged(pipeline);
  return {
    name,
    on: Object.assign({}, ...triggers.map(trigger => wordsFor(ON, trigger.on, trigger)), callable ? calling(setup) : {}),
    permissions: shown({}, { inline: true, after: 'each job declares its own' }),
    concurrency: concurrency(workflow, callable),
    env: image && {
      REGISTRY: pipeline.registry,
      IMAGE: `${pipeline.registry}/${image.repository}`,
      TAG: releaseName(callable),
    },
    jobs: printed(jobsOf(setup, pipeline, workflow)),
  };
}

const ON: Words<'on', Trigger, Record<string, Yaml>> = {
  change: ({ ignoring }) => ({ pull_request: ignored(ignoring) }),
  push: ({ branch, ignoring }) => ({ push: { branches: shown([filterPattern(branch)], { inline: true }), ...ignored(ignoring) } }),
  tag: ({ pattern }) => ({ push: { tags: shown([pattern], { inline: true }) } }),
  schedule: ({ cron }) => ({ schedule: [{ cron }] }),
};

/** The inputs of a release that another workflow calls. Secrets are passed one by one. */
function calling({ credentials }: Setup): Yaml {
  return {
    workflow_call: {
      inputs: { tag: { description: 'The tag of the release', type: 'string', required: true } },
      secrets: credentials && { [credentials.user]: { required: true }, [credentials.token]: { required: true } },
    },
  };
}

/** The tag that started the release, or that the calling workflow passed. */
function releaseName(callable: boolean): Evaluation {
  return expression(callable ? 'inputs.tag || github.ref_name' : 'github.ref_name');
}

/** A newer run cancels an older one of the same pull request; all other runs complete. */
function concurrency({ name, triggers }: Workflow, callable: boolean): Yaml {
  const has = (on: Trigger['on']) => triggers.some(trigger => trigger.on === on);
  // In a called workflow, github.workflow and github.ref are those of the caller.
  if (has('tag')) return { 'group': evaluated`${name}-${releaseName(callable)}`, 'cancel-in-progress': false };
  if (has('change')) return { 'group': evaluated`${name}-${expression('github.ref')}`, 'cancel-in-progress': expression("github.event_name == 'pull_request'") };
  return { 'group': name, 'cancel-in-progress': false };
}

/** What has to be set up in GitHub outside of the repository. */
function needs({ jobs }: Workflow, pipeline: Pipeline, { credentials, renovateToken }: Setup): string[] {
  const login = credentials === undefined ? [] : [`the secrets ${credentials.user} and ${credentials.token}: the credentials for ${pipeline.registry}`];
  const verifier = `imagewright, installed by \`${firstLine(pipeline.install)}\`: verifies the image`;
  const lines = jobs.flatMap(({ does }) => {
    if (does === 'build') return [verifier];
    if (does === 'publish') return [...login, verifier];
    return does === 'renovate' ? [`the secret ${renovateToken}: a token of the bot with write access to contents, issues, pull requests and workflows`] : [];
  });
  return lines.length === 0 ? [] : ['', 'To set up in GitHub:', ...lines.map(line => `- ${line}`)];
}

function tagged({ workflows }: Pipeline): boolean {
  return workflows.some(({ jobs }) => jobs.some(({ does }) => does === 'tag'));
}

function ignored(paths: readonly string[]): Record<string, Yaml> {
  return paths.length === 0 ? {} : { 'paths-ignore': [...paths] };
}

/** The jobs, separated by blank lines. */
function printed(jobs: Record<string, GithubJob>): Yaml {
  return Object.fromEntries(Object.entries(jobs).map(([id, job], i) => [
    id,
    shown({ ...job, permissions: explained(job.permissions) }, { gap: i > 0 }),
  ]));
}
