import { Severity } from '../../../core';
import { Cmd, Command, Entrypoint, Healthcheck } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _findLast } from '../../support/instructions';
import { _findShellText } from '../../support/shell-text';

/** `$PORT`, `${PORT}` and `${PORT:-80}`. A single lower case letter or a number after `$` more likely belongs to another language. */
const VARIABLE = /\$(?:([A-Z_][A-Z0-9_]+)\b|\{([A-Za-z_]\w*)(?::?[-+?][^}]*)?\})/;

/**
 * Programs in whose arguments `$` has a meaning of its own, according to their manuals: languages, patterns, and programs that expand variables
 * themselves.
 * `java` is listed because of Spring: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.property-placeholders
 */
const OWN_MEANING = /(^|\/)(awk|caddy|envsubst|expect|find|gawk|gomplate|grep|jq|make|mawk|otelcol[\w-]*|pwsh|sed|tclsh|yq)$/;
/** Languages in which `$` only has a meaning in code among the arguments, not in the arguments of a program: `perl -ne`, `python -c`, `php -r`. */
const LANGUAGES = /(^|\/)(node|perl|php[\d.]*|python[\d.]*|ruby)$/;
const CODE = /^(-\w*[ceErRp]|--(eval|print|run))$/;
const PLACEHOLDERS = /(^|\/)java$/;

export const startExecFormVariable: _Rule = {
  id: 'start/exec-form-variable',
  title: 'A command in exec form uses no variable',
  severity: Severity.WARNING,
  why: 'No shell expands the list: the program gets the text "$NAME" itself.',
  fix: 'Let the program read the variable, or let a shell expand it: ["/bin/sh", "-c", "exec /bin/app --port \\"$PORT\\" \\"$@\\"", "app"].',
  check: ({ result }) => {
    const { entrypoint, cmd, healthcheck } = result.config;
    return [
      ...checkCommand(result, 'ENTRYPOINT', entrypoint, _findLast(result, Entrypoint)),
      // The program of the entrypoint interprets the arguments.
      ...checkCommand(result, 'CMD', cmd, _findLast(result, Cmd), entrypoint?.argv),
      ...checkCommand(result, 'HEALTHCHECK', healthcheck, _findLast(result, Healthcheck)),
    ];
  },
};

function checkCommand(
  { config }: StageModel, name: string, command: Command | undefined, instruction: Pick<RuleFinding, 'by'> | undefined, before: string[] = [],
): RuleFinding[] {
  if (command === undefined || command.isShell) return [];
  const words = [...before, ...command.argv];
  const text = _findShellText(words);
  const plain = command.argv.filter((word, i) => before.length + i !== text?.index && isMeant(word, words));
  const [first] = plain;
  if (first === undefined) return [];
  const [, plainName, bracedName] = VARIABLE.exec(first)!;
  const value = config._valueOf(plainName ?? bracedName);
  return [{
    by: instruction?.by,
    what: `${name} in exec form has ${plain.map(word => JSON.stringify(word)).join(', ')}, and nothing expands ${
      value === undefined ? 'the variable' : `it with ${plainName ?? bracedName}=${value}`}.`,
  }];
}

/** Whether a word contains a variable that a shell would have expanded. */
function isMeant(word: string, words: string[]): boolean {
  if (!VARIABLE.test(word) || words.some(each => OWN_MEANING.test(each))) return false;
  if (words.some(each => LANGUAGES.test(each)) && words.some(each => CODE.test(each))) return false;
  return !(words.some(each => PLACEHOLDERS.test(each)) && /\$\{/.test(word));
}
