/**
 * Variants as they are written in normal form; what is not here is as it is.
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 */
const VARIANTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  386: { sse2: '', softfloat: '' },
  amd64: { v1: '' },
  arm: { '': 'v7', '5': 'v5', '6': 'v6', '7': 'v7', '8': 'v8' },
  arm64: { '8': '', 'v8': '', 'v8.0': '', '9': 'v9', '9.0': 'v9', 'v9.0': 'v9' },
};

/**
 * The platform of a configuration that names none, as of an image that `crane append` puts on nothing.
 *
 * @internal
 */
export const _UNNAMED_PLATFORM = 'unnamed';

/**
 * A platform as imagewright writes it, e.g. `linux/arm/v7`.
 *
 * @internal
 */
export function _platformName(os: string, architecture: string, variant: string): string {
  if (os === '' && architecture === '') return _UNNAMED_PLATFORM;
  const names = Object.hasOwn(VARIANTS, architecture) ? VARIANTS[architecture] : {};
  const normal = Object.hasOwn(names, variant) ? names[variant] : variant;
  return [os, architecture, ...normal === '' ? [] : [normal]].join('/');
}
