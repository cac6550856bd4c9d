import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registry } from './registry';
import type { LayoutWriter } from '../../test/oci/support/layout-writer';
import { checkPicture, drawPicture } from '../docs-examples/pictures';
import { run } from '../process';

const ROOT = join(__dirname, '../..');
const TAG = '3.13.15-slim-trixie';

/**
 * Draws what `imagewright pin --bases` prints, or compares it with the picture in the guide. The registry stands in for Docker Hub, as a mirror of it.
 *
 * @param image what it has instead of the real Python
 */
export async function followPin(registry: Registry, image: { writer: LayoutWriter; digest: string }, folder: string, draws: boolean): Promise<void> {
  await registry.push(image.writer.files, 'library/python', TAG);
  const project = join(folder, 'hello');
  await mkdir(project);
  await writeFile(join(project, 'versions.json'), JSON.stringify({ images: { python: { ref: `python:${TAG}@${image.digest}` } } }));
  const { stdout, stderr } = await run(process.execPath, [join(ROOT, 'bin/imagewright'), 'pin', '--bases', 'python', '--mirror', `docker.io=http://${registry.host}`], {
    cwd: project, env: { ...process.env, FORCE_COLOR: '1', DOCKER_CONFIG: join(folder, 'none') },
  });
  const picture = { path: join(ROOT, 'docs/images/pin.svg'), command: 'npx imagewright pin --bases python', printed: `${stderr}${stdout}` };
  const fault = draws ? await drawPicture(picture) : checkPicture(picture);
  if (fault !== undefined) throw new Error(fault);
}
