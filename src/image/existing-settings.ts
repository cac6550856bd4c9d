/**
 * The parts of an existing Dockerfile that apply to the whole image.
 *
 * @internal
 */
export interface _ExistingSettings {
  /** The directive for build checks. */
  readonly check?: string;
  /** Lines of its `.dockerignore`. */
  readonly ignored: string[];
}
