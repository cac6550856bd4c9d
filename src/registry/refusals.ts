/**
 * Why an image of a registry is refused, and what to do about it.
 *
 * @internal
 */
export const _REFUSALS = {
  'registry/reference': {
    why: 'No registry can be asked for it.',
    fix: 'Write NAME:TAG or HOST/NAME:TAG, e.g. python:3.13-slim; where an image is read, NAME@sha256:….',
  },
  'registry/unknown-tag': {
    why: 'There is no image to read.',
    fix: 'Check the tag. It may have been misspelt or deleted.',
  },
  'registry/unknown-repository': {
    why: 'There is no image to read.',
    fix: 'Check the name.',
  },
  'registry/missing-manifest': {
    why: 'Engines cannot pull this image.',
    fix: 'Check the digest: the image may have been deleted. If the tag still exists, look up its current digest.',
  },
  'registry/missing-blob': {
    why: 'Engines cannot pull this image.',
    fix: 'Push the image again, or use another one.',
  },
  'registry/login': {
    why: 'Registries hide what may not be seen, and what does not exist, behind the same answer.',
    fix: 'Check the name. If the repository is private, log in.',
  },
  'registry/denied': {
    why: 'The image cannot be read.',
    fix: 'Log in with an account that has pull access.',
  },
  'registry/rate-limit': {
    why: 'Until then, the host answers no request from this account or address.',
    fix: 'Try again later.',
  },
  'registry/unreachable': {
    why: 'Nothing can be read from it.',
    fix: 'Check the name of the host and the network, then try again.',
  },
  'registry/certificate': {
    why: 'Somebody else might answer in its place.',
    fix: 'If the certificate was issued by your own authority, set NODE_EXTRA_CA_CERTS to its file (PEM).',
  },
  'registry/server-error': {
    why: 'Nothing can be read from it.',
    fix: 'Try again later. If it goes on, ask the operator of the host.',
  },
  'registry/answer': {
    why: 'It is not how a registry answers (OCI distribution specification), so its answer cannot be used.',
    fix: 'Check the name of the host. A proxy or a login page may have answered in its place.',
  },
  'registry/realm': {
    why: 'A login would be sent to a host that you did not name, or where others can read it.',
    fix: 'Ask the operator of the registry to use a token service with https.',
  },
  'registry/redirect': {
    why: 'The data would come from a place that cannot be trusted, or never.',
    fix: 'Ask the operator of the host.',
  },
  'registry/digest': {
    why: 'The data is damaged or was modified: engines refuse it.',
    fix: 'Try again. If it goes on, the registry, a mirror or a proxy on the way changes the data.',
  },
  'registry/size': {
    why: 'The data is damaged or was modified: engines refuse it.',
    fix: 'Try again. If it goes on, the registry, a mirror or a proxy on the way changes the data.',
  },
  'registry/limit': {
    why: 'Reading it could use up all memory or never end.',
    fix: 'Check where the image comes from. If it is meant to be this large, raise the limit.',
  },
  'registry/media-type': {
    why: 'Its content cannot be read.',
    fix: 'Push the image again with a current tool.',
  },
  'registry/no-image': {
    why: 'There is nothing that an engine can run.',
    fix: 'Use a tag that names an image.',
  },
  'registry/credential-helper': {
    why: 'The login for the registry is not known.',
    fix: 'Install or repair the helper, or remove its name from the configuration of Docker.',
  },
  'registry/docker-config': {
    why: 'The logins for registries are not known.',
    fix: 'Correct the file, or log in again with `docker login`.',
  },
  'registry/mirror': {
    why: 'It cannot be asked.',
    fix: 'Write the host, with its port and a path if it has one: mirror.example.com:5000/hub.',
  },
} as const;

/** @internal */
export type _RegistryRefusalId = keyof typeof _REFUSALS;
