import { KeyValue, Label, _ReadStage } from '../../dockerfile';
import { _OCI_LABEL_KEYS, _OCI_VERSION_KEY } from '../../image';

/** The property of `ContainerImage` for each key that has one. */
const PROPERTIES = new Map(Object.entries(_OCI_LABEL_KEYS).map(([property, key]) => [key, property]));

/** Labels of the last stage that become properties of the image. */
export interface ImageLabels {
  readonly oci: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** The build argument that the version comes from. */
  readonly releaseArg?: string;
  /** The version in the file; the image takes it from a build argument instead. */
  readonly version?: string;
  /** Whether the image has a pair, so that the stage must not set it. */
  readonly isLifted: (pair: KeyValue) => boolean;
}

/** Finds the labels of the last stage that become properties of the image: those with literal values, and the version. */
export function findImageLabels(stage: _ReadStage): ImageLabels {
  const pairs = stage.statements.flatMap(({ node }) => (node instanceof Label ? node.pairs : []));
  const keys = pairs.map(({ key }) => key._text);
  const isOnce = ({ key }: KeyValue) => keys.indexOf(key._text) === keys.lastIndexOf(key._text);
  const isVersion = ({ key }: KeyValue) => key._text === _OCI_VERSION_KEY;
  const versions = pairs.filter(isVersion);
  const texts = pairs.filter(pair => pair.key.isLiteral && pair.value.isLiteral && isOnce(pair) && !isVersion(pair))
    .map(({ key, value }) => [key._text!, value._text!] as const);
  const oci = texts.flatMap(([key, value]) => (PROPERTIES.has(key) ? [[PROPERTIES.get(key)!, value]] : []));
  const lifted = new Set(texts.map(([key]) => key));
  const [last] = versions.slice(-1);
  return {
    oci: Object.fromEntries(oci),
    labels: Object.fromEntries(texts.filter(([key]) => !PROPERTIES.has(key))),
    ...findVersion(last),
    isLifted: pair => isVersion(pair) || lifted.has(pair.key._text ?? ''),
  };
}

function findVersion(pair: KeyValue | undefined): { releaseArg?: string; version?: string } {
  if (pair === undefined) return {};
  const { value } = pair;
  const [name] = value.variables;
  return value._template === `$${name}` ? { releaseArg: name } : { version: value.text };
}
