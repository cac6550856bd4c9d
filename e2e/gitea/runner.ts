import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Server } from './server';
import { git } from '../ci/sample';
import { run } from '../process';

/** The label that jobs ask for. */
const LABELS = ['ubuntu-latest'];

/** The token of the workflow, which act has a place of its own for. No job uses it. */
const OWN_TOKENS = ['GITHUB_TOKEN', 'GITEA_TOKEN'];

/** A job that Gitea hands to a runner. */
interface Task {
  readonly id: string;
  /** A workflow with this job only, in base64. */
  readonly workflowPayload: string;
  /** The context `github` of its expressions. */
  readonly context: Context;
  readonly secrets?: Record<string, string>;
  readonly needs?: Record<string, { outputs?: Record<string, string>; result: string }>;
}

interface Context {
  readonly event: object;
  readonly event_name: string;
  readonly ref: string;
  readonly ref_name: string;
  readonly ref_type: string;
  readonly head_ref: string;
  readonly base_ref: string;
  readonly sha: string;
  readonly repository: string;
}

interface Job {
  'name'?: string;
  'needs'?: string | string[];
  'outputs'?: Record<string, string>;
  'steps'?: object[];
  'container'?: object;
  'timeout-minutes'?: string;
}

interface Workflow {
  name: string;
  jobs: Record<string, Job>;
}

interface Outcome extends Pick<Done, 'result' | 'log'> {
  readonly outputs: Record<string, string>;
}

/** What became of a job. */
export interface Done {
  readonly workflow: string;
  readonly job: string;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly result: 'success' | 'failure' | 'skipped';
  /** Whether its steps were run; if not, it is said to have succeeded. */
  readonly isExecuted: boolean;
  readonly log?: string;
}

export interface RunnerOptions {
  /** Names of the workflows whose jobs are run. */
  readonly executed: readonly string[];
  /** The environment of act, with the programs that jobs call. */
  readonly env: NodeJS.ProcessEnv;
  /** What jobs see in addition. */
  readonly variables: Record<string, string>;
  /** Where the logs go. */
  readonly logs: string;
}

/**
 * A runner of Gitea: it takes jobs by the protocol of runners, with the secrets and the results that Gitea gives it, and runs each by act, as Gitea's own
 * runner does, which is in no registry of packages. Actions are the stand-ins of `e2e/ci`. Jobs run on this machine, also those that name a container.
 *
 * @see https://gitea.com/gitea/actions-proto-def/src/branch/main/proto/runner/v1/services.proto
 */
export class Runner {
  /** Registers it for all repositories. */
  public static async register(server: Server, options: RunnerOptions): Promise<Runner> {
    const { token } = await server.call('POST', '/admin/actions/runners/registration-token');
    const runner = new Runner(server, options);
    const { runner: own } = await runner.ask('Register', { name: 'e2e', token, version: 'e2e', labels: LABELS });
    runner.headers = { 'x-runner-uuid': own.uuid, 'x-runner-token': own.token };
    await runner.ask('Declare', { version: 'e2e', labels: LABELS });
    return runner;
  }

  /** All jobs so far. */
  public readonly done: Done[] = [];
  private headers: Record<string, string> = {};

  private constructor(private readonly server: Server, private readonly options: RunnerOptions) {}

  /** Runs jobs until there are none; events are handled in the background, so it waits for late ones. */
  public async drain(): Promise<Done[]> {
    const first = this.done.length;
    for (let idle = 0; idle < 10; idle++) {
      const { task } = await this.ask('FetchTask', { tasksVersion: '0' });
      if (task === undefined) {
        await new Promise(resolve => setTimeout(resolve, 300));
      } else {
        idle = -1;
        await this.handle(task);
      }
    }
    return this.done.slice(first);
  }

  private async handle(task: Task): Promise<void> {
    const workflow = parse(Buffer.from(task.workflowPayload, 'base64').toString()) as Workflow;
    const [id] = Object.keys(workflow.jobs);
    const { event_name, ref, sha } = task.context;
    const base = { workflow: workflow.name, job: workflow.jobs[id].name ?? id, event: event_name, ref, sha };
    const startedAt = new Date().toISOString();
    const isExecuted = this.options.executed.includes(workflow.name);
    const { result, outputs, log } = isExecuted ? await this.execute(task, workflow, id) : { result: 'success' as const, outputs: {}, log: undefined };
    this.done.push({ ...base, result, isExecuted, log });
    const state = { id: task.id, result: `RESULT_${result.toUpperCase()}`, startedAt, stoppedAt: new Date().toISOString() };
    await this.ask('UpdateTask', { state, outputs });
  }

