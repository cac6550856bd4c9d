import { IConstruct } from 'constructs';
import { Problem, Problems, _quoteValue } from '../core';
import { _removeMarks } from './image-name';

/** The id of a construct that represents its parent, like CDK's `Resource`: it adds nothing to a name. */
export const _STAGE_ID = 'Stage';

/**
 * Names that BuildKit reserves: no stage with such a name can be copied from.
 *
 * @see https://docs.docker.com/reference/build-checks/reserved-stage-name/
 */
const RESERVED = ['scratch', 'context'];

/**
 * The name of a stage: the ids from below the image down to it, in kebab case. One that begins with a digit, or that BuildKit reserves,
 * gets the prefix `stage-`.
 *
 * @internal
 */
export function _toStageName(image: IConstruct, stage: IConstruct): string {
  const name = listParts(image, stage).map(({ node }) => toKebabCase(node.id)).filter(Boolean).join('-');
  return name === '' || (/^[a-z]/.test(name) && !RESERVED.includes(name)) ? name : `stage-${name}`;
}

/** The constructs whose ids form the name. */
function listParts(image: IConstruct, stage: IConstruct): IConstruct[] {
  return stage.node.scopes.slice(image.node.scopes.length).filter(({ node }) => node.id !== _STAGE_ID);
}

/** A name that BuildKit accepts, such as that of an existing stage, stays unchanged. */
function toKebabCase(id: string): string {
  if (/^[a-z][a-z0-9_.-]*$/.test(id)) return id;
  return _removeMarks(id).replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/[^A-Za-z0-9.]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '').toLowerCase();
}

/** Constructs that were already reported for having no name: once each, for any number of stages below them. */
const nameless = new WeakSet<IConstruct>();

/**
 * Reports an id that yields no name.
 *
 * @internal
 */
export function _reportNameless(image: IConstruct, stage: IConstruct): void {
  for (const part of listParts(image, stage)) {
    if (toKebabCase(part.node.id) !== '' || nameless.has(part)) continue;
    nameless.add(part);
    Problems.of(part).report({
      id: 'image/stage-name',
      what: `The id ${_quoteValue(part.node.id)} yields no stage name: it has no letter from a to z and no digit.`,
      why: 'A stage is named after the ids of its constructs, and BuildKit accepts letters, digits, ".", "_" and "-".',
      fix: 'Give the construct another id, e.g. "Service". Its `purpose` is a comment and may be any text.',
    });
  }
}

/** The longest tag. @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const LONGEST_TAG = 128;

/**
 * The problem of a stage name that is too long for an image tag, as for a further target, if any.
 *
 * @internal
 */
export function _findTagProblem(name: string): Problem | undefined {
  return name.length <= LONGEST_TAG ? undefined : {
    id: 'image/stage-name',
    what: `The name of the stage "${name.slice(0, 40)}…" has ${name.length} characters.`,
    why: `docker-bake.json uses the name of the stage as the tag of its image, and a tag has at most ${LONGEST_TAG} characters.`,
    fix: 'Give its constructs shorter ids.',
  };
}
