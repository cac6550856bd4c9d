import { CLIENTS } from './clients';
import type { Setup } from './setup';
import { _quoteShellWord } from '../../../core';
import type { PipelineImage } from '../../pipeline';

/** Where the layouts of these images are, outside of the build context. */
const BASES = '"$bases"';

/** The file in which a build leaves the image for the following jobs. Jobs of other images may get several, so those have names of their own. */
export function nameArchive({ bases }: Setup, image: PipelineImage): string {
  return bases.isBase(image) ? _quoteShellWord(`${image.name}.tar`) : 'image.tar';
}

/** Unpacks the images that an image is built from: other jobs of the pipeline have built them. */
export function printBases(setup: Setup, image: PipelineImage): string[] {
  const archives = new Map(setup.bases.of(image).map(base => [_quoteShellWord(base.image.name), nameArchive(setup, base.image)]));
  return archives.size === 0 ? [] : [
    'bases=$(mktemp -d)',
    ...[...archives].map(([name, archive]) => `mkdir ${BASES}/${name}
tar -xf ${archive} -C ${BASES}/${name}
rm ${archive}
`),
  ];
}

/** The options that pass them to the build, by digest. */
export function printBaseOptions({ builder, bases }: Setup, image: PipelineImage): string[] {
  return bases.of(image).map(base => {
    const name = _quoteShellWord(base.image.name);
    return CLIENTS[builder].base(_quoteShellWord(base.context), name, `${BASES}/${name}`, `"$(grep -o 'sha256:[0-9a-f]*' ${BASES}/${name}/index.json)"`);
  });
}
