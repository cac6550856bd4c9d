import { Severity } from '../../../core';
import { Env } from '../../../dockerfile';
import type { _Rule } from '../../rule';
import { _findBaseFacts } from '../../support/base-of';
import { _listInstructions } from '../../support/instructions';

const VARIABLES = ['LC_ALL', 'LANG'];

/** Those that need no data: https://sourceware.org/glibc/manual/2.41/html_node/Standard-Locales.html, glibc 2.35 for C.UTF-8. */
const BUILT_IN = /^(C|POSIX)(\.|$)/i;

/** The directory of glibc's locales. `LOCPATH` and `MUSL_LOCPATH` name others. */
const DIRECTORY = '/usr/lib/locale';
const OTHER_PLACES = ['LOCPATH', 'MUSL_LOCPATH'];

export const runtimeMissingLocale: _Rule = {
  id: 'runtime/missing-locale',
  title: 'The image contains the locale that is set',
  severity: Severity.INFO,
  why: 'A program that uses the locales of its C library silently falls back to the locale C: dates and sorting are English, and non-ASCII letters '
    + 'may be rejected. A program that only reads the name of the language, as in Go, needs no data.',
  fix: 'Set LANG=C.UTF-8, which needs no data, or copy the locale: /usr/lib/locale from a stage in which `localedef` created it.',
  check: ({ result }) => {
    const { rootfs, config } = result;
    const variable = VARIABLES.find(name => config._valueOf(name));
    const step = _listInstructions(result).filter(({ node }) => node instanceof Env && node.pairs.some(({ key }) => key._text === variable)).at(-1);
    const locale = config._valueOf(variable ?? '');
    // A locale that the base image sets exists.
    if (step === undefined || locale === undefined || BUILT_IN.test(locale) || OTHER_PLACES.some(name => config.variables.includes(name))) return [];
    // musl accepts the name of every locale, and has data for none.
    if (_findBaseFacts(result)?.libc === 'musl') return [];
    const places = [`${DIRECTORY}/locale-archive`, `${DIRECTORY}/${locale}`, `${DIRECTORY}/${locale.replace(/UTF-8$/i, 'utf8')}`].map(path => rootfs.lookup(path));
    if (places.some(({ isMissing }) => !isMissing)) return [];
    return [{
      by: step.by,
      what: `${variable} is ${locale}, and the image has no such locale.`,
    }];
  },
};
