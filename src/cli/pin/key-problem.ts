import { _BASE_DIRECTORY } from '../../bases';

/** What Windows takes for a device, whatever follows behind a dot. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/**
 * The reason why base files cannot be named after a key on every system, as a sentence; undefined if they can.
 *
 * @param keys all keys of images
 */
export function findKeyProblem(key: string, keys: readonly string[]): string | undefined {
  if (DEVICE.test(key)) return `The key "${key}" names a device on Windows, where there can be no ${_BASE_DIRECTORY}/${key}.PLATFORM.txt.`;
  const other = keys.find(each => each !== key && each.toLowerCase() === key.toLowerCase());
  if (other === undefined) return undefined;
  return `The keys "${other}" and "${key}" differ only in case: on Windows and macOS, their files in ${_BASE_DIRECTORY}/ would be one.`;
}
