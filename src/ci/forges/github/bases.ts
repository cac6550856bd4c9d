import { expression } from './expression';
import type { Setup, Step } from './setup';
import type { Subject } from './subject';
import { Evaluation, evaluated } from '../../../yaml';
import type { PipelineImage } from '../../pipeline';

/** The contexts of a build that are images of the workflow, which `getBases` has found. */
export const BASE_CONTEXTS: Evaluation = expression('steps.bases.outputs.contexts');

/**
 * Gets the images that the image of a job is built from, as the jobs before have built them: each as the index that is published of it, or would be.
 * All images of a level have some, or none has.
 */
export function getBases(setup: Setup, subject: Subject): Step[] {
  const pattern = subject.pick('bases', image => printPattern(listDistinct(image, subject).map(({ name }) => name)));
  const layouts = subject.pick('layouts', image => printLayouts(image, subject));
  return layouts === '' ? [] : [
    setup.useAction('actions/download-artifact', {
      name: 'Get the images that it is built from',
      with: { pattern, path: evaluated`${expression('runner.temp')}/bases` },
    }),
    // Depot's program writes no index.
    ...(setup.builder.driver === 'depot' ? [setup.setUpClient()] : []),
    { name: 'Unpack them', id: 'bases', env: { LAYOUTS: layouts }, run: UNPACK_BASES },
  ];
}

/** The names of artifacts, in the words of minimatch: those of an image begin with its name and a dot. */
function printPattern(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]}.*` : `{${names.join(',')}}.*`;
}

/** A line for each image that one is built from: its name, the names of the contexts that it is, and its platforms in the order of the index. */
function printLayouts(image: PipelineImage, subject: Subject): string {
  const bases = subject.bases.of(image);
  return listDistinct(image, subject).map(({ name, platforms }) => [
    name, bases.filter(base => base.image.name === name).map(({ context }) => context).join(','), ...platforms.map(({ slug }) => slug),
  ].join(' ')).join('\n');
}

function listDistinct(image: PipelineImage, { bases }: Subject): PipelineImage[] {
  return [...new Set(bases.of(image).map(base => base.image))];
}

/** Makes an index of the images of each base, as the publication does, and passes it on by its digest. */
const UNPACK_BASES = `set -eu
find_digest() {
  grep -o 'sha256:[0-9a-f]*' "$1/index.json"
}
cd "$RUNNER_TEMP/bases"
{
  echo 'contexts<<END_OF_CONTEXTS'
  while read -r name contexts slugs; do
    set --
    for slug in $slugs; do
      layout=$PWD/$name.$slug
      # An artifact that is the only one has no folder of its name.
      [ -d "$layout" ] || { mkdir "$layout"; mv "$slug.tar" "$layout"; }
      tar -xf "$layout/$slug.tar" -C "$layout"
      set -- "$@" "oci-layout://$layout@$(find_digest "$layout")"
    done
    docker buildx imagetools create --tag "oci-layout://$PWD/$name:base" "$@" >&2
    rm -r "$name".*
    for context in \${contexts//,/ }; do
      echo "$context=oci-layout://$PWD/$name@$(find_digest "$name")"
    done
  done <<< "$LAYOUTS"
  echo END_OF_CONTEXTS
} >> "$GITHUB_OUTPUT"
`;
