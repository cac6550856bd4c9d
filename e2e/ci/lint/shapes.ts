import { Construct } from 'constructs';
import { Forge, GitlabBuilder, ImageRegistry, ImageSigning, ImageTag, PipelineCache, ReleaseScheme, VulnerabilityScan } from '../../../src/ci';
import { Platform } from '../../../src/core';
import { BuildSecret, ImageBuilder, NamedContext, SshSource, TargetProfile } from '../../../src/image';
import { detachedRoot } from '../../../test/support/root';
import { PLATFORMS, VERSION, image, workflows } from '../sample';

const ECR = ImageRegistry.ecr({ account: '123456789012', region: 'eu-central-1', role: 'arn:aws:iam::123456789012:role/publish' });

/** Pipelines that the combinations of options do not have. */
export const SHAPES: Record<string, () => Record<string, string>> = {
  'several platforms': () => workflows(),
  'GitHub\'s own registry': () => workflows({ registry: 'ghcr.io' }),
  'logins before the build, as GitHub alone has them': () => workflows({ registry: 'ghcr.io', logins: [ImageRegistry.ghcr(), ECR], forges: [Forge.github()] }),
  'logins without a secret': () => workflows({
    registry: ECR.host,
    registryLogin: ECR,
    furtherRegistries: [
      ImageRegistry.artifactRegistry({
        location: 'europe-west1',
        workloadIdentityProvider: 'projects/123456789/locations/global/workloadIdentityPools/forges/providers/github',
        serviceAccount: 'publish@acme.iam.gserviceaccount.com',
      }),
      ImageRegistry.acr({ name: 'acmeimages', clientId: '11111111-2222-3333-4444-555555555555', tenantId: '11111111-2222-3333-4444-555555555555' }),
    ],
    forges: [Forge.github()],
  }),
  'archives': () => workflows({ images: [{ image: device(detachedRoot(), 'router'), repository: 'acme/router', smokeTests: [{ command: ['/hello'] }] }] }),
  'archives of two of three images': () => {
    const root = detachedRoot();
    const images = [device(root, 'router'), device(root, 'switch', PLATFORMS.slice(0, 2), TargetProfile.generic()), image(root, 'server')];
    return workflows({ images: images.map(each => ({ image: each, repository: `acme/${each.node.id}` })), furtherRegistries: [ImageRegistry.dockerHub()] });
  },
  'tags of builds, a scheduled build, and dated releases': () => workflows({
    registry: 'ghcr.io',
    rebuildSchedule: '0 3 * * 1',
    scan: VulnerabilityScan.grype(),
    cache: PipelineCache.forge(),
    release: ReleaseScheme.onMerge(),
    tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.commit(), ImageTag.change()],
  }),
  'releases of each image': () => workflows({ images: withReleases(detachedRoot()), sbom: true, signing: ImageSigning.key(), furtherRegistries: [ImageRegistry.dockerHub()] }),
  'a prefix of the git tags': () => workflows({ release: ReleaseScheme.upstream(VERSION, 'mt', { gitTagPrefix: '@acme/hello@' }) }),
  'layers in a registry without a secret': () => workflows({
    registry: ECR.host, registryLogin: ECR, logins: [ECR], cache: PipelineCache.registry(), forges: [Forge.github()],
  }),
  ...Object.fromEntries([
    ImageBuilder.remote([
      { endpoint: 'tcp://amd64.example.com:1234', platforms: [Platform.LINUX_AMD64] },
      { endpoint: 'tcp://10.0.0.2:1234', platforms: [Platform.LINUX_ARM64], serverName: 'arm64', certificates: { keySecret: 'ARM_KEY' } },
    ]),
    ImageBuilder.kubernetes({ platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], namespace: 'builds', nodeSelector: { pool: 'big' }, kubeconfigSecret: 'CLUSTER' }),
    ImageBuilder.dockerCloud('acme/default'),
    ImageBuilder.depot('abc123'),
  ].map(builder => [`the builder ${builder.driver}`, () => workflows({ builder })])),
  'steps, and builds of changes, as GitHub alone has them': () => workflows({
    tags: [ImageTag.newest(), ImageTag.change()],
    steps: {
      beforeBuild: [{ name: 'Generate', commands: ['make generate'], secrets: ['NPM_TOKEN'] }],
      afterVerify: [{ name: 'Integration tests', commands: ['test -s "$ARCHIVE"'], platforms: [Platform.LINUX_AMD64] }],
    },
    forges: [Forge.github()],
  }),
  ...Object.fromEntries([GitlabBuilder.DIND, GitlabBuilder.ROOTLESS].map(builder => [`images on images, on GitLab with ${builder}`, () => {
    const [server, client] = withTwo(detachedRoot());
    const above = Object.assign(image(detachedRoot(), 'above', PLATFORMS, { contexts: { base: NamedContext.image(server.image), other: NamedContext.image(client.image) } }), { dockerfile: 'above/Dockerfile' });
    return workflows({ images: [{ image: above, repository: 'acme/above' }, server, client], cache: PipelineCache.registry(), sbom: true, forges: [Forge.gitlab({ builder })] });
  }])),
  'images on images, on the forges with matrices': () => {
    const [server, client] = withTwo(detachedRoot());
    const on = (id: string, contexts: Record<string, NamedContext>) => (
      Object.assign(image(detachedRoot(), id, PLATFORMS, { contexts }), { dockerfile: `${id}/Dockerfile` })
    );
    const middle = on('middle', { base: NamedContext.image(server.image) });
    const above = on('above', { base: NamedContext.image(middle), other: NamedContext.image(client.image) });
    const images = [{ image: above, repository: 'acme/above' }, { image: middle, repository: 'acme/middle' }, server, client];
    const forges = [Forge.github(), Forge.gitea(), Forge.forgejo(), Forge.script()];
    return workflows({ images, cache: PipelineCache.registry(), sbom: true, tags: [ImageTag.newest(), ImageTag.edge()], rebuildSchedule: '0 3 * * 1', forges });
  },
  'three different images': () => workflows({ registry: 'ghcr.io', cache: PipelineCache.forge(), images: withThree(detachedRoot()), furtherRegistries: [ImageRegistry.dockerHub()], hostedBot: {} }),
  'three different images, with everything': () => workflows({
    images: withThree(detachedRoot()),
    furtherRegistries: [ImageRegistry.dockerHub()],
    logins: [ImageRegistry.dockerHub()],
    cache: PipelineCache.registry(),
    signing: ImageSigning.keyless(),
    sbom: true,
    scan: VulnerabilityScan.grype(),
    rebuildSchedule: '0 3 * * 1',
    tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.commit(), ImageTag.change()],
    forges: [Forge.github()],
  }),
  '200 images': () => workflows({
    images: Array.from({ length: 200 }, (_, i) => ({ image: image(detachedRoot(), `hello${i}`, PLATFORMS.slice(0, 2)), repository: `acme/hello${i}`, smokeTests: [{ command: ['/hello'] }] })),
    forges: [Forge.github()],
  }),
  'one platform, no smoke test, released by hand': () => workflows({
    images: [{ image: image(detachedRoot(), 'hello', [Platform.LINUX_AMD64]), repository: 'acme/hello' }],
    release: ReleaseScheme.byHand(),
    renovate: undefined,
    ignoredPaths: [],
  }),
  'smoke tests on some platforms': () => workflows({
    images: [{
      image: image(detachedRoot(), 'hello', [...PLATFORMS, Platform.LINUX_MIPSLE]),
      repository: 'acme/hello',
      smokeTests: [{ command: ['/hello'] }, { command: ['/hello', "it's ${HOME}"], platforms: [Platform.LINUX_AMD64] }],
    }],
  }),
};

