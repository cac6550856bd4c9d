/** How the arguments of an instruction are written. */
export type _ArgumentForm =
  | 'command' // JSON, else one text
  | 'paths' // JSON, else words
  | 'words' // words
  | 'text' // one text
  | 'pairs' // key=value, or one key and a value after a blank
  | 'names' // name[=value]
  | 'health' // NONE, or CMD and a command
  | 'trigger'; // another instruction

/** What may stand behind a flag: nothing or a truth value; a value; a value, several times. */
export type _FlagForm = 'switch' | 'value' | 'list';

/**
 * What BuildKit's parser knows about an instruction.
 *
 * @internal
 */
export interface _Keyword {
  readonly form: _ArgumentForm;
  /** Undefined where BuildKit looks at no flag and drops them all. */
  readonly flags?: Readonly<Record<string, _FlagForm>>;
  readonly heredocs?: true;
}

/**
 * All instructions.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/instructions/parse.go
 * @internal
 */
export const _KEYWORDS: Readonly<Record<string, _Keyword>> = {
  ADD: {
    form: 'paths',
    flags: { 'chown': 'value', 'chmod': 'value', 'link': 'switch', 'keep-git-dir': 'switch', 'checksum': 'value', 'unpack': 'switch', 'exclude': 'list' },
    heredocs: true,
  },
  ARG: { form: 'names' },
  CMD: { form: 'command', flags: {} },
  COPY: {
    form: 'paths',
    flags: { from: 'value', chown: 'value', chmod: 'value', link: 'switch', parents: 'switch', exclude: 'list' },
    heredocs: true,
  },
  ENTRYPOINT: { form: 'command', flags: {} },
  ENV: { form: 'pairs', flags: {} },
  EXPOSE: { form: 'words', flags: {} },
  FROM: { form: 'words', flags: { platform: 'value' } },
  HEALTHCHECK: {
    form: 'health',
    flags: { 'interval': 'value', 'timeout': 'value', 'start-period': 'value', 'start-interval': 'value', 'retries': 'value' },
  },
  LABEL: { form: 'pairs', flags: {} },
  MAINTAINER: { form: 'text', flags: {} },
  ONBUILD: { form: 'trigger', flags: {}, heredocs: true },
  RUN: { form: 'command', flags: { mount: 'list', network: 'value', security: 'value', device: 'list' }, heredocs: true },
  SHELL: { form: 'command', flags: {} },
  STOPSIGNAL: { form: 'text' },
  USER: { form: 'text', flags: {} },
  VOLUME: { form: 'paths', flags: {} },
  WORKDIR: { form: 'text', flags: {} },
};
