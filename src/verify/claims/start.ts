import { _elfMismatch } from '../../elf';
import type { _BuiltConfig, _BuiltEntry } from '../../oci';
import { _Opened, _open } from '../built-files';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _quoted } from '../finding';
import { _Notes } from '../notes';

/**
 * Looked at whatever the plan knows: in the built image nothing is unknown.
 *
 * @internal
 */
export const start: _ClaimFamily<_PlatformSubject> = {
  id: 'start',
  title: 'What a container starts is in the image, executable, for the platform, and has its interpreter',
  judge: ({ platform, built: { config, rootfs } }) => {
    const notes = new _Notes(platform);
    const program = (config.entrypoint?.length ? config.entrypoint : config.cmd)?.[0];
    if (program === undefined) {
      notes.skip('It starts nothing by itself: it has neither an entrypoint nor a command.');
      return notes.verdict;
    }
    notes.look();
    const { path, entry } = found(program, config, rootfs);
    const fault = entry === undefined ? `there is no ${_quoted(path)}` : faultOf(entry, rootfs, platform);
    if (fault !== undefined) notes.find('verify/start', `It starts ${_quoted(program)}, and ${fault}.`, entry === undefined ? undefined : path);
    return notes.verdict;
  },
};

/** A name without a slash is looked for in PATH, any other is relative to the working directory. */
function found(program: string, { env, workingDir }: _BuiltConfig, rootfs: ReadonlyMap<string, _BuiltEntry>): _Opened {
  if (program.includes('/')) return _open(rootfs, program.startsWith('/') ? program : `${workingDir}/${program}`);
  const directories = env.find(each => each.startsWith('PATH='))?.slice('PATH='.length).split(':') ?? [];
  const candidates = directories.map(directory => _open(rootfs, `${directory}/${program}`));
  return candidates.find(({ entry }) => entry !== undefined) ?? { path: program };
}

function faultOf({ kind, mode, elf, script, size }: _BuiltEntry, rootfs: ReadonlyMap<string, _BuiltEntry>, platform: string): string | undefined {
  if (kind !== 'file') return `that is a ${kind}`;
  if (!/[1357]/.test(mode.slice(1))) return `nobody may execute that: its mode is ${mode}`;
  if (size === 0) return 'that is empty';
  if (elf === undefined && script === undefined) return 'that is neither a program in machine code nor a script that begins with #!';
  const mismatch = elf === undefined ? undefined : _elfMismatch(elf, platform);
  if (mismatch !== undefined) return `the kernel would refuse it or run it wrongly. ${mismatch.what.replace(/\.$/, '')}`;
  const interpreter = elf?.interpreter ?? script?.interpreter;
  return interpreter === undefined || _open(rootfs, interpreter).entry !== undefined ? undefined : `its interpreter ${_quoted(interpreter)} is not in the image`;
}