/** An image whose releases have archives. */
function device(scope: Construct, id: string, platforms = PLATFORMS, target = TargetProfile.routerOs()) {
  return Object.assign(image(scope, id, platforms, { archives: true, target }), { dockerfile: `${id}/Dockerfile` });
}

/** Images with different platforms, secrets, keys, arguments and smoke tests, two of them in one repository. */
function withThree(scope: Construct) {
  const [server, client, packed] = [
    image(scope, 'server', PLATFORMS.slice(0, 2), { secrets: { index_url: BuildSecret.environment('INDEX_URL') }, ssh: { default: SshSource.agent() }, buildArgs: { LEVEL: 'high ${{ 1 }}' } }),
    image(scope, 'client', PLATFORMS.slice(1), { secrets: { index_url: BuildSecret.environment('INDEX_URL'), other: BuildSecret.environment('OTHER') } }),
    image(scope, 'packed', PLATFORMS.slice(0, 1)),
  ].map(each => Object.assign(each, { dockerfile: `${each.node.id}/Dockerfile` }));
  return [
    { image: server, repository: 'acme/server', smokeTests: [{ command: ['/hello'] }] },
    { image: client, repository: 'acme/client', smokeTests: [{ command: ['/hello', "it's ${HOME}"] }, { command: ['/hello'], platforms: [Platform.LINUX_ARM64] }] },
    { image: packed, repository: 'acme/client', tagSuffix: 'packed' },
  ];
}

/** Four images with three schemes: two of them are released together. */
function withReleases(scope: Construct) {
  const api = ReleaseScheme.byHand('v*', { gitTagPrefix: 'api-' });
  const schemes = { server: undefined, api, worker: api, docs: ReleaseScheme.calendar('0 4 * * 1', 'v', { gitTagPrefix: 'docs/' }) };
  return Object.entries(schemes).map(([id, release]) => ({ image: image(scope, id), repository: `acme/${id}`, release, smokeTests: [{ command: ['/hello'] }] }));
}

/** Two images. */
export function withTwo(scope: Construct) {
  return ['server', 'client'].map(id => ({ image: image(scope, id), repository: `acme/${id}`, smokeTests: [{ command: ['/hello'] }] }));
}
