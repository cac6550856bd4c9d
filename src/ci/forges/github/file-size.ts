import { DIALECT } from './expression';
import type { Problem } from '../../../core';
import { printYaml } from '../../../yaml';
import type { ForgeWorkflow } from '../../forge-backend';
import type { PipelineImage } from '../../pipeline';

/**
 * The most bytes of a workflow that starts.
 *
 * @see https://docs.github.com/en/actions/reference/limits
 */
const MOST = 500_000;

/** Pipelines of fewer images are far below that, and are not printed once more to find out. */
const MANY = 50;

/** Reports workflows of so many images that GitHub would not start them. */
export function findLargeFiles(files: readonly ForgeWorkflow[], images: readonly PipelineImage[]): Problem[] {
  return images.length < MANY ? [] : files.flatMap(({ path, comments, content }) => {
    const size = Buffer.byteLength(printYaml(comments, content, DIALECT));
    return size <= MOST ? [] : [{
      id: 'ci/unsupported',
      what: `${path} has ${Math.ceil(size / 1000)} kB for ${images.length} images.`,
      why: `GitHub starts no workflow of more than ${MOST / 1000} kB.`,
      fix: 'Divide the images among several pipelines, each with a name: new ImagePipeline(…, { name: "tools", … }).',
    }];
  });
}
