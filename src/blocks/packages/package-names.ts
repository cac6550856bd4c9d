import { _quoteShellWord, _quoteValue, _refuse } from '../../core';

/** How a package is named to a package manager. */
interface NameForm {
  /** Name of the package manager. */
  readonly manager: string;
  readonly pattern: RegExp;
  /** Allowed forms, for people. */
  readonly allowed: string;
}

/** https://www.debian.org/doc/debian-policy/ch-controlfields.html#source and #version; apt-get(8): `name:architecture=version`, `name/release`. */
export const APT: NameForm = {
  manager: 'apt-get',
  pattern: /^[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?(=[A-Za-z0-9.+:~-]+|\/[a-z0-9-]+)?$/,
  allowed: 'curl, curl=8.14.1-2 or libc6:arm64',
};

/** https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/v2.14.4/doc/apk-world.5.scd */
export const APK: NameForm = {
  manager: 'apk',
  pattern: /^[A-Za-z0-9._+:][A-Za-z0-9._+:-]*([<>=~]+[A-Za-z0-9._+-]+)?(@[a-z0-9-]+)?$/,
  allowed: 'curl, curl=8.9.0-r0 or curl~8.9',
};

/**
 * The packages as words of a shell, each once.
 *
 * @throws `packages/none`, `packages/name`
 */
export function quotePackages(names: string[], { manager, pattern, allowed }: NameForm): string {
  if (names.length === 0) {
    return _refuse({
      id: 'packages/none',
      what: `The list of packages for ${manager} is empty.`,
      why: 'The step would install nothing.',
      fix: `Name the packages, e.g. ${allowed}, or leave the list out.`,
    });
  }
  const wrong = names.find(name => !pattern.test(name));
  if (wrong === undefined) return [...new Set(names)].map(_quoteShellWord).join(' ');
  return _refuse({
    id: 'packages/name',
    what: `${_quoteValue(wrong)} is not the name of a package for ${manager}.`,
    why: `${manager} would stop, or read it as an option.`,
    fix: `Write one package per list item, e.g. ${allowed}.`,
  });
}
