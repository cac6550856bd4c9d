import { Problem, _quoteShellWord, _quoteValue } from '../../core';

/** How a package is named to a package manager. */
interface _NameForm {
  /** Name of the package manager. */
  readonly manager: string;
  readonly pattern: RegExp;
  /** Allowed forms, for people. */
  readonly allowed: string;
}

/** https://www.debian.org/doc/debian-policy/ch-controlfields.html#source and #version; apt-get(8): `name:architecture=version`, `name/release`. */
export const APT: _NameForm = {
  manager: 'apt-get',
  pattern: /^[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?(=[A-Za-z0-9.+:~-]+|\/[a-z0-9-]+)?$/,
  allowed: 'curl, curl=8.14.1-2 or libc6:arm64',
};

/** https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/v2.14.4/doc/apk-world.5.scd */
export const APK: _NameForm = {
  manager: 'apk',
  pattern: /^[A-Za-z0-9._+:-]+?([<>=~]+[A-Za-z0-9._+-]+)?(@[a-z0-9-]+)?$/,
  allowed: 'curl, curl=8.9.0-r0 or curl~8.9',
};

/** The packages as words of a shell, one of them only once; invalid ones become problems. */
export function quotePackages(names: string[], { manager, pattern, allowed }: _NameForm, report: (problem: Problem) => void): string[] {
  if (names.length === 0) {
    report({
      id: 'packages/none',
      what: `The list of packages for ${manager} is empty.`,
      why: 'The step would install nothing.',
      fix: `Name the packages, e.g. ${allowed}, or leave the list out.`,
    });
  }
  const isGood = (name: string) => pattern.test(name) && !name.startsWith('-');
  for (const name of names.filter(each => !isGood(each))) {
    report({
      id: 'packages/name',
      what: `${_quoteValue(name)} is not the name of a package for ${manager}.`,
      why: `${manager} would stop, or read it as an option.`,
      fix: `Write one package per list item, e.g. ${allowed}.`,
    });
  }
  return [...new Set(names.filter(isGood))].map(_quoteShellWord);
}
