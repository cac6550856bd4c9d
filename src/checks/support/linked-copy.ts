import { Copy } from '../../dockerfile';

/**
 * Whether an instruction makes a layer that does not look at those below: `COPY --link`. With a mode BuildKit copies as without.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert_copy.go
 * @internal
 */
export function _isLayer(node: object | undefined): boolean {
  return node instanceof Copy && node.link && node.chmod === undefined;
}
