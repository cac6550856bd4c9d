/**
 * The BuildKit that builds on every forge unless another is pinned. Its version decides the digests of what it builds.
 *
 * @see https://github.com/moby/buildkit/releases/tag/v0.32.2
 */
export const BUILDKIT_IMAGE = 'moby/buildkit:v0.32.2';

/**
 * How a published image is exported: OCI media types, because clients such as RouterOS ask for an OCI index and get nothing else,
 * and file times that come from the source date, so that the same commit gives the same digest.
 *
 * @see https://docs.docker.com/build/exporters/image-registry/
 */
export const EXPORT = 'oci-mediatypes=true,rewrite-timestamp=true';

/** The Node.js that `imagewright verify` runs on. */
export const NODE_VERSION = '24';
