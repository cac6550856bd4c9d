/** How the files of an image are divided into layers. */
export enum Layering {
  /** All in one layer: least overhead, and no file is in two layers. The directories above files get mode 0755 and belong to root. */
  SINGLE = 'single',
  /** One layer for each part of the contents: an update transfers only the parts that changed. */
  PER_ARTIFACT = 'per-artifact',
}
