/** How serious a problem is. */
export enum Severity {
  /** Stops the synthesis: the image would not build, not start, or differ from its declaration. */
  ERROR = 'error',
  /** Is shown but does not stop the synthesis. */
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
