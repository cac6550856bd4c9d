import { Fact, declaredAt, table } from './facts';
import type { _ImageExplanation } from '../../render';

/** A Dockerfile as a whole, for people. */
export function imageText(image: _ImageExplanation): string {
  const { name, dockerfile, construct, platforms, stages } = image;
  const facts: Fact[] = [
    ['construct', [construct]],
    ['declared', declaredAt(image)],
    ['platforms', [platforms.join(', ')]],
    ['stages', stages.map(stage => [stage.name, stage.purpose].filter(Boolean).join(' '))],
  ];
  return [
    `${dockerfile}, of the image ${name}`,
    '',
    ...table(facts),
    '',
    `Of a line it says more: imagewright explain ${dockerfile}:1`,
    '',
  ].join('\n');
}
