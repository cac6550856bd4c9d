import { _findConfigFileProblems } from './config-file-problems';
import { _printConfigFunction, _printConfigUse } from './config-file-script';
import type { EntrypointConfigFile } from './entrypoint-config-file';
import { Problem, _refuse, _quoteShellWord } from '../../core';

/** The packets that the kernel forwards. */
export enum IpForwarding {
  /** Forwarding stays unchanged. */
  NONE = 'none',
  /** IPv4: `net.ipv4.ip_forward`. */
  IPV4 = 'ipv4',
  /** IPv6: `net.ipv6.conf.all.forwarding`. */
  IPV6 = 'ipv6',
  /** Both. */
  IPV4_AND_IPV6 = 'ipv4-and-ipv6',
}

/** A kernel setting that the script applies before the program starts, unless it already has that value. */
export interface SysctlSetting {
  /**
   * Name with dots, e.g. `net.ipv4.conf.all.rp_filter`. Write a dot inside a part as a slash:
   * `net.ipv4.conf.eth0/100.rp_filter` is a setting of the interface `eth0.100`.
   *
   * @see https://www.freedesktop.org/software/systemd/man/latest/sysctl.d.html
   */
  readonly name: string;
  /** Value, e.g. `2`; several words are separated by spaces, e.g. `4096 131072 6291456`. */
  readonly value: string;
}

/** What a variable of the container's environment becomes. */
export enum EnvironmentArgumentKind {
  /** One argument, verbatim: spaces, quotes and asterisks are literal. */
  VALUE = 'value',
  /** A list, split at spaces, tabs and newlines into one argument each; quotes and asterisks are literal. */
  WORDS = 'words',
}

/** An argument of the program that an environment variable of the container sets. */
export interface EnvironmentArgument {
  /** Name of the variable, e.g. `TS_STATE_DIR`. Unset and empty mean the same. */
  readonly variable: string;
  /**
   * Flag for the value. A flag that ends in `=` forms one argument with it (`--statedir=` gives `--statedir=/data`);
   * any other flag becomes a separate argument before it (`--port` gives `--port` and `41641`). WORDS allow no flag.
   * @default - no flag
   */
  readonly flag?: string;
  /**
   * Value when the variable is unset or empty.
   * @default - no argument and no flag
   */
  readonly defaultValue?: string;
  /**
   * One value, or a list of words.
   * @default EnvironmentArgumentKind.VALUE
   */
  readonly kind?: EnvironmentArgumentKind;
}

/**
 * What an entrypoint script does; see `RouterOsEntrypointProps`.
 *
 * @internal
 */
export interface _EntrypointScriptOptions {
  readonly exec: string[];
  readonly forwarding?: IpForwarding;
  readonly sysctls?: SysctlSetting[];
  readonly environmentArguments?: EnvironmentArgument[];
  readonly configFile?: EntrypointConfigFile;
}

const IPV4 = { title: 'IPv4', name: 'net.ipv4.ip_forward' };
const IPV6 = { title: 'IPv6', name: 'net.ipv6.conf.all.forwarding' };
const FORWARDED: Record<IpForwarding, typeof IPV4[]> = {
  [IpForwarding.NONE]: [],
  [IpForwarding.IPV4]: [IPV4],
  [IpForwarding.IPV6]: [IPV6],
  [IpForwarding.IPV4_AND_IPV6]: [IPV4, IPV6],
};

/** Parts joined by dots; a slash inside a part means a dot. `..` cannot be written. */
const SYSCTL_NAME = /^[\w-]+(\/[\w-]+)*(\.[\w-]+(\/[\w-]+)*)+$/;
/** Words of letters, digits and the punctuation of kernel settings; no word that `echo` reads as an option. */
const SYSCTL_VALUE = /^(-\d+|[\w.,:/+][\w.,:/+-]*)( (-\d+|[\w.,:/+][\w.,:/+-]*))*$/;
const VARIABLE = /^[A-Za-z_]\w*$/;
const FLAG = /^--?[A-Za-z0-9][\w.-]*=?$/;
/** Text that is literal everywhere in a POSIX shell script, except for its spaces. */
const PLAIN = /^[\w@%+=:,./ -]+$/;

/**
 * Variables that a shell sets by itself, which overwrites the container's value.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_05_03
 */
