import { DockerfileParser } from 'dockerfile-ast';
import { Row, medians } from './measure';
import { Artifact, BaseImage, BuildStage, ContainerImage, ExecutableFormat, FileSize, Platform, RootfsEntry, ScratchImage, Size } from '../src';
import { _check } from '../src/checks';
import { _resolveImage } from '../src/plan';
import { _printDockerfile } from '../src/render';
import { detachedRoot } from '../test/support/root';

const BASE = BaseImage.registry(`alpine:3.23@sha256:${'0'.repeat(64)}`);
const PLATFORMS = [
  'linux/amd64', 'linux/386', 'linux/arm64', 'linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7', 'linux/ppc64le', 'linux/riscv64', 'linux/s390x', 'linux/mipsle',
].map(name => Platform.parse(name));

/** All rules on five stages and ten platforms, each with files of its own: nothing can be looked at once for two of them. */
export function checks(): Row[] {
  const image = bigImage();
  const plan = _resolveImage(image);
  const text = _printDockerfile(plan, 'generated');
  const parse = () => DockerfileParser.parse(text).getInstructions();
  const [resolved, checked, parsed] = medians([() => _resolveImage(image), () => _check(plan), parse], 60);
  const peer = { peer: 'dockerfile-ast parses it', peerMilliseconds: parsed };
  return [
    { what: 'five stages, ten platforms, 480 files: what will be in them', milliseconds: resolved, ...peer },
    { what: 'the same: all rules', milliseconds: checked, ...peer },
  ];
}

function bigImage(): ContainerImage {
  const image = new ContainerImage(detachedRoot(), 'Big', { platforms: PLATFORMS });
  const stages = ['One', 'Two', 'Three'].map(id => {
    const stage = new BuildStage(image, id, { base: BASE, purpose: 'builds programs' });
    for (let i = 0; i < 10; i++) stage.run([`make part-${i}`, `install -m 0755 part-${i} /out/`]);
    return stage.artifact({ root: '/out', entries: Array.from({ length: 150 }, (_, i) => program(`/opt/${id}/bin/program-${i}`)) });
  });
  const own = stages.concat(PLATFORMS.map(({ name }, i) => Artifact.text([{
    entry: RootfsEntry.file(`/etc/platform-${i}`, { platforms: [name] }), content: `${name}\n`,
  }])));
  const start = '#!/opt/One/bin/program-0\ncd /\n/opt/Two/bin/program-1 --check || exit 1\nexec /opt/Three/bin/program-2 "$@"\n';
  const script = Artifact.text([{ entry: RootfsEntry.file('/start', { mode: '0755' }), content: start }]);
  new ScratchImage(image, 'Runtime', { contents: [...own, script], entrypoint: ['/start'] });
  return image;
}

function program(path: string): RootfsEntry {
  return RootfsEntry.file(path, { executable: { format: ExecutableFormat.ELF }, size: FileSize.exactly(Size.kibibytes(100)) });
}
