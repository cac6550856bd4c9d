import { Platform } from '../../core';
import { checkFormat, parseArguments } from '../arguments';
import { UsageError } from '../command';
import { isDockerfileName } from './dockerfile-name';
import { REGISTRY_OPTIONS } from '../registry-options';

/** The ways to call the command. */
export type PinAction = 'add' | 'update' | 'complete' | 'check' | 'bases' | 'forges' | 'adopt';

/** The options that are actions. */
const ACTIONS = ['update', 'complete', 'check', 'bases', 'forges', 'adopt'] as const;

/** What the user asks for. */
export interface PinRequest {
  readonly action: PinAction;
  /** Images to add, or keys. */
  readonly names: readonly string[];
  /** Dockerfiles to edit; if there are any, nothing else is asked for. */
  readonly files: readonly string[];
  readonly key?: string;
  readonly file?: string;
  readonly platforms: readonly string[];
  /** A layout or an archive. */
  readonly from?: string;
  readonly format: string;
  readonly registry: { readonly 'mirror'?: string[]; readonly 'insecure-host'?: string[] };
}

const OPTIONS = {
  update: { type: 'boolean', default: false },
  complete: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  bases: { type: 'boolean', default: false },
  forges: { type: 'boolean', default: false },
  adopt: { type: 'boolean', default: false },
  key: { type: 'string' },
  file: { type: 'string' },
  platform: { type: 'string', multiple: true },
  from: { type: 'string' },
  format: { type: 'string', default: 'text' },
  ...REGISTRY_OPTIONS,
} as const;

/** The only way to call the command with which an option can be given. */
const TOGETHER: Readonly<Record<string, { readonly action: PinAction; readonly text: string }>> = {
  key: { action: 'add', text: 'names the key of one image that is added: imagewright pin NAME:TAG --key KEY' },
  platform: { action: 'bases', text: 'is an option of --bases' },
  from: { action: 'bases', text: 'is an option of --bases' },
};

/**
 * Reads the arguments of the command.
 *
 * @throws UsageError if options do not belong together
 */
export function readPinRequest(args: string[], formats: object): PinRequest {
  const { values, positionals } = parseArguments('pin', args, OPTIONS);
  checkFormat(values.format, formats);
  const actions = ACTIONS.filter(name => values[name]);
  if (actions.length > 1) throw new UsageError(`pin takes one of ${actions.map(name => `--${name}`).join(' and ')}. See imagewright pin --help.`);
  const action: PinAction = actions.at(0) ?? 'add';
  for (const [name, { action: needed, text }] of Object.entries(TOGETHER)) {
    if (values[name as keyof typeof values] !== undefined && needed !== action) throw new UsageError(`--${name} ${text}. See imagewright pin --help.`);
  }
  const files = [...new Set(positionals.filter(isDockerfileName))];
  const names = positionals.filter(name => !files.includes(name));
  if (files.length > 0) refuseMixture(files, names, action, values);
  if (action === 'add' && positionals.length === 0) throw new UsageError('pin needs an image, NAME:TAG, a Dockerfile, or one of --update, --complete, --check, --bases, --forges and --adopt. See imagewright pin --help.');
  if (values.key !== undefined && names.length > 1) throw new UsageError('--key names the key of one image. Pin the images one by one, or without --key.');
  if ((action === 'forges' || action === 'adopt') && names.length > 0) throw new UsageError(`--${action} takes no names, but ${names[0]} is given.`);
  if (values.from !== undefined && names.length !== 1) throw new UsageError('--from takes the place of one base: imagewright pin --bases KEY --from PATH');
  return {
    action,
    names,
    files,
    key: values.key,
    file: values.file,
    platforms: [...new Set((values.platform ?? []).map(name => Platform.parse(name).name))],
    from: values.from,
    format: values.format,
    registry: values,
  };
}

/** The actions on Dockerfiles. */
const ON_FILES: readonly PinAction[] = ['add', 'update', 'check'];

/** @throws UsageError if something else is asked for together with Dockerfiles */
function refuseMixture(
  [file]: readonly string[], names: readonly string[], action: PinAction, { key, file: versions }: Pick<PinRequest, 'key' | 'file'>,
): void {
  if (names.length > 0) throw new UsageError(`${file} is a Dockerfile, ${names[0]} is in versions.json. Pin them one after the other.`);
  if (!ON_FILES.includes(action)) throw new UsageError(`--${action} is for versions.json, not for a Dockerfile (${file}).`);
  if (key !== undefined) throw new UsageError(`--key is for an image in versions.json, not for a Dockerfile (${file}).`);
  if (versions !== undefined) throw new UsageError(`--file is for versions.json. A Dockerfile (${file}) is pinned without it.`);
}
