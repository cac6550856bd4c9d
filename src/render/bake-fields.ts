import { ImagePlan, _BAKE_VARIABLES } from '../plan';
import { escapeLiteral, printCondition, printVariable } from './bake-text';

const { registry: REGISTRY } = _BAKE_VARIABLES;

/** Provenance and SBOM, or neither. */
export function createAttestations(areWanted: boolean): string[] {
  return areWanted ? ['type=provenance,mode=max', 'type=sbom'] : ['type=provenance,disabled=true', 'type=sbom,disabled=true'];
}

/** The labels of an image. */
export function createLabels({ labels }: ImagePlan): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [escapeLiteral(key), escapeLiteral(value)]));
}

/** The build arguments other than the release: values of the image, and variables for those that the build must set. */
export function createArgs({ requiredArgs, inputs: { buildArgs } }: ImagePlan): Record<string, string> {
  return {
    ...Object.fromEntries(requiredArgs.map(name => [name, printVariable(name)])),
    ...Object.fromEntries(Object.entries(buildArgs).map(([name, value]) => [name, escapeLiteral(value)])),
  };
}

/** The tag in the registry, or a local one without a registry. */
export function printTag({ bakeTarget }: ImagePlan, tag: string): string {
  const registry = printCondition(REGISTRY, `${printVariable(REGISTRY)}/`);
  return `${registry}${escapeLiteral(bakeTarget)}:${tag}`;
}
