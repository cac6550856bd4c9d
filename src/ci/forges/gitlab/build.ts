import { nameArchive, printBaseOptions, printBases } from './bases';
import { CLIENTS } from './clients';
import { GITLAB, checkInputs, printInputs } from './inputs';
import { NO_FILES, renderArtifact, renderPlain } from './job-parts';
import { GitlabBuilder } from './options';
import { ReadLogin, printReadLogins } from './read-login';
import type { GitlabJob, Setup } from './setup';
import { _escapeDoubleQuoted, _quoteShellWord } from '../../../core';
import { annotateValue } from '../../../yaml';
import { EXPORT } from '../../builder';
import { printExclusions } from '../../changes-script';
import type { PipelineImage } from '../../pipeline';

/** A build, in words of a shell. */
interface Build {
  /** The name of the release. */
  readonly release: string;
  /** The name of the image in the archive, as an attribute of the output; empty without one. */
  readonly named: string;
  /** Whether it is an index for one platform too. */
  readonly isIndex: boolean;
  /** Whether it reads and writes caches. */
  readonly isCached: boolean;
  /** The branch whose builds write the cache; without it, all but those of merge requests do. */
  readonly branch?: string;
}

/**
 * The build of a proposed change, or of the main branch. One of nothing but ignored paths ends before it builds.
 *
 * @param branch the main branch, in a child pipeline
 */
export function renderGate(setup: Setup, image: PipelineImage, ignoring: readonly string[], branch?: string): GitlabJob {
  return renderBuild(setup, image, { release: 'ci-"$CI_COMMIT_SHA"', named: '', isIndex: false, isCached: true, branch }, ignoring);
}

/** The same without any cache. */
export function renderRebuild(setup: Setup, image: PipelineImage): GitlabJob {
  return renderBuild(setup, image, { release: 'ci-"$CI_COMMIT_SHA"', named: '', isIndex: false, isCached: false }, []);
}

/** The build of a commit of the main branch that is published: an index for one platform too. */
export function renderSnapshotBuild(setup: Setup, image: PipelineImage, ignoring: readonly string[]): GitlabJob {
  return renderBuild(setup, image, { release: 'ci-"$CI_COMMIT_SHA"', named: ',name="$IMAGE:$CI_COMMIT_SHA"', isIndex: true, isCached: true }, ignoring);
}

/** The build of a release: an index for one platform too. */
export function renderRelease(setup: Setup, image: PipelineImage): GitlabJob {
  return renderBuild(setup, image, { release: '"$TAG"', named: `,name="$IMAGE:$TAG${_escapeDoubleQuoted(image.tagSuffix)}"`, isIndex: true, isCached: false }, []);
}

function renderBuild(setup: Setup, image: PipelineImage, build: Build, ignoring: readonly string[]): GitlabJob {
  return {
    ...renderBuilder(setup, ignoring.length === 0 ? {} : DEEP),
    ...NO_FILES,
    script: [
      ...(ignoring.length === 0 ? [] : [printSkipIgnored(ignoring)]),
      ...checkInputs(setup, image),
      ...printReadLogins(CLIENTS[setup.builder].login, listReadLogins(setup, image, build)),
      ...printBuilderSetup(setup),
      ...printBases(setup, image),
      ...printCacheSetup(setup, image, build),
      printBuild(setup, image, build),
    ],
    artifacts: renderArtifact(nameArchive(setup, image)),
  };
}

/** The image and the services of a job that builds, or that runs images. */
export function renderBuilder({ builder, findImage }: Setup, variables: GitlabJob = {}): GitlabJob {
  return builder === GitlabBuilder.ROOTLESS ? {
    image: renderPlain(findImage('rootless')),
    variables: { BUILDKITD_FLAGS: '--oci-worker-no-process-sandbox', ...variables },
  } : {
    image: findImage('docker'),
    services: [{ name: annotateValue(findImage('dind'), { after: 'needs a privileged runner' }), alias: 'docker' }],
    variables: {
      DOCKER_HOST: 'tcp://docker:2376',
      DOCKER_TLS_CERTDIR: '/certs',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: '/certs/client',
      ...variables,
    },
  };
}

/** The usual builder of Docker neither writes archives nor several platforms. With TLS from the environment, buildx needs a context. */
function printBuilderSetup({ builder, findImage }: Setup): string[] {
  return builder === GitlabBuilder.ROOTLESS ? [] : [
    'docker context create images',
    `docker buildx create --use --driver docker-container --driver-opt image=${_quoteShellWord(findImage('buildkit'))} images`,
  ];
}

