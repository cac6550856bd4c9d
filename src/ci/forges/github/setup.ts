import { ActionsDialect, ActionsOptions, GITHUB } from './dialect';
import { expression } from './expression';
import type { GithubEnvironments, GithubTimeouts } from './job-options';
import { Machine, findMachine } from './machines';
import { MINUTES } from './minutes';
import type { GithubImages } from './options';
import type { Subject } from './subject';
import type { Platform } from '../../../core';
import type { _BuilderSetup } from '../../../image';
import { type ActionPin, _ForgeActionName, _findActionSource } from '../../../versions';
import { Evaluated, Evaluation, evaluated, Yaml, annotateValue } from '../../../yaml';
import { ForgePins } from '../../forge-pins';
import type { Pipeline, PipelineRegistry, Workflow } from '../../pipeline';
import type { PipelineSecret } from '../../pipeline-inputs';
import { printVerifyCommand } from '../../scripts';
import { checkSecretName, findSecretName } from '../../secret-name';

/** Permissions of the workflow's token, e.g. `packages: write`. */
export type Permissions = Record<string, 'read' | 'write'>;

/** One step of a job. */
export type Step = Record<string, Yaml | undefined>;

/** The options with their defaults, and the steps that jobs share. */
export class Setup {
  public readonly attest: boolean;
  public readonly pins: ForgePins;
  /** What builds the images. */
  public readonly builder: _BuilderSetup;
  /** Registries to which each release is copied. */
  public readonly further: readonly PipelineRegistry[];
  /** Registries to which builds log in. */
  public readonly reads: readonly PipelineRegistry[];
  public readonly renovateToken: string;
  public readonly updateToken: string;
  /** Name of the secret whose token pushes tags; undefined if the token of the workflow does. */
  public readonly tagToken?: string;
  /** Name of the secret with a token for GitHub, on another forge. */
  public readonly githubToken?: string;
  private readonly install: string;
  /** How long a job may run. */
  public readonly minutes: Readonly<Required<GithubTimeouts>>;
  public readonly environments: GithubEnvironments;
  /** The main registry. */
  public readonly main: PipelineRegistry;

  public constructor(
    private readonly options: ActionsOptions,
    { registry, login, further, reads, install, versions, builder }: Omit<Pipeline, 'synthesis' | 'workflows'>,
    public readonly dialect: ActionsDialect = GITHUB,
  ) {
    const { secrets = {}, attest } = options;
    this.attest = attest ?? true;
    this.install = install;
    this.builder = builder;
    this.minutes = { ...MINUTES, ...options.timeouts };
    this.environments = options.environments ?? {};
    this.further = further;
    this.reads = reads;
    this.pins = new ForgePins(options.versions ?? versions);
    this.renovateToken = secrets.renovateToken ?? 'RENOVATE_TOKEN';
    this.updateToken = secrets.updateToken ?? 'UPDATE_TOKEN';
    this.tagToken = dialect.tokens ? undefined : secrets.tagToken ?? 'TAG_TOKEN';
    this.githubToken = secrets.githubToken;
    this.main = login ?? (dialect.tokens && registry === 'ghcr.io' && secrets.registryToken === undefined ? { host: registry } : {
      host: registry, credentials: { user: secrets.registryUser ?? 'REGISTRY_USER', token: secrets.registryToken ?? 'REGISTRY_TOKEN' },
    });
  }

  /** The reference of an image. */
  public findImage(key: keyof GithubImages): string {
    return this.pins.image(key, this.options.images?.[key]);
  }

  /** Name of the secret that a build needs. */
  public readonly findSecretName = (secret: PipelineSecret): string => findSecretName(secret, this.options.secrets?.buildSecrets);

  /** Name of the secret that has a private SSH key. */
  public readonly findKeyName = (key: PipelineSecret): string => findSecretName(key, this.options.secrets?.sshKeys);

  /** Label of the runner for an architecture, or a list of labels. */
  public findRunner(architecture: Machine['runner'] = 'amd64'): string | Evaluation | (string | Evaluation)[] {
    const { runners = {} } = this.options;
    const [own, list] = architecture === 'arm64' ? [runners.arm64, runners.arm64Labels] : [runners.amd64, runners.amd64Labels];
    const name = architecture === 'arm64' ? 'CI_RUNNER_ARM64_VERSION' : 'CI_RUNNER_VERSION';
    const find = (label: string | undefined, option: string) => renderLabel(
      this.dialect.runner === undefined ? this.pins.runner(name, label === undefined ? undefined : { option, label }) : label ?? this.dialect.runner,
    );
    return list === undefined ? find(own, `runners.${architecture}`) : list.map(label => find(label, `runners.${architecture}Labels`));
  }

  /** How programs of a platform run; `undefined` if they cannot. Without a runner of its own, 64-bit ARM is emulated. */
  public findMachine(platform: Platform): Machine | undefined {
    const machine = findMachine(platform);
    return machine?.runner !== 'arm64' || this.hasArm64 ? machine : { runner: 'amd64', emulator: machine.emulator ?? 'arm64' };
  }

