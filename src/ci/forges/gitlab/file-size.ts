import type { Problem } from '../../../core';
import { AnnotatedValue, Evaluated, Evaluation, type Yaml } from '../../../yaml';
import type { ForgeWorkflow } from '../../forge-backend';
import type { PipelineImage } from '../../pipeline';

/**
 * The most memory that a parsed file may take, in bytes, since GitLab 17.3; before, it was half of that. Administrators can change it.
 *
 * @see https://docs.gitlab.com/administration/instance_limits/#maximum-size-and-depth-of-cicd-configuration-yaml-files
 * @see https://gitlab.com/gitlab-org/gitlab/-/merge_requests/160826
 */
const MOST = 2 * 2 ** 20;

/** Reports files of so many images that GitLab would not read them. */
export function findLargeFiles(files: readonly ForgeWorkflow[], images: readonly PipelineImage[]): Problem[] {
  return files.filter(({ content }) => measure(content) > MOST).map(({ path, content }) => ({
    id: 'ci/unsupported',
    what: `${path} takes about ${(measure(content) / 2 ** 20).toFixed(1)} MiB of GitLab's memory for ${images.length} images.`,
    why: `GitLab reads no file that takes more than ${MOST / 2 ** 20} MiB, unless its administrator has raised max_yaml_size_bytes.`,
    fix: 'Divide the images among several pipelines, each with a name: new ImagePipeline(…, { name: "tools", … }).',
  }));
}

/**
 * About what a value takes in Ruby: 40 bytes for each object, the text of a longer string, 8 bytes for an entry of a list, and a table for a map.
 *
 * @see https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/gitlab/utils/deep_size.rb
 */
function measure(value: Yaml | undefined): number {
  if (value === undefined) return 0;
  if (value instanceof AnnotatedValue) return measure(value.value);
  if (value instanceof Evaluation) return measure(value.source);
  if (value instanceof Evaluated) return value.pieces.reduce((sum, piece) => sum + measure(piece), 0);
  if (typeof value === 'string') return 40 + (value.length <= 23 ? 0 : Buffer.byteLength(value));
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + 8 + measure(item as Yaml), 40);
  if (typeof value !== 'object') return 8;
  const entries = Object.entries(value);
  return entries.reduce((sum, [key, item]) => sum + measure(key) + measure(item as Yaml), entries.length <= 8 ? 168 : 40 + 48 * entries.length);
}