  /** Runs the job in a clone, whose workflow is that job alone. */
  private async execute({ id: taskId, context, secrets = {}, needs = {} }: Task, workflow: Workflow, id: string): Promise<Outcome> {
    const directory = mkdtempSync(join(tmpdir(), 'imagewright-runner-'));
    const clone = join(directory, 'clone');
    const state = join(directory, 'state');
    mkdirSync(join(state, 'outputs'), { recursive: true });
    git(directory, 'clone', '-q', this.server.remote(context.repository), clone);
    git(clone, 'checkout', '-q', context.sha);
    const file = `.gitea/workflows/e2e-${id}.yml`;
    const job = { ...observe(workflow.jobs[id], state), needs: Object.keys(needs) };
    writeFileSync(join(clone, file), stringify({ ...workflow, jobs: { ...describeNeeds(needs), [id]: job } }));
    // It counts as committed for act, while the job checks out what Gitea asks for.
    git(clone, 'add', '-A');
    git(clone, 'commit', '-q', '-m', 'the job');
    writeFileSync(join(directory, 'event.json'), JSON.stringify(context.event));
    const variables = {
      ...this.options.variables,
      GITHUB_SERVER_URL: this.server.url,
      GITHUB_REPOSITORY: context.repository,
      GITHUB_REF: context.ref,
      GITHUB_REF_NAME: context.ref_name,
      SHA_REF: context.sha,
      STANDIN_REPO: this.server.remote(context.repository),
      STANDIN_SHA: context.sha,
    };
    const args = [
      clone, file, '--event', context.event_name, '--ref', context.ref,
      ...Object.entries(secrets).filter(([name]) => !OWN_TOKENS.includes(name)).flatMap(([name, value]) => ['--secret', `${name}=${value}`]),
      '--', '--job', id, '-e', join(directory, 'event.json'),
      ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ];
    const { code, stdout, stderr } = await run(process.execPath, [join(__dirname, '../ci/run-actions.mjs'), ...args], {
      env: this.options.env, mayFail: true, timeoutSeconds: 1800,
    });
    mkdirSync(this.options.logs, { recursive: true });
    const log = join(this.options.logs, `${taskId}-${workflow.name}-${id}.log`);
    writeFileSync(log, `${stdout}${stderr}`);
    const isRun = existsSync(join(state, 'begun'));
    const outputs = Object.fromEntries(readdirSync(join(state, 'outputs')).map(name => [name, readFileSync(join(state, 'outputs', name), 'utf8')]));
    rmSync(directory, { recursive: true });
    return { result: code !== 0 ? 'failure' : isRun ? 'success' : 'skipped', outputs, log };
  }

  private async ask(method: string, body: object): Promise<any> {
    const response = await fetch(`${this.server.url}/api/actions/runner.v1.RunnerService/${method}`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...this.headers }, body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method}: ${response.status} ${text}`);
    return JSON.parse(text);
  }
}

/** The jobs that one needs have run already: what is left of them are their outputs. */
function describeNeeds(needs: NonNullable<Task['needs']>): Record<string, object> {
  return Object.fromEntries(Object.entries(needs).map(([id, { outputs = {} }]) => [id, { 'runs-on': 'ubuntu-latest', outputs, 'steps': [{ run: 'true' }] }]));
}

/** Lets a job leave a note that it has begun, and its outputs. Gitea prints the time limit as a text, which act does not take. */
function observe({ 'container': _, 'timeout-minutes': minutes, ...job }: Job, state: string): object {
  const outputs = Object.entries(job.outputs ?? {}).map(([name, value]) => ({
    run: `printf %s "$VALUE" > ${state}/outputs/${name}`, shell: 'bash', env: { VALUE: value },
  }));
  return { ...job, 'timeout-minutes': Number(minutes ?? 60), 'steps': [{ run: `touch ${state}/begun`, shell: 'bash' }, ...job.steps ?? [], ...outputs] };
}
