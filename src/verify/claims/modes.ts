import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _quoteText } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const modes: _ClaimFamily<_PlatformSubject> = {
  id: 'modes',
  title: 'Modes and owners are as declared, and no file grants more',
  judge: ({ acceptances, platform, expected, built: { rootfs } }) => {
    const notes = new _Notes(acceptances, platform);
    for (const [path, { kind, mode, owner }] of expected.entries) {
      const built = rootfs.get(path);
      if (built === undefined || built.kind !== kind) continue;
      notes.countClaim();
      if (built.isImplied) {
        const isUsual = (mode ?? '0755') === '0755' && (owner ?? '0:0') === '0:0';
        if (path !== '/' && !isUsual) notes.addFinding('verify/implied-directory', `No layer gives it the mode ${mode} and the owner ${owner}.`, path);
        continue;
      }
      if (mode !== undefined && built.mode !== mode) {
        const declared = listPowers(mode, kind);
        const more = listPowers(built.mode, kind).filter(words => !declared.includes(words));
        if (more.length === 0) notes.addFinding('verify/mode', `Its mode is ${built.mode}, not ${mode}.`, path);
        else notes.addFinding('verify/privilege', `Its mode is ${built.mode}, not ${mode}: ${more.join(', and ')}.`, path);
      }
      if (owner !== undefined && built.owner !== owner) notes.addFinding('verify/owner', `It belongs to ${built.owner}, not to ${owner}.`, path);
    }
    notes.countClaim();
    for (const [path, { kind, mode, xattrs = [] }] of rootfs) {
      if (!expected.isKnown(path)) continue;
      const capability = xattrs.find(name => name === 'security.capability');
      if (capability !== undefined) notes.addFinding('verify/privilege', `It has capabilities (the attribute ${_quoteText(capability)}), which are not declared.`, path);
      const powers = expected.entries.has(path) ? [] : listPowers(mode, kind);
      if (powers.length > 0) notes.addFinding('verify/privilege', `Its mode is ${mode}, which is not declared: ${powers.join(', and ')}.`, path);
    }
    return notes.verdict;
  },
};

/** What a mode grants to other users. The mode of a link has no effect; in a directory like /tmp, users cannot remove each other's files. */
const POWERS: readonly { readonly words: string; readonly isGiven: (mode: string, kind: string) => boolean }[] = [
  { words: 'it runs as its owner or group', isGiven: (mode, kind) => kind === 'file' && /^[2-7]/.test(mode) },
  { words: 'everyone may write to it', isGiven: (mode, kind) => /[2367]$/.test(mode) && kind !== 'symlink' && !(kind === 'directory' && /^[1357]/.test(mode)) },
];

function listPowers(mode: string, kind: string): string[] {
  return POWERS.filter(({ isGiven }) => isGiven(mode, kind)).map(({ words }) => words);
}
