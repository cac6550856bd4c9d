import { Problem, _hasHidden, _findHiddenCharacters, _quoteValue } from '../core';
import { IMAGE } from './reference-forms';

/** The valid form of a text in a workflow file: whether a text has it, what breaks otherwise, and what to write. */
interface Form {
  readonly fits: (text: string) => boolean;
  readonly why: string;
  readonly fix: string;
}

/** A form of options. Each option is one text in the files of a forge. */
export type OptionForm = keyof typeof FORMS;

/** What may be evaluated in the label of a runner: variables of the repository, and values that no stranger controls. */
const RUNNER_WORDS = [
  '\\bvars\\.[A-Za-z_]\\w*',
  '\\bgithub\\.(?:repository_owner|repository|event\\.repository\\.private|event_name|run_id|run_attempt)\\b',
  '\\b(?:fromJSON|contains|startsWith|endsWith|format)(?=\\()',
  '\\b(?:true|false)\\b',
  "'[^'{}]*'",
  '\\s', '\\|\\|', '&&', '[!=]=', '[(),]',
].join('|');

/** One label, parts of which may be evaluated. A label without such parts may contain spaces. */
const RUNNER = new RegExp(`^(?:(?:(?!\\$\\{\\{)[^\\s,]|\\$\\{\\{(?:${RUNNER_WORDS})+\\}\\})+|(?!.*\\$\\{\\{)[^\\s,]+(?: [^\\s,]+)*)$`);

const FORMS = {
  script: {
    // "sh -c" would take it for an option.
    fits: text => text.trim() !== '' && !text.trimStart().startsWith('-'),
    why: 'There would be nothing to run, and no imagewright to verify with.',
    fix: 'Write a command of the shell, or several lines. No command begins with "-".',
  },
  value: {
    fits: text => text.length <= 10_000,
    why: 'A workflow is no place for a file.',
    fix: 'Write at most 10000 characters, or commit the text as a file.',
  },
  branch: {
    fits: isBranch,
    why: 'No branch can have this name, so the workflows would never run. A pattern is not the name of a branch.',
    fix: 'Write the name of one branch: main.',
  },
  branches: {
    // Other characters have a meaning in the patterns of some forge.
    fits: text => isBranch(text.replace(/\*\*?/g, 'x')) && /^[A-Za-z0-9][\w./*-]*$/.test(text),
    why: 'It would match no branch, or every branch: what is pushed there is completed with a token that can write.',
    fix: 'Write a pattern that begins as the branches of the bot do: renovate/**, dependabot/**.',
  },
  path: {
    fits: text => text.trim() !== '' && text === text.trim(),
    why: 'It matches no path, so nothing would be ignored.',
    fix: 'Write a path from the root of the repository, with * and **: docs/**.',
  },
  author: {
    fits: text => /^(?:[^<>]+ <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/.test(text),
    why: 'Renovate fails if it cannot parse the author.',
    fix: 'Write a name and an address: Renovate Bot <renovate@example.com>.',
  },
  runner: {
    fits: text => RUNNER.test(text),
    why: 'It must be one label, and no runner has this one: the jobs would wait forever.',
    fix: 'Write one label that the runners have: ubuntu-24.04. A variable of the repository is allowed, ${{ vars.RUNNER || \'ubuntu-24.04\' }}, '
      + 'and several labels go into the list amd64Labels or arm64Labels.',
  },
  image: {
    fits: text => text.length <= 1024 && IMAGE.test(text),
    why: 'The forge could not pull it.',
    fix: 'Write name:tag@sha256:…, as versions.imagePin("…").ref does.',
  },
  environment: {
    fits: text => text !== '' && text === text.trim() && text.length <= 255,
    why: 'No environment can have this name.',
    fix: 'Write the name of an environment of the repository: production.',
  },
  label: {
    fits: text => text === text.trim(),
    why: 'No agent has such a label.',
    fix: 'Write the name and the value that the agents have: { location: "office" }.',
  },
  directory: {
    fits: text => text.length <= 200 && /^[\w.-]+(?:\/[\w.-]+)*$/.test(text) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text),
    why: 'GitLab could not include the files.',
    fix: 'Write a path from the root of the repository, of letters, digits, ".", "_", "-" and "/": .gitlab/images.',
  },
  stage: {
    // GitLab replaces variables in some of these texts, and has no escapes there.
    fits: text => text.length <= 255 && /^[\p{L}\d_.:/](?:[\p{L}\d_.:/ -]*[\p{L}\d_.:/-])?$/u.test(text),
    why: 'GitLab would refuse it, or replace a part of it.',
    fix: 'Write letters, digits, ".", "_", ":", "/", "-" and blanks: build.',
  },
  endpoint: {
    // Any other variable that Woodpecker could insert comes from a commit, or is empty.
    fits: text => /^(?:https?:\/\/|\$\{CI_FORGE_URL\})[^\s]*$/.test(text) && !/\$\{(?!CI_FORGE_URL\})/.test(text),
    why: 'Renovate would not find the API of the forge.',
    fix: 'Write its address: https://git.example.com/api/v1. ${CI_FORGE_URL} is that of the forge itself.',
  },
} satisfies Record<string, Form>;

/**
 * Checks the options of a pipeline or of a forge that become texts of its files. Characters that the printer escapes are allowed; text that a
 * forge or a reader would misunderstand is not.
 *
 * @param options the name, form and value of each option; undefined if it was not given
 */
export function checkOptions(options: readonly (readonly [option: string, form: OptionForm, given: string | undefined])[]): Problem[] {
  return options.flatMap(([option, form, given]) => (given === undefined ? [] : checkOption(option, form, given)));
}

function checkOption(option: string, name: OptionForm, text: string): Problem[] {
  const form: Form = FORMS[name];
  const problem = (what: string, why: string, fix: string) => [{ id: 'ci/option', what, why, fix }];
  if (_hasHidden(text)) {
    return problem(`${option} is ${_quoteValue(text)}, which contains the invisible ${_findHiddenCharacters(text)[0].shown}.`,
      'A reviewer of the workflow, or a reader of its log, sees another text.', 'Remove the character.');
  }
  if (text.includes('\r')) {
    return problem(`${option} is ${_quoteValue(text)}, whose lines end in CR and LF.`, 'A shell reads the CR as part of the last word of each line.',
      'End each line with a line feed only: text.replaceAll("\\r", "").');
  }
  if (name !== 'script' && name !== 'value' && text.includes('\n')) {
    return problem(`${option} is ${_quoteValue(text)}, which has a line break.`, 'It must be one line of the workflow.', form.fix);
  }
  if (name !== 'runner' && text.includes('${{')) {
    return problem(`${option} is ${_quoteValue(text)}, with an expression of GitHub.`,
      'GitHub would insert a value before anything reads the text, and other forges have no expressions.', 'Remove "${{".');
  }
  return form.fits(text) ? [] : problem(`${option} is ${_quoteValue(text)}.`, form.why, form.fix);
}

/** Whether a text is one line that means the same to every forge and every reader. */
export function isPlainLine(text: string): boolean {
  return !text.includes('\n') && !text.includes('${{') && !_hasHidden(text);
}

/** Whether git accepts the name. https://git-scm.com/docs/git-check-ref-format */
function isBranch(text: string): boolean {
  return text.length <= 244 && !/[\s~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$|^-|^@$|^HEAD$/.test(text) && text !== ''
    && text.split('/').every(part => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}
