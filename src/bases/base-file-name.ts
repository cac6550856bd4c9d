import { Platform, _checkWrittenPath, _quoteValue, _refuse } from '../core';

/**
 * The directory of all base files, beside versions.json.
 *
 * @internal
 */
export const _BASE_DIRECTORY = 'bases';
const SUFFIX = '.txt';

/**
 * The path of the file that describes a base on one platform, from the directory of versions.json, e.g. `bases/python.linux-arm-v7.txt`.
 *
 * @param key its key below `images` in versions.json
 * @throws `bases/file-name`
 * @internal
 */
export function _nameBaseFile(key: string, platform: Platform): string {
  if (/^[\w-]+$/.test(key)) return _checkWrittenPath(`${_BASE_DIRECTORY}/${key}.${platform.slug}${SUFFIX}`, 'bases/file-name');
  return _refuse({
    id: 'bases/file-name',
    what: `${_quoteValue(key)} cannot be part of the name of a base file.`,
    why: `What is known about the base is kept in ${_BASE_DIRECTORY}/KEY.PLATFORM${SUFFIX}, on every system.`,
    fix: 'Use a key of letters, digits, "-" and "_" in versions.json.',
  });
}

/**
 * Reads the name of a file in the directory of base files; undefined for other files.
 *
 * @param name e.g. `python.linux-arm-v7.txt`
 * @internal
 */
export function _readBaseFileName(name: string): { readonly key: string; readonly platform: Platform } | undefined {
  const [, key, slug] = /^([\w-]+)\.([\w.-]+)\.txt$/.exec(name) ?? [];
  const platform = Platform.names().find(each => each.replace(/\//g, '-') === slug);
  return key === undefined || platform === undefined ? undefined : { key, platform: Platform.parse(platform) };
}
