import type { EntrypointConfigField } from './entrypoint-config-field';
import type { EntrypointConfigFile } from './entrypoint-config-file';
import { Problem, _quoteValue } from '../../core';

/** Names that are plain in JSON and in a shell. */
const KEY = /^[A-Za-z_][\w.-]*$/;
/** Paths that are plain in JSON and in a shell, without a part that begins with a dot. */
const PATH = /^(\/[A-Za-z0-9_@%+=:,-][\w@%+=:,.-]*)+$/;
/** Variables that the helpers of the script set, in the subshell that writes the file. */
const OF_SCRIPT = ['first', 'given', 'item', 'items', 'json', 'key', 'line'];
/** Text that JSON has no escape for. */
const PLAIN = /^[^"\\\p{Cc}]*$/u;
/** Text in one line. */
const LINE = /^[^\p{Cc}]+$/u;

/**
 * What is wrong with a configuration file, but for the names of variables and the flag, which are as for arguments.
 *
 * @internal
 */
export function _findConfigFileProblems({ path, fields }: EntrypointConfigFile): Problem[] {
  const keys = fields.map(({ key }) => key);
  const paths = [path, ...fields.flatMap(({ _path, _usedWhen }) => [_path, _usedWhen?.path])].filter(each => each !== undefined);
  return [
    ...paths.filter(each => !PATH.test(each)).map(describePath),
    ...keys.filter(key => !KEY.test(key)).map(describeKey),
    ...keys.filter((key, i) => keys.indexOf(key) < i).map(describeTwice),
    ...fields.flatMap(({ _variable }) => _variable ?? []).filter(each => OF_SCRIPT.includes(each)).map(describeOfScript),
    ...fields.flatMap(findTextProblems),
    ...fields.some(({ _variable, _path }) => _variable !== undefined || _path !== undefined) ? [] : [{
      id: 'entrypoint/config-constant',
      what: `No field of the configuration file ${_quoteValue(path)} comes from a variable or a secret.`,
      why: 'It would never be written: the entrypoint writes it only if something is set.',
      fix: 'Put a file that is always the same into the image, or add EntrypointConfigField.text("Hostname", "TS_HOSTNAME").',
    }],
  ];
}

function describePath(path: string): Problem {
  return {
    id: 'entrypoint/config-path',
    what: `${_quoteValue(path)} is not a path for a file that the entrypoint reads or writes.`,
    why: 'The path stands in the script and in the configuration file as it is.',
    fix: 'Write an absolute path of letters, digits and _ @ % + = : , . -, no part of which begins with a dot, e.g. "/run/tailscaled.json".',
  };
}

function describeKey(key: string): Problem {
  return {
    id: 'entrypoint/config-key',
    what: `${_quoteValue(key)} is not the name of a field.`,
    why: 'The name stands in the script and in the configuration file as it is.',
    fix: 'Use letters, digits, "_", "." and "-", not starting with a digit, e.g. "ServerURL".',
  };
}

function describeOfScript(variable: string): Problem {
  return {
    id: 'entrypoint/variable-reserved',
    what: `The entrypoint sets the variable "${variable}" itself while it writes the configuration file.`,
    why: 'The file would get that value, not the one of the container.',
    fix: `Use a name other than ${OF_SCRIPT.join(', ')}.`,
  };
}

function describeTwice(key: string): Problem {
  return {
    id: 'entrypoint/config-key',
    what: `The field ${_quoteValue(key)} is in the configuration file twice.`,
    why: 'Only one of them counts, and programs disagree about which.',
    fix: 'Keep one of the two.',
  };
}

function findTextProblems({ key, _value, _prefix, _usedWhen }: EntrypointConfigField): Problem[] {
  const wrong = [
    ...[_value, _prefix].filter(each => typeof each === 'string' && !PLAIN.test(each)),
    ..._usedWhen === undefined || LINE.test(_usedWhen.text) ? [] : [_usedWhen.text],
  ] as string[];
  return wrong.map(text => ({
    id: 'entrypoint/config-value',
    what: `The text ${_quoteValue(text)} of the field ${_quoteValue(key)} cannot be used.`,
    why: 'It is written into the configuration file without escapes, or looked for in one line of a file.',
    fix: 'Leave out quotes, backslashes and control characters; the text of `usedWhen` may have quotes and backslashes, but not be empty.',
  }));
}
