import { _Call, _ReadStage } from '../../dockerfile';
import { _OCI_LABEL_KEYS, _OCI_VERSION_KEY } from '../../image';

/** The property of `ContainerImage` for each key that has one. */
const PROPERTIES = new Map(Object.entries(_OCI_LABEL_KEYS).map(([property, key]) => [key, property]));

/** Labels of the last stage that the image itself says. */
export interface ImageLabels {
  readonly oci: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** The build argument that the version comes from. */
  readonly releaseArg?: string;
  /** The version that stands in the file, which the image takes from a build argument. */
  readonly version?: string;
  /** Whether the image says a pair, so that the stage need not. */
  readonly isLifted: (pair: _Call) => boolean;
}

/** Finds the labels of the last stage that the image itself says: those that are text, and the version. */
export function imageLabels(stage: _ReadStage): ImageLabels {
  const pairs = stage.statements.filter(({ call }) => call.maker === 'new Label').flatMap(({ call }) => call.args[0] as _Call[]);
  const keys = pairs.map(keyOf);
  const isOnce = (pair: _Call) => keys.indexOf(keyOf(pair)) === keys.lastIndexOf(keyOf(pair));
  const isVersion = (pair: _Call) => keyOf(pair) === _OCI_VERSION_KEY;
  const versions = pairs.filter(isVersion);
  const texts = pairs.filter(pair => pair.maker === 'KeyValue.of' && isOnce(pair) && !isVersion(pair)).map(({ args }) => args as [string, string]);
  const oci = texts.flatMap(([key, value]) => (PROPERTIES.has(key) ? [[PROPERTIES.get(key)!, value]] : []));
  const lifted = new Set(texts.map(([key]) => key));
  const [last] = versions.slice(-1);
  return {
    oci: Object.fromEntries(oci),
    labels: Object.fromEntries(texts.filter(([key]) => !PROPERTIES.has(key))),
    ...versionOf(last),
    isLifted: pair => isVersion(pair) || lifted.has(keyOf(pair) ?? ''),
  };
}

function versionOf(pair: _Call | undefined): { releaseArg?: string; version?: string } {
  if (pair === undefined) return {};
  const [, value] = pair.args as [unknown, string | _Call];
  if (typeof value === 'string') return { version: value };
  return value.maker === 'Word.variable' ? { releaseArg: value.args[0] as string } : { version: value.args[0] as string };
}

/** The key of a pair; undefined where something is expanded in it. */
function keyOf({ maker, args: [key] }: _Call): string | undefined {
  if (maker === 'KeyValue.of') return key as string;
  return (key as _Call).maker === 'Word.literal' ? (key as _Call).args[0] as string : undefined;
}