const SHELL_VARIABLES = ['IFS', 'LINENO', 'OLDPWD', 'OPTARG', 'OPTIND', 'PPID', 'PS1', 'PS2', 'PS4', 'PWD', 'RANDOM', 'SHLVL', '_'];

/**
 * The start script of a container: applies missing kernel settings, then becomes the program.
 *
 * Plain POSIX `sh` for dash and BusyBox ash, which may have been built without `[` and `printf`: it uses neither.
 * It contains the user's values only as quoted text or as checked names.
 *
 * @throws the first of `_entrypointProblems`
 * @internal
 */
export function _printEntrypointScript(options: _EntrypointScriptOptions): string {
  _findEntrypointProblems(options).slice(0, 1).forEach(_refuse);
  const forwarded = FORWARDED[options.forwarding ?? IpForwarding.NONE];
  const sysctls = options.sysctls ?? [];
  const given = options.environmentArguments ?? [];
  const settings = [
    // Comes first because a change of ip_forward resets the settings of all interfaces (https://docs.kernel.org/networking/ip-sysctl.html).
    ...forwarded.flatMap(printForwardingLines),
    ...sysctls.map(({ name, value }) => printSettingLine(`${name} is not ${value} and cannot be set`, name, value)),
  ];
  const blocks = [
    ['#!/bin/sh', `# ${describePurpose(options)}`],
    settings.length > 0 ? printSettingFunction(sysctls) : [],
    settings,
    options.configFile ? [..._printConfigFunction(options.configFile), '', _printConfigUse(options.configFile)] : [],
    [
      ...given.flatMap((argument, i) => printDefaultLine(argument, findFreeName(given, i))),
      ...printWordsLines(given), ...printExecLines(options.exec, given),
    ],
  ];
  return blocks.filter(block => block.length > 0).map(block => `${block.join('\n')}\n`).join('\n');
}

/**
 * All problems of the options of an entrypoint script.
 *
 * @internal
 */
export function _findEntrypointProblems(options: _EntrypointScriptOptions): Problem[] {
  const sysctls = options.sysctls ?? [];
  const names = [...FORWARDED[options.forwarding ?? IpForwarding.NONE], ...sysctls].map(({ name }) => name);
  return [
    ...findCommandProblems(options.exec),
    ...sysctls.flatMap(findSysctlProblems),
    ...names.filter((name, i) => names.indexOf(name) < i).map(describeDuplicateSysctl),
    ...(options.environmentArguments ?? []).flatMap(findArgumentProblems),
    ...findConfigProblems(options.configFile),
  ];
}

function findConfigProblems(file: EntrypointConfigFile | undefined): Problem[] {
  if (file === undefined) return [];
  const variables = file.fields.flatMap(({ _variable }) => _variable ?? []);
  return [
    ..._findConfigFileProblems(file),
    ...variables.flatMap(findVariableProblems),
    ...findFlagProblems(file.flag),
  ];
}

function describePurpose({ exec, forwarding = IpForwarding.NONE, sysctls = [], configFile }: _EntrypointScriptOptions): string {
  const titles = FORWARDED[forwarding].map(({ title }) => title).join(' and ');
  const steps = [
    ...(titles ? [`switches on ${titles} forwarding if it is off`] : []),
    ...(sysctls.length > 0 ? ['applies the kernel settings below if they differ'] : []),
    ...(configFile ? ['writes the configuration file if something is set'] : []),
  ];
  return `${[...steps, `${steps.length > 0 ? 'then ' : ''}becomes ${exec[0]}`].join(', ').replace(/^./, letter => letter.toUpperCase())}.`;
}

/**
 * The script does not test whether a file is writable: for root, a file on a read-only file system counts as writable, so only
 * the attempt tells. The shell's message ends in the kernel's reason. RouterOS cuts a log line at 179 characters, so the message is one short line.
 *
 * dash and BusyBox `read` byte by byte, and all reads of a kernel setting but the first are empty: they see its first
 * character alone (`__do_proc_dointvec` in https://github.com/torvalds/linux/blob/v6.12/kernel/sysctl.c). That distinguishes 0 from 1; other values need `cat`.
 */
