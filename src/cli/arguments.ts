import { ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './command';
import { _suggestNearest } from '../core';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>>;

/**
 * Parses the arguments of a command.
 *
 * @throws UsageError for an unknown option, and for an option without its value
 */
export function parseArguments<T extends Options>(command: string, args: string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const option = /--?[\w-]+/.exec((error as Error).message)?.[0] ?? '';
    const meant = Object.keys(options).map(name => `--${name}`);
    const help = `See imagewright ${command} --help.`;
    if (options[option.slice(2)]?.type === 'string') throw new UsageError(`${option} needs a value. ${help}`);
    throw new UsageError(`${command} has no option "${option}".${_suggestNearest(option, meant)} ${help}`);
  }
}

/** @throws UsageError if there is no such format */
export function checkFormat(format: string, formats: object): void {
  if (Object.hasOwn(formats, format)) return;
  const names = Object.keys(formats);
  throw new UsageError(`There is no format "${format}".${_suggestNearest(format, names)} Formats: ${names.join(', ')}.`);
}