  /** The labels of all its runners, for people. */
  public listRunners(): string[] {
    const runners = [this.findRunner('amd64'), ...(this.hasArm64 ? [this.findRunner('arm64')] : [])];
    return [...new Set(runners.flat().map(label => (typeof label === 'string' ? label : label.source)))];
  }

  private get hasArm64(): boolean {
    const { arm64, arm64Labels } = this.options.runners ?? {};
    return this.dialect.runner === undefined || arm64 !== undefined || arm64Labels !== undefined;
  }

  /** Path of a workflow's file. */
  public formatPath({ name }: Workflow): string {
    return `${this.dialect.directory}/${name}.yml`;
  }

  /** A step that uses an action: pinned to its commit, with its version as a comment. Depot has an action of its own that builds. */
  public useAction(name: _ForgeActionName, step: Step): Step {
    const { builder } = this;
    if (name === 'docker/build-push-action' && builder.driver === 'depot') {
      const access = { project: builder.projectId, token: renderSecret(builder.tokenSecret) };
      return this.useAction('depot/build-push-action', { ...step, with: { ...access, ...step.with as Record<string, Yaml> } });
    }
    const { uses, version } = this.findAction(name);
    const { name: title, ...rest } = step;
    return { name: title, uses: annotateValue(uses, { after: version }), ...rest };
  }

  /** What stands in `uses`, and the version after it. */
  private findAction(name: _ForgeActionName): Pick<ActionPin, 'uses' | 'version'> {
    const { forks, actionHost } = this.dialect;
    const { actions } = this.options;
    const fork = forks[name];
    const host = fork === undefined ? actionHost : _findActionSource(fork).address;
    const pin = this.pins.action(fork ?? name, actions);
    return { uses: host === undefined ? pin.uses : `${host}/${pin.uses}`, version: pin.version };
  }

  /**
   * Checks out a ref, by default the one of the workflow. The token does not remain in the work tree.
   *
   * @param depth how many commits, including those before it
   */
  public checkOut(ref?: Evaluated, depth?: number | Evaluation): Step {
    return this.useAction('actions/checkout', { name: 'Check out', with: { ref, 'fetch-depth': depth, 'persist-credentials': false } });
  }

  /** Sets up QEMU for some architectures. */
  public setUpQemu(emulators: readonly string[], condition: string | undefined): Step {
    return this.useAction('docker/setup-qemu-action', {
      name: 'Set up QEMU',
      if: condition,
      with: { 'platforms': emulators.join(','), 'image': this.findImage('binfmt'), 'cache-image': false },
    });
  }

  /** Sets up the client that pushes images and moves tags. No BuildKit starts. */
  public setUpClient(): Step {
    return this.useAction('docker/setup-buildx-action', {
      name: 'Set up the client',
      with: { 'version': this.pins.version('CI_BUILDX_VERSION'), 'cache-binary': false, 'driver': annotateValue('docker', { after: 'builds nothing' }) },
    });
  }

  /**
   * Checks the image of a platform against its declaration. There is no cache: see `setUpBuilder`.
   *
   * @param archive path of the image, as a shell word
   */
  public verify(subject: Subject, archive = '"$RUNNER_TEMP/image.tar"', env: Record<string, Yaml> = {}): Step[] {
    const manifest = subject.pick('manifest', image => image.manifest);
    const [given, own] = typeof manifest === 'string' ? [manifest, {}] : [{ variable: 'MANIFEST' }, { MANIFEST: manifest }];
    return [
      ...this.installLibrary(),
      {
        name: 'Verify',
        env: { PLATFORM: expression('matrix.platform'), ...env, ...own },
        run: printVerifyCommand(given, archive, 'PLATFORM', SUMMARY),
      },
    ];
  }

  /** Installs what the repository needs to synthesize and to verify. */
  public installLibrary(): Step[] {
    return [this.setUpNode(), { name: 'Install imagewright', run: this.install }];
  }

  public setUpNode(): Step {
    return this.useAction('actions/setup-node', { name: 'Set up Node.js', with: { 'node-version': this.pins.version('CI_NODE_VERSION'), 'package-manager-cache': false } });
  }
}

/** The page of a run, which each check of a pull request links to. It needs no token. */
const SUMMARY = { format: 'markdown', file: '"$GITHUB_STEP_SUMMARY"' } as const;

function renderLabel(label: string): string | Evaluation {
  return label.includes('${{') ? new Evaluation(label) : label;
}

/** Where a build puts the image for the verification; the same path as in `Setup.verify`. */
export const ARCHIVE = evaluated`dest=${expression('runner.temp')}/image.tar`;

/** The value of a secret. */
export function renderSecret(name: string): Evaluation {
  return expression(`secrets.${checkSecretName(name)}`);
}
