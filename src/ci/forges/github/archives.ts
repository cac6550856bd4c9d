import { expression } from './expression';
import type { Setup, Step } from './setup';
import type { Subject } from './subject';
import { Piece, Yaml, evaluated, annotateValue } from '../../../yaml';

/** The archive of a platform, in the folder that each job has for its own files. */
export const KEPT_ARCHIVE = evaluated`${expression('runner.temp')}/${expression('matrix.slug')}.tar`;

/** The same as a word of a script, with its variable. */
export const KEPT_WORD = { word: '"$RUNNER_TEMP/$SLUG.tar"', env: { SLUG: expression('matrix.slug') } };

/** Notes the date of the commit: with it, another build of the commit has the same digest. */
export const SOURCE_DATE: Step = { name: 'Source date', id: 'date', run: 'echo "epoch=$(git log -1 --format=%ct)" >> "$GITHUB_OUTPUT"' };

/** Keeps the archive for the job that publishes it. It comes before anything that runs programs of others. */
export function keepArchive(setup: Setup, subject: Subject, condition?: string): Step {
  return setup.useAction('actions/upload-artifact', {
    name: 'Keep the image',
    if: condition,
    with: {
      'name': evaluated`${nameArtifact(subject)}${expression('matrix.slug')}`,
      'path': KEPT_ARCHIVE,
      'if-no-files-found': 'error',
      'compression-level': annotateValue(0, { after: 'layers are compressed' }),
      'retention-days': 1,
      'overwrite': annotateValue(true, { after: 'if the job runs again' }),
    },
  });
}

/** Gets the archives of all platforms. */
export function getArchives(setup: Setup, subject: Subject): Step {
  return setup.useAction('actions/download-artifact', {
    name: 'Get the verified images',
    with: { 'pattern': evaluated`${nameArtifact(subject)}*`, 'path': evaluated`${expression('runner.temp')}/images`, 'merge-multiple': true },
  });
}

/**
 * The archives of an image in the order of its platforms, as words of a script, without their extension; if the images have different platforms, as
 * a list that the script reads.
 */
export function listArchives(subject: Subject): { readonly archives: string[]; readonly before: string; readonly env: Record<string, Yaml> } {
  const slugs = subject.pick('slugs', ({ platforms }) => platforms.map(({ slug }) => slug).join(' '));
  return typeof slugs === 'string'
    ? { archives: slugs.split(' ').map(slug => `"$RUNNER_TEMP/images/${slug}"`), before: '', env: {} }
    : { archives: ['"${slugs[@]/#/$RUNNER_TEMP/images/}"'], before: 'read -r -a slugs <<< "$SLUGS"\n', env: { SLUGS: slugs } };
}

/** What the artifacts of an image begin with: no name of an image has a dot. All workflows that a run calls have one list of artifacts. */
function nameArtifact({ name }: Subject): Piece {
  return evaluated`${name}.`;
}
