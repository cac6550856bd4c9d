import { Problem, _hasHidden, _hiddenCharacters, _quotedValue } from '../core';
import { IMAGE } from './reference-forms';

/** What a text in a workflow file has to be: whether it is, what happens else, and what to write. */
interface Form {
  readonly fits: (text: string) => boolean;
  readonly why: string;
  readonly fix: string;
}

/** A form of options. Each is one text that stands in the files of a forge. */
export type OptionForm = keyof typeof FORMS;

/** What may be evaluated where a label of a runner stands: variables of the repository, and what no stranger chooses. */
const RUNNER_WORDS = [
  '\\bvars\\.[A-Za-z_]\\w*',
  '\\bgithub\\.(?:repository_owner|repository|event\\.repository\\.private|event_name|run_id|run_attempt)\\b',
  '\\b(?:fromJSON|contains|startsWith|endsWith|format)(?=\\()',
  '\\b(?:true|false)\\b',
  "'[^'{}]*'",
  '\\s', '\\|\\|', '&&', '[!=]=', '[(),]',
].join('|');

/** One label, of which parts may be evaluated. Without them it may have blanks. */
const RUNNER = new RegExp(`^(?:(?:(?!\\$\\{\\{)[^\\s,]|\\$\\{\\{(?:${RUNNER_WORDS})+\\}\\})+|(?!.*\\$\\{\\{)[^\\s,]+(?: [^\\s,]+)*)$`);

const FORMS = {
  script: {
    fits: text => text.trim() !== '',
    why: 'There would be nothing to run, and no imagewright to verify with.',
    fix: 'Write a command of the shell, or several lines.',
  },
  branch: {
    fits: isBranch,
    why: 'No branch is called so, and the workflows would never run; a pattern is no branch that changes could arrive on.',
    fix: 'Write the name of one branch: main.',
  },
  path: {
    fits: text => text.trim() !== '' && text === text.trim(),
    why: 'It fits no path, so nothing would be ignored.',
    fix: 'Write a path from the root of the repository, with * and **: docs/**.',
  },
  author: {
    fits: text => /^(?:[^<>]+ <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/.test(text),
    why: 'Renovate stops at an author that it cannot read.',
    fix: 'Write a name and an address: Renovate Bot <renovate@example.com>.',
  },
  runner: {
    fits: text => RUNNER.test(text),
    why: 'It is one label, and no runner has this one: the jobs would wait for ever.',
    fix: 'Write the one label that only those runners have: ubuntu-24.04. It may be a variable of the repository, ${{ vars.RUNNER || \'ubuntu-24.04\' }}, '
      + 'and so may a list: ${{ fromJSON(\'["self-hosted", "linux"]\') }}.',
  },
  image: {
    fits: text => text.length <= 1024 && IMAGE.test(text),
    why: 'The forge could not pull it.',
    fix: 'Write name:tag@sha256:…, as versions.imagePin("…").ref does.',
  },
  label: {
    fits: text => text === text.trim(),
    why: 'No agent has such a label.',
    fix: 'Write the name and the value that the agents have: { location: "office" }.',
  },
  endpoint: {
    // Anything else that Woodpecker could put in comes from a commit or from nowhere.
    fits: text => /^(?:https?:\/\/|\$\{CI_FORGE_URL\})[^\s]*$/.test(text) && !/\$\{(?!CI_FORGE_URL\})/.test(text),
    why: 'Renovate would not find the API of the forge.',
    fix: 'Write its address: https://git.example.com/api/v1. ${CI_FORGE_URL} is that of the forge itself.',
  },
} satisfies Record<string, Form>;

/**
 * What is wrong with the options of a pipeline or of a forge, each of which is one text of its files. What is escaped when it is printed may be
 * in it; what would mean something else to a forge, to its reader, or to nobody may not.
 *
 * @param options what each is called, and what was given; nothing where it was not
 */
export function optionProblems(options: readonly (readonly [option: string, form: OptionForm, given: string | undefined])[]): Problem[] {
  return options.flatMap(([option, form, given]) => (given === undefined ? [] : problemsOf(option, form, given)));
}

function problemsOf(option: string, name: OptionForm, text: string): Problem[] {
  const form: Form = FORMS[name];
  const problem = (what: string, why: string, fix: string) => [{ id: 'ci/option', what, why, fix }];
  if (_hasHidden(text)) {
    return problem(`${option} is ${_quotedValue(text)}, in which nobody sees ${_hiddenCharacters(text)[0].shown}.`,
      'Whoever reviews the workflow, or reads its log, takes it for another text.', 'Leave the character out.');
  }
  if (text.includes('\r')) {
    return problem(`${option} is ${_quotedValue(text)}, whose lines end in CR and LF.`, 'A shell takes the CR for a part of the last word of each line.',
      'End each line with a line feed alone: text.replaceAll("\\r", "").');
  }
  if (name !== 'script' && text.includes('\n')) {
    return problem(`${option} is ${_quotedValue(text)}, which has a line break.`, 'It is one line of the workflow.', form.fix);
  }
  if (name !== 'runner' && text.includes('${{')) {
    return problem(`${option} is ${_quotedValue(text)}, with an expression of GitHub.`,
      'GitHub would put a value in before anything reads the text, and other forges know no expressions.', 'Leave "${{" out.');
  }
  return form.fits(text) ? [] : problem(`${option} is ${_quotedValue(text)}.`, form.why, form.fix);
}

/** Whether a text is one line that every forge and every reader takes for what it is. */
export function isPlainLine(text: string): boolean {
  return !text.includes('\n') && !text.includes('${{') && !_hasHidden(text);
}

/** As git takes it. https://git-scm.com/docs/git-check-ref-format */
function isBranch(text: string): boolean {
  return text.length <= 244 && !/[\s~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$|^-|^@$|^HEAD$/.test(text) && text !== ''
    && text.split('/').every(part => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}
