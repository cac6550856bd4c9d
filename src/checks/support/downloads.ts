import type { _RunCommand } from './run-commands';

/**
 * Commands that fetch what a project depends on, by the files that say what that is: `npm ci`, `go mod download`. The first word behind the
 * program that is no option decides; for apk, apt-get and the like any that installs.
 */
const INSTALLERS: Record<string, RegExp> = {
  'apk': /^add$/,
  'apt': /^install$/,
  'apt-get': /^install$/,
  'bundle': /^install$/,
  'bun': /^install$/,
  'cargo': /^fetch$/,
  'composer': /^install$/,
  'dnf': /^install$/,
  'microdnf': /^install$/,
  'npm': /^(ci|install|i|clean-install)$/,
  'pip': /^install$/,
  'pip3': /^install$/,
  'pnpm': /^(install|i|fetch)$/,
  'poetry': /^install$/,
  'uv': /^sync$/,
  'yarn': /^install$/,
  'yum': /^install$/,
};

const PROGRAMS = new RegExp(`\\b(go|${Object.keys(INSTALLERS).join('|')})\\b`);

/** Whether a script may have such a command: a look at it that costs little. */
export function _mayInstall(script: string): boolean {
  return PROGRAMS.test(script);
}

/** Whether a command fetches what a project, or an image, depends on. */
export function _isInstaller({ name, words }: _RunCommand): boolean {
  const [verb, next] = words.slice(1).filter(word => word === undefined || !word.startsWith('-'));
  if (name === 'go') return verb === 'mod' && next === 'download';
  return Object.hasOwn(INSTALLERS, name) && INSTALLERS[name].test(verb ?? '');
}