function printSettingFunction(sysctls: SysctlSetting[]): string[] {
  return [
    '# set_sysctl FILE VALUE MESSAGE: silent if FILE already has the VALUE; prints one line if it cannot be set.',
    '# A subshell keeps its variables out of the environment of the program.',
    'set_sysctl() (',
    '  (: <"$1") 2>/dev/null || { echo "entrypoint: $3: $1 cannot be read" >&2; exit; }',
    ...(sysctls.length > 0 ? ['  now=$(cat "$1")'] : ['  # Many shells read one character of a kernel setting, which is enough for 0 and 1.', '  read -r now <"$1"']),
    ...(sysctls.some(({ value }) => value.includes(' ')) ? [
      '  # The kernel separates words with tabs.',
      '  set -f',
      '  words=',
      '  for word in $now; do words="$words${words:+ }$word"; done',
      '  now=$words',
    ] : []),
    '  case $now in "$2") exit ;; esac',
    '  reason=$({ echo "$2" >"$1"; } 2>&1) || echo "entrypoint: $3: $1: ${reason##*: }" >&2',
    ')',
  ];
}

/** A kernel without IPv6 is the operator's choice and has nothing to forward, so the script stays silent. */
function printForwardingLines({ title, name }: typeof IPV4): string[] {
  const line = printSettingLine(`${title} forwarding is off and cannot be switched on`, name, '1');
  return title === IPV6.title
    ? ['# A kernel without IPv6 has nothing to forward.', `if (: <${findSettingFile(name)}) 2>/dev/null; then`, `  ${line}`, 'fi']
    : [line];
}

function printSettingLine(complaint: string, name: string, value: string): string {
  return `set_sysctl ${findSettingFile(name)} ${_quoteShellWord(value)} ${_quoteShellWord(complaint)}`;
}

function findSettingFile(name: string): string {
  return `/proc/sys/${name.replace(/[./]/g, mark => mark === '.' ? '/' : '.')}`;
}

/** Inside `${X:-…}` shells disagree about quotes, so a default that is not plain gets a separate variable. */
function printDefaultLine({ defaultValue = '' }: EnvironmentArgument, name: string): string[] {
  return defaultValue === '' || PLAIN.test(defaultValue) ? [] : [`${name}=${_quoteShellWord(defaultValue)}`];
}

/** The name of a variable that no argument uses. */
function findFreeName(given: EnvironmentArgument[], i: number): string {
  let name = `default${i + 1}`;
  while (given.some(({ variable }) => variable === name)) name += '_';
  return name;
}

function printWordsLines(given: EnvironmentArgument[]): string[] {
  const lists = given.filter(({ kind }) => kind === EnvironmentArgumentKind.WORDS).map(({ variable }) => variable);
  return lists.length === 0 ? [] : [
    'set -f # asterisks in a list are literal',
    `# shellcheck disable=SC2086 # split intentionally: ${lists.join(', ')}`,
  ];
}

function printExecLines(exec: string[], given: EnvironmentArgument[]): string[] {
  const command = `exec ${exec.map(_quoteShellWord).join(' ')}`;
  if (given.length === 0) return [`${command} "$@"`];
  return [`${command} \\`, ...given.map((argument, i) => `  ${printArgumentWord(argument, findFreeName(given, i))} \\`), '  "$@"'];
}

function printArgumentWord({ variable, flag = '', defaultValue = '', kind }: EnvironmentArgument, defaultVariable: string): string {
  const fallback = PLAIN.test(defaultValue) ? defaultValue : `$${defaultVariable}`;
  const prefix = flag === '' || flag.endsWith('=') ? flag : `${flag} `;
  if (kind === EnvironmentArgumentKind.WORDS) return defaultValue === '' ? `\${${variable}-}` : `\${${variable}:-${fallback}}`;
  return defaultValue === '' ? `\${${variable}:+${prefix}"$${variable}"}` : `${prefix}"\${${variable}:-${fallback}}"`;
}

function findCommandProblems([program = '', ...fixed]: string[]): Problem[] {
  return [
    ...(/^\/\P{Cc}+$/u.test(program) ? [] : [{
      id: 'entrypoint/command',
      what: program === '' ? 'The entrypoint has no program.' : `The entrypoint's program ${JSON.stringify(program)} is not an absolute path.`,
      why: 'The container would stop at once, or start another program of that name from its PATH.',
      fix: 'Put the absolute path of the program first, e.g. "/usr/local/bin/tailscaled".',
    }]),
    ...fixed.flatMap(findNulProblems),
  ];
}

