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
  /** It takes exactly one argument, or at least one. */
  readonly needs?: 'one' | 'some';
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
  ARG: { form: 'names', needs: 'some' },
  CMD: { form: 'command', flags: {} },
  COPY: {
    form: 'paths',
    flags: { from: 'value', chown: 'value', chmod: 'value', link: 'switch', parents: 'switch', exclude: 'list' },
    heredocs: true,
  },
  ENTRYPOINT: { form: 'command', flags: {} },
  ENV: { form: 'pairs', flags: {}, needs: 'some' },
  EXPOSE: { form: 'words', flags: {}, needs: 'some' },
  FROM: { form: 'words', flags: { platform: 'value' } },
  HEALTHCHECK: {
    form: 'health',
    flags: { 'interval': 'value', 'timeout': 'value', 'start-period': 'value', 'start-interval': 'value', 'retries': 'value' },
    needs: 'some',
  },
  LABEL: { form: 'pairs', flags: {}, needs: 'some' },
  MAINTAINER: { form: 'text', flags: {}, needs: 'one' },
  ONBUILD: { form: 'trigger', flags: {}, needs: 'some', heredocs: true },
  RUN: { form: 'command', flags: { mount: 'list', network: 'value', security: 'value', device: 'list' }, heredocs: true },
  SHELL: { form: 'command', flags: {}, needs: 'some' },
  STOPSIGNAL: { form: 'text', needs: 'one' },
  USER: { form: 'text', flags: {}, needs: 'one' },
  VOLUME: { form: 'paths', flags: {}, needs: 'some' },
  WORKDIR: { form: 'text', flags: {}, needs: 'one' },
};
