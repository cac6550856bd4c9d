/** The parts of a reference to an image. @see https://github.com/distribution/reference/blob/v0.6.0/regexp.go */
const COMPONENT = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*';
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const PATH = `${COMPONENT}(?:/${COMPONENT})*`;
const TAGGED = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';

/** The host of a registry: it must be distinguishable from the first part of a path. */
export const REGISTRY = /^(?:localhost|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+|[a-z0-9-]+(?=:))(?::\d{1,5})?$/;

/** The path of an image in its registry. */
export const REPOSITORY = new RegExp(`^${PATH}$`);

/** A tag. */
export const TAG = new RegExp(`^${TAGGED}$`);

/** What is added to a tag after a dash. */
export const SUFFIX = /^(?=.{1,30}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A whole reference: `name:tag@sha256:…`. */
export const IMAGE = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*(?::\\d{1,5})?/)?${PATH}(?::${TAGGED})?(?:@sha256:[0-9a-f]{64})?$`);
