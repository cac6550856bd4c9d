import type { Problem } from '../../../core';
import { _BuilderSetup, _USUAL_BUILDER, _printDriverOptions } from '../../../image';
import type { Yaml } from '../../../yaml';
import type { Pipeline } from '../../pipeline';
import { findUnsupportedBuilder } from '../../unsupported-builder';

/** Options of the container of BuildKit that the plugin starts: one text, or several. */
export function printDriverOptions(builder: _BuilderSetup, findImage: () => string): Yaml {
  const used = isContainer(builder) ? builder : _USUAL_BUILDER;
  const options = _printDriverOptions(used, used.nodes[0], findImage);
  return options.length === 1 ? options[0] : options;
}

/** Reports a builder that the plugin cannot use: it connects to no BuildKit that needs certificates, and knows no other driver. */
export function findOtherBuilder(pipeline: Pipeline): Problem[] {
  return findUnsupportedBuilder('Woodpecker', pipeline, isContainer);
}

function isContainer({ driver }: _BuilderSetup): boolean {
  return driver === 'docker-container';
}
