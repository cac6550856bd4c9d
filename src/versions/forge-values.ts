import type { PackagePinProps } from './package-pin';

/** A container image that the files of a forge use. */
interface ForgeImage {
  /** `name:tag`: what stands in the files until versions.json pins it. */
  readonly reference: string;
  /** How Renovate compares its tags, if they are no usual versions. */
  readonly versioning?: string;
}

/**
 * The images, by their keys in versions.json. The digests of the built images depend on the version of BuildKit.
 *
 * @internal
 */
export const _FORGE_IMAGES = {
  buildkit: { reference: 'moby/buildkit:v0.32.2' },
  rootless: { reference: 'moby/buildkit:v0.32.2-rootless' },
  binfmt: { reference: 'tonistiigi/binfmt:qemu-v10.2.3-68', versioning: 'regex:^qemu-v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)(?:-(?<build>\\d+))?$' },
  plugin: { reference: 'woodpeckerci/plugin-docker-buildx:6.1.0' },
  docker: { reference: 'docker:28-cli' },
  dind: { reference: 'docker:28-dind' },
  node: { reference: 'node:24-alpine' },
  synthesis: { reference: 'node:24-trixie' },
  grype: { reference: 'anchore/grype:v0.119.0-debug', versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-debug$' },
  syft: { reference: 'anchore/syft:v1.54.1-debug', versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-debug$' },
  cosign: { reference: 'ghcr.io/sigstore/cosign/cosign:v3.1.3-dev', versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-dev$' },
  // The other tags are built again each day, and the registry deletes what they pointed to.
  skopeo: { reference: 'quay.io/skopeo/stable:v1.22.3-immutable', versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-immutable$' },
  oras: { reference: 'ghcr.io/oras-project/oras:v1.3.0' },
  git: { reference: 'alpine/git:v2.54.0' },
  renovate: { reference: 'ghcr.io/renovatebot/renovate:44' },
} satisfies Record<string, ForgeImage>;

/** @internal */
export type _ForgeImageKey = keyof typeof _FORGE_IMAGES;

/**
 * The actions, each pinned to the commit of a release. The copies of those that keep artifacts are without the check that the server is GitHub, and
 * otherwise version 4; their tags are of that.
 *
 * @see https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
 * @see https://github.com/go-gitea/gitea/issues/35706
 * @see https://forgejo.org/docs/latest/user/actions/advanced-features/#artifacts
 * @internal
 */
export const _FORGE_ACTIONS = {
  'actions/attest': ['v4.2.2', '1e69f48acb82d1966a394da916b4c1698aa569d6'],
  'actions/checkout': ['v7.0.1', '3d3c42e5aac5ba805825da76410c181273ba90b1'],
  'actions/download-artifact': ['v8.0.1', '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c'],
  'actions/setup-node': ['v6.0.0', '2028fbc5c25fe9cf00d9f06a71cc4710d4507903'],
  'actions/upload-artifact': ['v7.0.1', '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a'],
  'aws-actions/configure-aws-credentials': ['v6.2.3', 'e6de054238d6b7531b4efff3b6587d9aade6a06c'],
  'azure/login': ['v3.0.1', 'f5d393ae46f8fde4be8b75f32e3fc50e654ad0ca'],
  'christopherhx/gitea-download-artifact': ['v4', '75635f32b4c1c41c4b3d64e8f85210112ed4c9c7'],
  'christopherhx/gitea-upload-artifact': ['v4', '81f940d004763f986ba3582c007fd842dd5cb0d7'],
  'depot/build-push-action': ['v1.16.2', '9785b135c3c76c33db102e45be96a25ab55cd507'],
  'depot/setup-action': ['v1.7.2', '91bc8495a33ebfc504ffc89e5674379ccf23c29c'],
  'docker/build-push-action': ['v7.3.0', '53b7df96c91f9c12dcc8a07bcb9ccacbed38856a'],
  'docker/login-action': ['v4.6.0', 'dbcb813823bdd20940b903addbd779551569679f'],
  'docker/setup-buildx-action': ['v4.3.0', '37fe631027851001ddb9b187196cc803df7f5f0e'],
  'docker/setup-qemu-action': ['v4.2.0', '96fe6ef7f33517b61c61be40b68a1882f3264fb8'],
  'forgejo/download-artifact': ['v4', 'd8d0a99033603453ad2255e58720b460a0555e1e'],
  'forgejo/upload-artifact': ['v4', '16871d9e8cfcf27ff31822cac382bbb5450f1e1e'],
  'google-github-actions/auth': ['v3.0.0', '7c6bc770dae815cd3e89ee6cdf493a5fab2cc093'],
  'oras-project/setup-oras': ['v2.0.1', '1d808f7d7f6995cc68b7bf507bfe5c5446e1dc9d'],
  'renovatebot/github-action': ['v46.2.2', 'e09d604f8f803bb527bd8321ed5be06c460b8682'],
  'sigstore/cosign-installer': ['v4.1.2', '6f9f17788090df1f26f669e9d70d6ae9567deba6'],
} satisfies Record<string, [version: string, digest: string]>;

/** @internal */
export type _ForgeActionName = keyof typeof _FORGE_ACTIONS;

/**
 * A server that has actions.
 *
 * @internal
 */
export interface _ActionSource {
  /** Its address, without a slash at the end. */
  readonly address: string;
  /** How Renovate finds their tags. */
  readonly datasource: string;
}

const GITHUB: _ActionSource = { address: 'https://github.com', datasource: 'github-tags' };

/** https://docs.renovatebot.com/modules/datasource/forgejo-tags/ */
const FORGEJO: _ActionSource = { address: 'https://code.forgejo.org', datasource: 'forgejo-tags' };

/** The actions that are not on GitHub. */
const ELSEWHERE: Readonly<Record<string, _ActionSource>> = {
  'forgejo/download-artifact': FORGEJO, 'forgejo/upload-artifact': FORGEJO,
} satisfies Partial<Record<_ForgeActionName, _ActionSource>>;

/**
 * The server that has an action.
 *
 * @internal
 */
export function _findActionSource(name: string): _ActionSource {
  return Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : GITHUB;
}

/** What is only a version, and the part of a release's name that is the version. */
interface ForgePackage extends PackagePinProps {
  readonly extractVersion?: string;
}

/**
 * What stands in the files as a version only. The names upstream are those that Renovate gives to the same values in a workflow, so that one
 * branch updates both places. `CI_` distinguishes them from build arguments.
 *
 * @see https://docs.renovatebot.com/modules/manager/github-actions/
 * @internal
 */
export const _FORGE_PACKAGES = {
  CI_RUNNER_VERSION: { datasource: 'github-runners', depName: 'ubuntu', version: '24.04' },
  CI_RUNNER_ARM64_VERSION: { datasource: 'github-runners', depName: 'ubuntu', version: '24.04-arm' },
  CI_BUILDX_VERSION: { datasource: 'github-releases', depName: 'buildx', packageName: 'docker/buildx', version: 'v0.38.2' },
  CI_COSIGN_VERSION: { datasource: 'github-releases', depName: 'sigstore/cosign', version: 'v3.1.3' },
  CI_ORAS_VERSION: {
    datasource: 'github-releases', depName: 'oras', packageName: 'oras-project/oras', version: '1.3.3', extractVersion: '^v(?<version>.+)$',
  },
  CI_NODE_VERSION: {
    datasource: 'github-releases',
    depName: 'node',
    packageName: 'actions/node-versions',
    versioning: 'node',
    version: '24',
    extractVersion: '^(?<version>\\d+\\.\\d+\\.\\d+)(-\\d+)?$',
  },
} satisfies Record<string, ForgePackage>;

/** @internal */
export type _ForgePackageName = keyof typeof _FORGE_PACKAGES;
