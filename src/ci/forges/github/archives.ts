import { expression } from './expression';
import type { Setup, Step } from './setup';
import { evaluated, annotateValue } from '../../../yaml';
import type { PipelineImage } from '../../pipeline';

/** The archive of a platform, in the folder that each job has for its own files. */
export const KEPT_ARCHIVE = evaluated`${expression('runner.temp')}/${expression('matrix.slug')}.tar`;

/** The same as a word of a script, with its variable. */
export const KEPT_WORD = { word: '"$RUNNER_TEMP/$SLUG.tar"', env: { SLUG: expression('matrix.slug') } };

/** Notes the date of the commit: with it, another build of the commit has the same digest. */
export const SOURCE_DATE: Step = { name: 'Source date', id: 'date', run: 'echo "epoch=$(git log -1 --format=%ct)" >> "$GITHUB_OUTPUT"' };

/** Keeps the archive for the job that publishes it. It comes before anything that runs programs of others. */
export function keepArchive(setup: Setup, image: PipelineImage, condition?: string): Step {
  return setup.useAction('actions/upload-artifact', {
    name: 'Keep the image',
    if: condition,
    with: {
      'name': evaluated`${nameArtifact(image)}${expression('matrix.slug')}`,
      'path': KEPT_ARCHIVE,
      'if-no-files-found': 'error',
      'compression-level': annotateValue(0, { after: 'layers are compressed' }),
      'retention-days': 1,
      'overwrite': annotateValue(true, { after: 'if the job runs again' }),
    },
  });
}

/** Gets the archives of all platforms. */
export function getArchives(setup: Setup, image: PipelineImage): Step {
  return setup.useAction('actions/download-artifact', {
    name: 'Get the verified images',
    with: { 'pattern': `${nameArtifact(image)}*`, 'path': evaluated`${expression('runner.temp')}/images`, 'merge-multiple': true },
  });
}

/** The archives, as words of a script, without their extension. */
export function listArchives({ platforms }: PipelineImage): string[] {
  return platforms.map(({ slug }) => `"$RUNNER_TEMP/images/${slug}"`);
}

/** What the artifacts of an image begin with: no name of an image has a dot. All workflows that a run calls have one list of artifacts. */
function nameArtifact({ name }: PipelineImage): string {
  return `${name}.`;
}
