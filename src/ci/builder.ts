/**
 * How a published image is exported: with OCI media types, because clients such as RouterOS accept only an OCI index,
 * and with file times set to the source date, so that the same commit gives the same digest.
 *
 * @see https://docs.docker.com/build/exporters/image-registry/
 */
export const EXPORT = 'oci-mediatypes=true,rewrite-timestamp=true';
