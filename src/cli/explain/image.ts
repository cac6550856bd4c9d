import { Fact, listDeclarations, printFacts } from './facts';
import type { _ImageExplanation } from '../../render';

/** Describes a whole Dockerfile as text. */
export function describeImage(image: _ImageExplanation): string {
  const { name, dockerfile, construct, platforms, stages } = image;
  const facts: Fact[] = [
    ['construct', [construct]],
    ['declared', listDeclarations(image)],
    ['platforms', [platforms.join(', ')]],
    ['stages', stages.map(stage => [stage.name, stage.purpose].filter(Boolean).join(' '))],
  ];
  return [
    `${dockerfile}, image ${name}`,
    '',
    ...printFacts(facts),
    '',
    `To explain a line: imagewright explain ${dockerfile}:1`,
    '',
  ].join('\n');
}
