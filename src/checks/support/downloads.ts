import type { _RunCommand } from './run-commands';
import { _findOwn } from '../../core';

/**
 * Commands that download the dependencies of a project, according to its lock file or manifest: `npm ci`, `go mod download`. The first word
 * after the program that is not an option decides; for apk, apt-get and the like, every installing command counts.
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

/** Whether a script may contain such a command: a quick test before parsing. */
export function _mayInstall(script: string): boolean {
  return PROGRAMS.test(script);
}

/** Whether a command downloads the dependencies of a project or of an image. */
export function _isInstaller({ name, words }: _RunCommand): boolean {
  const [verb, next] = words.slice(1).filter(word => word === undefined || !word.startsWith('-'));
  if (name === 'go') return verb === 'mod' && next === 'download';
  return _findOwn(INSTALLERS, name)?.test(verb ?? '') === true;
}
