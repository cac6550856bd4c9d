import { Copy } from '../../dockerfile';

/**
 * Whether an instruction creates a layer that does not depend on those below: `COPY --link`. With `--chmod`, BuildKit ignores `--link`.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert_copy.go
 * @internal
 */
export function _isLayer(node: object | undefined): boolean {
  return node instanceof Copy && node.link && node.chmod === undefined;
}
