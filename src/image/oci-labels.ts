/**
 * The labels that OCI defines, except `version`, which the release argument sets.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md
 */
export interface OciLabels {
  /**
   * Human-readable title: `org.opencontainers.image.title`.
   * @default - the id of the image
   */
  readonly title?: string;
  /**
   * Description of the contents: `org.opencontainers.image.description`.
   * @default - no label
   */
  readonly description?: string;
  /**
   * URL of the source code: `org.opencontainers.image.source`.
   * @default - no label
   */
  readonly source?: string;
  /**
   * URL with more about the image: `org.opencontainers.image.url`.
   * @default - no label
   */
  readonly url?: string;
  /**
   * URL of the documentation: `org.opencontainers.image.documentation`.
   * @default - no label
   */
  readonly documentation?: string;
  /**
   * Licenses as an SPDX expression: `org.opencontainers.image.licenses`.
   * @default - no label
   */
  readonly licenses?: string;
  /**
   * Distributor of the image: `org.opencontainers.image.vendor`.
   * @default - no label
   */
  readonly vendor?: string;
  /**
   * Contact of the people responsible: `org.opencontainers.image.authors`.
   * @default - no label
   */
  readonly authors?: string;
}

/** The prefix of the keys of all OCI labels. */
const PREFIX = 'org.opencontainers.image.';

/**
 * The key of each label, in print order.
 *
 * @internal
 */
export const _OCI_LABEL_KEYS: Readonly<Record<keyof OciLabels, string>> = {
  title: `${PREFIX}title`,
  description: `${PREFIX}description`,
  source: `${PREFIX}source`,
  url: `${PREFIX}url`,
  documentation: `${PREFIX}documentation`,
  licenses: `${PREFIX}licenses`,
  vendor: `${PREFIX}vendor`,
  authors: `${PREFIX}authors`,
};

/**
 * The key of the version, which the release argument sets.
 *
 * @internal
 */
export const _OCI_VERSION_KEY = `${PREFIX}version`;

/**
 * The labels that are set, by key.
 *
 * @internal
 */
export function _collectOciLabels(labels: OciLabels): Record<string, string> {
  return Object.fromEntries(Object.entries(_OCI_LABEL_KEYS).flatMap(([field, key]) => {
    const value = labels[field as keyof OciLabels];
    return value === undefined ? [] : [[key, value]];
  }));
}
