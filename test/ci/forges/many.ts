import { basename } from 'node:path';
import { parse } from 'yaml';
import { BuildSecret, BuildStage, ContainerImage, ContainerImageProps, NamedContext, PublishedImage, SshSource, dockerfile } from '../../../src';
import { Forge, ImagePipelineProps, ImageRegistry, ImageSigning, ImageTag, PipelineCache, VulnerabilityScan } from '../../../src/ci';
import { Platform } from '../../../src/core';
import { DEBIAN } from '../../support/image';
import { detachedRoot } from '../../support/root';
import { filesOf, github, pipelineOf, router } from '../samples';

const { Mount } = dockerfile;

/** An image in a folder of its own. */
function image(root: ReturnType<typeof detachedRoot>, id: string, props: Partial<ContainerImageProps>): ContainerImage {
  return Object.assign(new ContainerImage(root, id, { platforms: [Platform.LINUX_AMD64], ...props }), { dockerfile: `${id}/Dockerfile` });
}

/** An image whose build needs a secret and a key, one with other smoke tests, and a variant of that for other platforms, without any. */
export function three(): PublishedImage[] {
  const root = detachedRoot();
  const server = image(root, 'server', {
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
    secrets: { index_url: BuildSecret.environment('PIP_INDEX_URL') },
    ssh: { default: SshSource.agent() },
    buildArgs: { LEVEL: 'high ${{ 1 }}' },
  });
  new BuildStage(server, 'Build', { base: DEBIAN, purpose: 'builds' })
    .run(['make'], { mounts: [Mount.secret({ id: 'index_url', required: true }), Mount.ssh({ required: true })] });
  const platforms = [Platform.LINUX_ARM_V7, Platform.LINUX_AMD64];
  return [
    { image: server, repository: 'acme/server', smokeTests: [{ command: ['/server', '--version'] }] },
    {
      image: image(root, 'client', { platforms }),
      repository: 'acme/client',
      smokeTests: [{ command: ['/client', "it's"] }, { command: ['/client'], platforms: [Platform.LINUX_AMD64] }],
    },
    { image: image(root, 'packed', {}), repository: 'acme/client', tagSuffix: 'packed' },
  ];
}

/** Images that are built from others: a service and a worker from one base, and a site from the service and from an image that stands alone. */
export function layered(): PublishedImage[] {
  const root = detachedRoot();
  const both = [Platform.LINUX_ARM64, Platform.LINUX_AMD64];
  const python = image(root, 'python', { platforms: both });
  const tools = image(root, 'tools', {});
  const service = image(root, 'service', {
    platforms: both, contexts: { base: NamedContext.image(python), shared: NamedContext.directory('shared'), runtime: NamedContext.image(python) },
  });
  const worker = image(root, 'worker', { contexts: { base: NamedContext.image(python) } });
  const site = image(root, 'site', { contexts: { app: NamedContext.image(service), tools: NamedContext.image(tools) } });
  return [site, worker, service, python, tools].map(each => ({ image: each, repository: `acme/${each.node.id}` }));
}

/** The files of a pipeline of three images, by their names. */
export function draw(props: Partial<ImagePipelineProps> = {}): Record<string, string> {
  const files = filesOf(pipelineOf({ images: three(), forges: [github()], ...props }));
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [basename(path), text]));
}

/** The rows that the first job of a build filters: those of its builds, or those of what is published. */
export function readRows(workflow: any, id: 'affected' | 'published' = 'affected'): any[] {
  const { run } = workflow.jobs.affected.steps.find((step: any) => step.id === id);
  return JSON.parse(/<<'ROWS'\n([^]*)\nROWS\n$/.exec(run)![1]);
}

/** The rows of the matrix of a job if every image is affected; undefined if it has none. */
export function listRows(workflow: any, { strategy }: any): any[] | undefined {
  if (strategy === undefined || typeof strategy.matrix !== 'string') return strategy?.matrix.include;
  const [, prefix, shard = 1] = /outputs\.(publish-)?matrix(?:-(\d+))?/.exec(strategy.matrix)!;
  return readRows(workflow, prefix === undefined ? 'affected' : 'published').slice((Number(shard) - 1) * 256, Number(shard) * 256);
}

/** A pipeline with everything that a release, or another build, can have. */
export function drawAll(forge: Forge, tags: ImageTag[]): Record<string, any> {
  const files = draw({
    forges: [forge],
    images: three().map(each => ({ ...each, repositories: each.repository === 'acme/server' ? { 'docker.io': 'hub/server' } : undefined })),
    furtherRegistries: [ImageRegistry.dockerHub()],
    logins: [ImageRegistry.dockerHub()],
    cache: PipelineCache.registry(),
    signing: ImageSigning.key(),
    sbom: true,
    scan: VulnerabilityScan.grype(),
    rebuildSchedule: '0 3 * * 1',
    tags: [ImageTag.newest('stable'), ImageTag.edge(), ImageTag.commit(), ...tags],
  });
  return Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith('.yml')).map(([name, text]) => [name.replace('.yml', ''), parse(text)]));
}

/** Published builds of the main branch and of changes, and scheduled builds. */
export const EVERYTHING: Partial<ImagePipelineProps> = { rebuildSchedule: '0 3 * * 1', tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.commit(), ImageTag.change()] };

/** How many files a pipeline of images with smoke tests has, and how many jobs each of its workflows starts if every image is affected. */
export function count(
  images: number, forge = github(), platforms: Platform[] = [Platform.LINUX_AMD64, Platform.LINUX_ARM64], props: Partial<ImagePipelineProps> = {},
) {
  const root = detachedRoot();
  const files = draw({ forges: [forge], images: Array.from({ length: images }, (_, i) => ({ ...router(root, `image${i}`, platforms) })), ...props });
  const jobs = (name: string): number[] | undefined => {
    if (!(`${name}.yml` in files)) return undefined;
    const workflow = parse(files[`${name}.yml`]);
    return Object.values<any>(workflow.jobs).map(job => listRows(workflow, job)?.length ?? 1);
  };
  return { files: Object.keys(files).length, build: jobs('build'), release: jobs('release'), snapshot: jobs('snapshot'), rebuild: jobs('rebuild') };
}
