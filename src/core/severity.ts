/** How much a problem weighs. */
export enum Severity {
  /** Stops the synthesis: the image would not build or not start, or would not be what was declared. */
  ERROR = 'error',
  /** Shown, and does not stop the synthesis. */
  WARNING = 'warning',
  /** Worth knowing. */
  INFO = 'info',
}

/**
 * Whether a problem stops the synthesis.
 *
 * @internal
 */
export function _isError({ severity = Severity.ERROR }: { readonly severity?: Severity }): boolean {
  return severity === Severity.ERROR;
}
