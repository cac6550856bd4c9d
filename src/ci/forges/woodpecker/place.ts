import { nameRepository } from './address';
import { substitution } from './substitution';
import { Piece, evaluated } from '../../../yaml';
import type { Pipeline, PipelineImage, PipelineRegistry } from '../../pipeline';
import { DIGEST_FILE } from '../../publish-script';
import { findRepository } from '../../repositories';
import { SBOM_FOLDER } from '../../sbom-script';

/** Where the steps of an image find it, and how they are called. */
export interface Place {
  /** Where a build puts the image for the following steps, which share the directory of the repository. */
  readonly archive: string;
  /** Where a publication leaves its digest. */
  readonly digest: string;
  /** The folder of its lists of contents. */
  readonly lists: string;
  /** The address in a registry. */
  readonly addressIn: (registry: PipelineRegistry) => Piece;
  /** The name of a step. */
  readonly name: (title: string) => string;
}

/** The only image of a workflow. A matrix has its address. */
export function placeOnly(pipeline: Pipeline): Place {
  return {
    archive: 'image.tar',
    digest: DIGEST_FILE,
    lists: SBOM_FOLDER,
    addressIn: registry => (registry.host === pipeline.registry
      ? evaluated`${substitution('REGISTRY')}/${substitution('REPOSITORY')}`
      : evaluated`${registry.host}/${substitution(nameRepository(pipeline, registry))}`),
    name: title => title,
  };
}

/** One of several. What is made of it is beside the directory of the repository, where the build of another image does not read it. */
export function placeOne({ registry }: Pipeline, image: PipelineImage): Place {
  return {
    archive: `../${image.name}.tar`,
    digest: `../${image.name}.digest`,
    lists: `../${image.name}.sbom`,
    addressIn: ({ host }) => `${host}/${host === registry ? image.repository : findRepository(image, host)}`,
    name: title => `${title}: ${image.name}`,
  };
}
