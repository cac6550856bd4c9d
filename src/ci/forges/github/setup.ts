import { expression } from './expression';
import type { GithubEnvironments, GithubTimeouts } from './job-options';
import type { Machine } from './machines';
import { MINUTES } from './minutes';
import type { GithubImages, GithubOptions } from './options';
import type { _BuilderSetup } from '../../../image';
import type { _ForgeActionName } from '../../../versions';
import { Evaluated, Evaluation, evaluated, Yaml, annotateValue } from '../../../yaml';
import { ForgePins } from '../../forge-pins';
import type { Pipeline, PipelineImage, PipelineRegistry, Workflow } from '../../pipeline';
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
  private readonly install: string;
  /** How long a job may run. */
  public readonly minutes: Readonly<Required<GithubTimeouts>>;
  public readonly environments: GithubEnvironments;
  /** The main registry. */
  public readonly main: PipelineRegistry;

  public constructor(private readonly options: GithubOptions, { registry, login, further, reads, install, versions, builder }: Omit<Pipeline, 'synthesis' | 'workflows'>) {
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
    this.main = login ?? (registry === 'ghcr.io' && secrets.registryToken === undefined ? { host: registry } : {
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
    const find = (label: string | undefined, option: string) => (
      renderLabel(this.pins.runner(name, label === undefined ? undefined : { option, label }))
    );
    return list === undefined ? find(own, `runners.${architecture}`) : list.map(label => find(label, `runners.${architecture}Labels`));
  }

  /** A step that uses an action: pinned to its commit, with its version as a comment. Depot has an action of its own that builds. */
  public useAction(name: _ForgeActionName, step: Step): Step {
    const { builder } = this;
    if (name === 'docker/build-push-action' && builder.driver === 'depot') {
      const access = { project: builder.projectId, token: renderSecret(builder.tokenSecret) };
      return this.useAction('depot/build-push-action', { ...step, with: { ...access, ...step.with as Record<string, Yaml> } });
    }
    const { uses, version } = this.pins.action(name, this.options.actions);
    const { name: title, ...rest } = step;
    return { name: title, uses: annotateValue(uses, { after: version }), ...rest };
  }

  /**
   * Checks out a ref, by default the one of the workflow. The token does not remain in the work tree.
   *
   * @param depth how many commits, including those before it
   */
  public checkOut(ref?: Evaluated, depth?: number): Step {
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
  public verify({ manifest }: PipelineImage, platform: string | Evaluation, archive = '"$RUNNER_TEMP/image.tar"', env: Record<string, Yaml> = {}): Step[] {
    return [
      ...this.installLibrary(),
      { name: 'Verify', env: { PLATFORM: platform, ...env }, run: printVerifyCommand(manifest, archive, 'PLATFORM') },
    ];
  }

  /** Installs what the repository needs to synthesize and to verify. */
  public installLibrary(): Step[] {
    return [
      this.useAction('actions/setup-node', { name: 'Set up Node.js', with: { 'node-version': this.pins.version('CI_NODE_VERSION'), 'package-manager-cache': false } }),
      { name: 'Install imagewright', run: this.install },
    ];
  }
}

function renderLabel(label: string): string | Evaluation {
  return label.includes('${{') ? new Evaluation(label) : label;
}

/** Where a build puts the image for the verification; the same path as in `Setup.verify`. */
export const ARCHIVE = evaluated`dest=${expression('runner.temp')}/image.tar`;

/** Path of a workflow's file. */
export function formatPath({ name }: Workflow): string {
  return `.github/workflows/${name}.yml`;
}

/** The value of a secret. */
export function renderSecret(name: string): Evaluation {
  return expression(`secrets.${checkSecretName(name)}`);
}