function printBuild(setup: Setup, image: PipelineImage, { release, named, isIndex, isCached }: Build): string {
  const { command, platform, buildArg, cacheFrom, end } = CLIENTS[setup.builder];
  const caches = !isCached ? [] : image.inputs.cacheFrom.filter(({ backend }) => GITLAB.reads.includes(backend)).map(cache => cache._print(false));
  return [
    ...command(image),
    `${platform}${image.platforms.join(',')}`,
    `${buildArg}${_quoteShellWord(image.releaseArg)}=${release}`,
    `${buildArg}SOURCE_DATE_EPOCH="$(git -c safe.directory="$CI_PROJECT_DIR" log -1 --format=%ct)"`,
    ...(isIndex ? [`${buildArg}BUILDKIT_MULTI_PLATFORM=1`] : []),
    ...printInputs(setup, image),
    ...printBaseOptions(setup, image),
    ...caches.map(cache => `${cacheFrom}${_quoteShellWord(cache)}`),
    ...(findCache(setup, image) === undefined || !isCached ? [] : ['"$@"']),
    `--output type=oci,dest=${nameArchive(setup, image)}${named},${EXPORT}`,
    ...end(image),
  ].join(' \\\n  ') + '\n';
}

/** The logins of a build: those of the pipeline, and that of the registry where the cache is. */
function listReadLogins({ reads, logins: [main] }: Setup, { cacheScope, cache }: PipelineImage, { isCached }: Build): ReadLogin[] {
  return [
    ...reads.flatMap(({ host, credentials }) => (credentials === undefined ? [] : [{ host, ...credentials }])),
    ...(cacheScope === undefined || !isCached ? [] : [{ host: '$CI_REGISTRY', user: 'CI_REGISTRY_USER', token: 'CI_REGISTRY_PASSWORD' }]),
    ...(cache === undefined || !isCached ? [] : [{ host: typeof main.registry === 'string' ? _escapeDoubleQuoted(main.registry) : '$CI_REGISTRY', user: main.user, token: main.token }]),
  ];
}

/**
 * Names the cache, which is in a registry: builds of the main branch write it, those of merge requests read it, and releases do
 * neither. Its options become the arguments of the script. The source of a child pipeline is its parent, and those of merge requests have no branch.
 *
 * @see https://docs.gitlab.com/ci/docker/docker_layer_caching/
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/ (`CI_COMMIT_BRANCH`)
 */
function printCacheSetup(setup: Setup, image: PipelineImage, { isCached, branch }: Build): string[] {
  const cache = findCache(setup, image);
  if (cache === undefined || !isCached) return [];
  const { cacheFrom, cacheTo } = CLIENTS[setup.builder];
  const reference = `type=registry,ref=${cache}`;
  return [
    `set -- ${cacheFrom}${reference}
if ${branch === undefined ? '[ "$CI_PIPELINE_SOURCE" != merge_request_event ]' : `[ "$CI_COMMIT_BRANCH" = ${_quoteShellWord(branch)} ]`}; then
  set -- "$@" ${cacheTo}${reference},mode=max
fi
`,
  ];
}

/** What the comparison of `printSkipIgnored` needs. */
export const DEEP: GitlabJob = { GIT_DEPTH: annotateValue('0', { after: 'the changes are compared with the commit before them' }) };

/** The reference of the cache of an image, as words of a shell. */
function findCache({ logins: [{ prefix }] }: Setup, { cacheScope, cache }: PipelineImage): string | undefined {
  if (cacheScope !== undefined) return `"$CI_REGISTRY_IMAGE"/cache:${_quoteShellWord(cacheScope)}`;
  if (cache === undefined) return undefined;
  const path = `/${cache.repository}:${cache.tag}`;
  return typeof prefix === 'string' ? _quoteShellWord(prefix + path) : `"$CI_REGISTRY_IMAGE"${_quoteShellWord(path)}`;
}

/** Ends the job if a change touches nothing but the ignored paths. What git cannot compare is built. */
export function printSkipIgnored(ignoring: readonly string[]): string {
  return `before=\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}
if ${printCompareIgnored('$before', ignoring)}; then
  echo "Nothing to build: only ignored paths have changed."
  exit 0
fi
`;
}

/** The command that succeeds if nothing but the ignored paths has changed since a commit. */
export function printCompareIgnored(since: '$before' | '$since', ignoring: readonly string[]): string {
  return `git -c safe.directory="$CI_PROJECT_DIR" diff --quiet "${since}" HEAD -- .${printExclusions(ignoring)}`;
}
