import { _ElfView } from './view';

/**
 * Tag_CPU_arch by number.
 *
 * @see https://github.com/ARM-software/abi-aa/blob/2024Q3/addenda32/addenda32.rst#target-related-attributes
 */
const CPU = ['pre-v4', 'v4', 'v4T', 'v5T', 'v5TE', 'v5TEJ', 'v6', 'v6KZ', 'v6T2', 'v6K', 'v7', 'v6-M', 'v6S-M', 'v7E-M', 'v8-A', 'v8-R', 'v8-M.baseline', 'v8-M.mainline',
  'v8.1-A', 'v8.2-A', 'v8.3-A', 'v8.1-M.mainline', 'v9-A'];

const TAG_FILE = 1;
const CPU_RAW_NAME = 4;
const CPU_NAME = 5;
const CPU_ARCH = 6;
const ABI_VFP_ARGS = 28;
const COMPATIBILITY = 32;

/** The beginning of the section: a version, the size of the part in four bytes, the vendor. @internal */
export const _ARM_VERSION = 0x41;
/** @internal */
export const _ARM_LEAD = 5;
/** @internal */
export const _ARM_VENDOR = Buffer.from('aeabi\0');

/**
 * Reads the build attributes of an ARM file.
 *
 * @param data from the start of the section on; more may follow
 * @internal
 */
export function _readArmAttributes(data: Buffer, view: _ElfView): { cpu?: string; float?: 'soft' | 'hard' } | undefined {
  const start = _ARM_LEAD + _ARM_VENDOR.length;
  if (data.length < start + 5 || data[0] !== _ARM_VERSION || data[start] !== TAG_FILE) return undefined;
  const end = Math.min(data.length, start + view.readWord(data, start + 1));
  let at = start + 5;
  let cpu: string | undefined;
  let float: 'soft' | 'hard' | undefined;
  const number = () => {
    let value = 0;
    for (let scale = 1; at < end; scale *= 128) {
      const byte = data[at++];
      value += byte % 128 * scale;
      if (byte < 128) break;
    }
    return value;
  };
  const text = () => {
    const nul = data.indexOf(0, at);
    at = nul < 0 ? end : nul + 1;
  };
  while (at < end) {
    const tag = number();
    if (tag === COMPATIBILITY) {
      number();
      text();
    } else if (tag === CPU_RAW_NAME || tag === CPU_NAME || (tag > COMPATIBILITY && tag % 2 === 1)) {
      text();
    } else {
      const value = number();
      if (tag === CPU_ARCH) cpu = CPU[value] ?? `architecture ${value}`;
      // 0 is the base standard: values are passed in integer registers.
      if (tag === ABI_VFP_ARGS) float = value === 1 ? 'hard' : value === 0 ? 'soft' : undefined;
    }
  }
  // The linker omits a tag whose value is 0.
  return { cpu, float: float ?? (cpu === undefined ? undefined : 'soft') };
}
