/** The definition of a project whose files differ between two turns; `turn` is its first argument. */
export type Definition = (library: string, project: string, images: number) => string;

const HEAD = (library: string, names: string) => `
  import { BaseImage, BuildStage, ContainerImage, ContainerImageProject, ExecutableFormat, Platform, RootfsEntry, ScratchImage${names} } from ${JSON.stringify(library)};
  const turn = process.argv[2];
  function declare(scope, index, directory) {
    const image = new ContainerImage(scope, 'App' + index, { platforms: [Platform.LINUX_AMD64], directory, description: 'turn ' + turn, ignore: ['turn-' + turn], archives: index === 0 });
    const build = new BuildStage(image, 'Build', { base: BaseImage.registry('debian:13@sha256:${'0'.repeat(64)}'), purpose: 'builds' });
    build.run(['make install DESTDIR=/out']);
    const program = RootfsEntry.file('/app', { executable: { format: ExecutableFormat.ELF, needs: [] } });
    build.copyLocal(['turn.txt'], '/src/');
    new ScratchImage(image, 'Runtime', { contents: [build.artifact({ root: '/out', entries: [program] })], entrypoint: ['/app'], user: '65532:65532' });
    return image;
  }
`;

/** Images alone. */
const IMAGES: Definition = (library, project, images) => `${HEAD(library, '')}
  const project = new ContainerImageProject({ name: 'many', projenrcTs: false, outdir: ${JSON.stringify(project)} });
  for (let i = 0; i < ${images}; i++) declare(project, i, 'images/' + i);
  project.synth();
`;

/** Every kind of file, with subprojects. */
const EVERYTHING: Definition = (library, project, images) => `${HEAD(library, `,
    ComposeFile, ComposeService, DevContainer, DevContainerSource, Forge, ImagePipeline, Output, OwnForge, ReleaseScheme, RenovateConfiguration, RouterOsDeployment,
    RouterOsMode, RouterOsNetwork, Size, UpdateKind, Versions`)}
  class Azure extends OwnForge {
    renderFiles({ script, name }) { return [{ path: 'azure-pipelines.yml', text: ['# turn ' + turn, name, script].join('\\n') }]; }
  }
  class List extends Output {
    renderFiles(plan) { return [{ path: 'docs/images.sh', executable: true, text: ['# ' + plan.marker, '# turn ' + turn, ...plan.images.map(each => '# ' + each.dockerfile), ''].join('\\n') }]; }
  }
  const root = new ContainerImageProject({ name: 'root', projenrcTs: false, outdir: ${JSON.stringify(project)} });
  const child = new ContainerImageProject({ name: 'child', projenrcTs: false, parent: root, outdir: 'packages/child' });
  const all = [...Array(${images}).keys()].map(i => declare(i % 2 === 0 ? root : child, i, 'images/' + i));
  const base = 'debian:13@sha256:${'0'.repeat(64)}';
  const versions = Versions.parse(JSON.stringify({ images: { debian: { ref: base } } }));
  const pipeline = { registry: 'ghcr.io', release: ReleaseScheme.byHand(), ignoredPaths: ['docs/turn-' + turn + '/**'], renovate: { gitAuthor: 'Turn ' + turn + ' <bot@example.com>' } };
  const published = images => images.map(image => ({ image, repository: 'acme/' + image.node.id.toLowerCase() }));
  new ImagePipeline(root, 'CI', { ...pipeline, images: published(all), forges: [Forge.github(), Forge.gitlab(), Forge.woodpecker(), Forge.script(), Forge.own(new Azure('Azure Pipelines'))] });
  new ImagePipeline(child, 'Other', { ...pipeline, name: 'other', images: published(all.slice(1, 2)), forges: [Forge.gitea(), Forge.forgejo()] });
  const compose = new ComposeFile(root, 'Compose', { services: { app: ComposeService.of(all[0], { environment: { TURN: turn } }), tools: ComposeService.pulled(base) } });
  new DevContainer(root, 'Dev', { source: DevContainerSource.service(compose, 'tools'), environment: { TURN: turn } });
  new RenovateConfiguration(root, 'Renovate', { versions, automerge: turn === '0' ? [] : [UpdateKind.PATCH] });
  new RouterOsDeployment(root, 'Router', {
    image: all[0], name: 'app', reference: 'ghcr.io/acme/app:stable', mode: RouterOsMode.ramRoot(), environment: { TURN: turn }, memoryLimit: Size.mebibytes(48),
    extracted: Size.mebibytes(5), transferred: Size.mebibytes(2), network: RouterOsNetwork.routed({ address: '172.20.0.2/24', gateway: '172.20.0.1' }),
  });
  new List(root, 'List');
  root.synth();
`;

/** What is interrupted, by name. */
export const DEFINITIONS: Readonly<Record<string, Definition>> = { images: IMAGES, everything: EVERYTHING };