function findSysctlProblems({ name, value }: SysctlSetting): Problem[] {
  return [
    ...(SYSCTL_NAME.test(name) ? [] : [{
      id: 'entrypoint/sysctl-name',
      what: `${JSON.stringify(name)} is not the name of a kernel setting.`,
      why: 'The entrypoint would look for a file below /proc/sys that does not exist.',
      fix: 'Separate its parts with dots, e.g. "net.ipv4.conf.all.rp_filter"; a dot inside a part is "/", e.g. "net.ipv4.conf.eth0/100.rp_filter".',
    }]),
    ...(SYSCTL_VALUE.test(value) ? [] : [{
      id: 'entrypoint/sysctl-value',
      what: `${JSON.stringify(value)} is not a value for "${name}".`,
      why: 'It would never equal the value in the kernel, so the entrypoint would write it or print an error at every start.',
      fix: 'Write words of letters, digits and . , : / + - separated by one space, e.g. "2" or "4096 131072 6291456".',
    }]),
  ];
}

function describeDuplicateSysctl(name: string): Problem {
  const isKnob = [IPV4, IPV6].some(knob => knob.name === name);
  return {
    id: 'entrypoint/sysctl-twice',
    what: `The kernel setting "${name}" is set twice.`,
    why: 'Only the last value counts, and a reader cannot tell which one is intended.',
    fix: isKnob ? 'Remove the setting, or remove that protocol from `forwarding`.' : 'Keep one of the two.',
  };
}

function findArgumentProblems({ variable, flag, defaultValue = '', kind }: EnvironmentArgument): Problem[] {
  const isWords = kind === EnvironmentArgumentKind.WORDS;
  return [
    ...findVariableProblems(variable),
    ...findFlagProblems(flag),
    ...(isWords && flag !== undefined ? [{
      id: 'entrypoint/flag-of-words',
      what: `The words of "${variable}" cannot have the flag ${JSON.stringify(flag)}.`,
      why: 'Only the first word would get it.',
      fix: 'Leave out `flag` and put whole arguments into the variable, or use EnvironmentArgumentKind.VALUE.',
    }] : []),
    ...(isWords && /["'\\]/.test(defaultValue) ? [{
      id: 'entrypoint/quoted-words',
      what: `The default ${JSON.stringify(defaultValue)} of "${variable}" has quotes or backslashes.`,
      why: 'They do not keep words together: the program would get them literally.',
      fix: 'Remove them, or use EnvironmentArgumentKind.VALUE for one argument with spaces.',
    }] : []),
    ...findNulProblems(defaultValue),
  ];
}

function findVariableProblems(variable: string): Problem[] {
  return [
    ...(VARIABLE.test(variable) ? [] : [{
      id: 'entrypoint/variable-name',
      what: `${JSON.stringify(variable)} is not the name of an environment variable.`,
      why: 'The shell would stop with a syntax error when the container starts.',
      fix: 'Use letters, digits and _, not starting with a digit, e.g. "TS_STATE_DIR".',
    }]),
    ...(SHELL_VARIABLES.includes(variable) ? [{
      id: 'entrypoint/variable-reserved',
      what: `The shell sets the variable "${variable}" itself.`,
      why: 'The program would get that value, not the one of the container.',
      fix: `Use a name other than ${SHELL_VARIABLES.join(', ')}.`,
    }] : []),
  ];
}

function findFlagProblems(flag: string | undefined): Problem[] {
  return flag === undefined || FLAG.test(flag) ? [] : [{
    id: 'entrypoint/flag',
    what: `${JSON.stringify(flag)} is not a flag.`,
    why: 'The program would get an unknown argument.',
    fix: 'Write "--name=", "--name" or "-n".',
  }];
}

function findNulProblems(argument: string): Problem[] {
  return argument.includes('\0') ? [{
    id: 'entrypoint/argument',
    what: `The argument ${JSON.stringify(argument)} has a NUL character.`,
    why: 'Linux ends an argument there, so the program would get only a part of it.',
    fix: 'Remove the NUL character.',
  }] : [];
}
