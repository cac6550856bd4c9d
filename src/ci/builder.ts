/**
 * The BuildKit that builds on every forge unless another is pinned. The digests of the built images depend on its version.
 *
 * @see https://github.com/moby/buildkit/releases/tag/v0.32.2
 */
export const BUILDKIT_IMAGE = 'moby/buildkit:v0.32.2';

/**
 * How a published image is exported: with OCI media types, because clients such as RouterOS accept only an OCI index,
 * and with file times set to the source date, so that the same commit gives the same digest.
 *
 * @see https://docs.docker.com/build/exporters/image-registry/
 */
export const EXPORT = 'oci-mediatypes=true,rewrite-timestamp=true';

/** The Node.js that `imagewright verify` runs on. */
export const NODE_VERSION = '24';
