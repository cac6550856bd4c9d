import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf, github, pipelineOf, router, woodpecker } from './samples';
import { ImagePipeline, ImagePipelineProps, ReleaseScheme } from '../../src/ci';
import { Platform, Problems, Severity, Size } from '../../src/core';
import { BuildSecret, ContainerImage, ImageBuilder } from '../../src/image';
import { detachedRoot } from '../support/root';

const REMOTE = ImageBuilder.remote([
  { endpoint: 'tcp://amd64.example.com:1234', platforms: [Platform.LINUX_AMD64] },
  { endpoint: 'tcp://10.0.0.2:1234', platforms: [Platform.LINUX_ARM64, Platform.LINUX_ARM_V7], serverName: 'arm64', certificates: { keySecret: 'ARM_KEY' } },
]);
const CLUSTER = ImageBuilder.kubernetes({ platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], namespace: 'builds', nodeSelector: { pool: 'big' }, kubeconfigSecret: 'CLUSTER' });

function workflow(builder: ImageBuilder, name = 'build', props: Partial<ImagePipelineProps> = {}): any {
  return parse(filesOf(pipelineOf({ forges: [github()], builder, ...props }))[`.github/workflows/${name}.yml`]);
}

/** The steps between the checkout and the build. */
function stepsOf(builder: ImageBuilder): any[] {
  const { steps } = workflow(builder).jobs.build;
  return steps.slice(steps.findIndex(({ name }: any) => name === 'Check out') + 1, steps.findIndex(({ name }: any) => name === 'Build') + 1);
}

const secret = (name: string) => `\${{ secrets.${name} }}`;

