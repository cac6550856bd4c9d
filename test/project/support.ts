import type { Project } from 'projen';
import { BuildStage, ContainerImage, ExecutableFormat, Platform, RootfsEntry, ScratchImage } from '../../src';
import { DEBIAN } from '../support/image';

/** An image without findings. */
export function declareImage(project: Project, id = 'App', directory?: string, command = 'make install DESTDIR=/out'): ContainerImage {
  const image = new ContainerImage(project, id, { platforms: [Platform.LINUX_AMD64], directory });
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  build.run([command]);
  const program = RootfsEntry.file('/app', { executable: { format: ExecutableFormat.ELF, needs: [] } });
  new ScratchImage(image, 'Runtime', { contents: [build.artifact({ root: '/out', entries: [program] })], entrypoint: ['/app'], user: '65532:65532' });
  return image;
}

/** The message that stops a synthesis, without the lines of the test. */
export function refusalOf(project: Project): string {
  try {
    project.synth();
  } catch (error) {
    return (error as Error).message.replace(/\([^()]*\.test\.ts:\d+\)/g, '(HERE)').replace(/\([^()]*support\.ts:\d+\)/g, '(HERE)');
  }
  throw new Error('It was written.');
}
