import { ImageConfig } from './image-config';
import { _BaseFacts, _FoundBase, _listBaseEntries } from '../../bases';
import type { _BaseContent } from '../../rootfs';

/** Cached results, since many stages and images start from one base. */
const CONTENTS = new WeakMap<_BaseFacts, _BaseContent>();
const CONFIGS = new WeakMap<_BaseFacts, ImageConfig>();

/**
 * The files of a base that was read. Read on several platforms, it may have what not all of them have.
 *
 * @internal
 */
export function _listBaseFiles([first, ...others]: readonly _FoundBase[]): _BaseContent {
  const content = CONTENTS.get(first.facts) ?? { present: _listBaseEntries(first.facts), isList: true };
  CONTENTS.set(first.facts, content);
  if (others.length === 0) return content;
  const all = [first, ...others].map(({ facts }) => facts.files);
  const uncertain = new Set(all.flatMap(files => [...files.keys()]).filter(path => !all.every(files => files.has(path))));
  return { ...content, uncertain };
}

/**
 * How a container of a base runs that was read.
 *
 * @internal
 */
export function _readBaseConfig({ facts }: _FoundBase): ImageConfig {
  const config = CONFIGS.get(facts) ?? ImageConfig._built(facts.config);
  CONFIGS.set(facts, config);
  return config;
}