describe('on GitHub', () => {
  test('remote machines are nodes of one builder, with the certificates of secrets', () => {
    const [check, setUp, build] = stepsOf(REMOTE);
    expect(check.run).toBe(['BUILDKIT_CA', 'BUILDKIT_CERT', 'BUILDKIT_KEY', 'ARM_KEY'].map(name => `: "\${${name}:?is not set. Pull requests from forks have no secrets.}"\n`).join(''));
    expect(setUp.env).toEqual({
      BUILDER_NODE_0_AUTH_TLS_CACERT: secret('BUILDKIT_CA'),
      BUILDER_NODE_0_AUTH_TLS_CERT: secret('BUILDKIT_CERT'),
      BUILDER_NODE_0_AUTH_TLS_KEY: secret('BUILDKIT_KEY'),
      BUILDER_NODE_1_AUTH_TLS_CACERT: secret('BUILDKIT_CA'),
      BUILDER_NODE_1_AUTH_TLS_CERT: secret('BUILDKIT_CERT'),
      BUILDER_NODE_1_AUTH_TLS_KEY: secret('ARM_KEY'),
    });
    const { append, ...inputs } = setUp.with;
    expect(inputs).toEqual({
      'version': 'v0.38.2', 'cache-binary': false, 'driver': 'remote', 'endpoint': 'tcp://amd64.example.com:1234', 'platforms': 'linux/amd64',
    });
    expect(parse(append)).toEqual([{ 'endpoint': 'tcp://10.0.0.2:1234', 'platforms': 'linux/arm64,linux/arm/v7', 'driver-opts': ['servername=arm64'] }]);
    expect(build.uses).toMatch(/^docker\/build-push-action@/);
  });

  test('a release asks for the secrets of the builder, and its caller passes them', () => {
    const { on } = workflow(REMOTE, 'release');
    expect(Object.keys(on.workflow_call.secrets)).toEqual(['BUILDKIT_CA', 'BUILDKIT_CERT', 'BUILDKIT_KEY', 'ARM_KEY', 'REGISTRY_USER', 'REGISTRY_TOKEN']);
    expect(workflow(REMOTE, 'release-tag').jobs.release.secrets).toMatchObject({ BUILDKIT_KEY: secret('BUILDKIT_KEY'), ARM_KEY: secret('ARM_KEY') });
    expect(filesOf(pipelineOf({ forges: [github()], builder: REMOTE }))['.github/workflows/release.yml']).toContain('# - the secret ARM_KEY: the builder needs it\n');
  });

  test('pods of a cluster are started with the access of a secret', () => {
    const [, access, setUp] = stepsOf(CLUSTER);
    expect(access).toMatchObject({ env: { KUBECONFIG_TEXT: secret('CLUSTER') }, run: 'umask 077\nprintf \'%s\\n\' "$KUBECONFIG_TEXT" > "$RUNNER_TEMP/kubeconfig"\n' });
    expect(setUp.env).toEqual({ KUBECONFIG: '${{ runner.temp }}/kubeconfig' });
    expect(setUp.with['driver-opts'].split('\n')).toEqual([expect.stringMatching(/^image=moby\/buildkit:/), 'namespace=builds', '"nodeselector=kubernetes.io/arch=amd64,pool=big"']);
    expect(parse(setUp.with.append)).toMatchObject([{ platforms: 'linux/arm64' }]);
  });

  test('in a cluster no secret is needed', () => {
    const [setUp] = stepsOf(ImageBuilder.kubernetes());
    expect(setUp).toMatchObject({ name: 'Set up BuildKit', with: { driver: 'kubernetes' } });
    expect(setUp.env).toBeUndefined();
  });

  test('Docker Build Cloud needs a login, and chooses its own buildx', () => {
    const [, login, setUp] = stepsOf(ImageBuilder.dockerCloud('acme/default'));
    expect(login.with).toEqual({ username: secret('DOCKER_ACCOUNT'), password: secret('DOCKER_ACCOUNT_TOKEN') });
    expect(setUp.with).toEqual({ 'cache-binary': false, 'driver': 'cloud', 'endpoint': 'acme/default' });
  });

  test('Depot builds with an action of its own', () => {
    const [, setUp, build] = stepsOf(ImageBuilder.depot('abc123'));
    expect(setUp.uses).toMatch(/^depot\/setup-action@[0-9a-f]{40}$/);
    expect(build.uses).toMatch(/^depot\/build-push-action@[0-9a-f]{40}$/);
    expect(build.with).toMatchObject({ project: 'abc123', token: secret('DEPOT_TOKEN'), context: '.', platforms: '${{ matrix.platform }}' });
  });

  test('Depot cannot pass secrets of a build', () => {
    const image = new ContainerImage(detachedRoot(), 'app', { platforms: [Platform.LINUX_AMD64], secrets: { token: BuildSecret.environment('TOKEN') } });
    expect(problemsOf({ forges: [github()], builder: ImageBuilder.depot('abc123'), images: [{ image, repository: 'acme/app' }] })).toEqual([
      "ci/unsupported error: Depot's action cannot pass the secrets of app from the environment: token.",
    ]);
  });

  test('a container has its options', () => {
    const [setUp] = stepsOf(ImageBuilder.container({ memory: Size.mebibytes(1024) }));
    expect(setUp.with).toEqual({ 'version': 'v0.38.2', 'cache-binary': false, 'driver-opts': expect.stringMatching(/^image=moby\/buildkit:.*\nmemory=1073741824$/) });
  });

  test('the pipeline uses the builder of its project', () => {
    const root = detachedRoot();
    REMOTE.useFor(root);
    const pipeline = new ImagePipeline(root, 'pipeline', {
      registry: 'registry.example.com', images: [router(root)], release: ReleaseScheme.byHand(), forges: [github()],
    });
    expect(filesOf(pipeline)['.github/workflows/build.yml']).toContain('driver: remote\n');
  });
});

describe('on Woodpecker', () => {
  test('a container has its options', () => {
    const { steps } = parse(filesOf(pipelineOf({ forges: [woodpecker()], builder: ImageBuilder.container({ memory: Size.mebibytes(1024) }) }))['.woodpecker/build.yaml']);
    expect(steps[0].settings.buildkit_driveropt).toEqual([expect.stringMatching(/^image=moby\/buildkit:/), 'memory=1073741824']);
  });

  test('another builder is not used, which is a warning', () => {
    const files = (builder?: ImageBuilder) => filesOf(pipelineOf({ forges: [woodpecker()], builder }));
    expect(files(REMOTE)).toEqual(files());
    expect(problemsOf({ forges: [woodpecker()], builder: REMOTE })).toEqual(['ci/unsupported warning: Woodpecker cannot use the builder "remote" as it is declared.']);
  });
});

function problemsOf(props: Partial<ImagePipelineProps>): string[] {
  return Problems.of(pipelineOf(props)).all().map(({ id, severity = Severity.ERROR, what }) => `${id} ${severity}: ${what}`);
}
