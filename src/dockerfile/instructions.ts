import { _findOwn } from '../core';
import { Arg } from './nodes/arg';
import { Cmd } from './nodes/cmd';
import { Entrypoint } from './nodes/entrypoint';
import { Env } from './nodes/env';
import type { Instruction } from './nodes/instruction';
import { KeyValue } from './nodes/key-value';
import { Label } from './nodes/label';
import { Shell } from './nodes/shell';
import { StopSignal } from './nodes/stop-signal';
import { User } from './nodes/user';
import { _readCommand } from './parse/read-command';
import { _readAdd, _readCopy } from './parse/read-copying';
import { _readFrom } from './parse/read-from';
import { _readHealthcheck } from './parse/read-healthcheck';
import { _readOnBuild } from './parse/read-on-build';
import { _readRun } from './parse/read-run';
import { _readArgument, _readDeclarations, _readExpose, _readPairs, _readVolume } from './parse/read-settings';
import { _readWorkdir } from './parse/read-workdir';
import type { _Reader } from './parse/reader';
import type { _ArgumentForm, _FlagForm, _WordRole } from './syntax/forms';

/**
 * The properties of an instruction.
 *
 * @internal
 */
export interface _InstructionRow {
  readonly form: _ArgumentForm;
  /** The flags; undefined if BuildKit ignores all flags. */
  readonly flags?: Readonly<Record<string, _FlagForm>>;
  readonly heredocs?: true;
  /** The meaning of the words in which variables are expanded; undefined if BuildKit expands none. */
  readonly expands?: _WordRole;
  /** Whether BuildKit rejects it after `ONBUILD`. */
  readonly isNoTrigger?: true;
  readonly read: _Reader;
}

/**
 * All instructions: how BuildKit's parser splits each, and which node it becomes.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/instructions/parse.go
 * @internal
 */
export const _INSTRUCTIONS = {
  ADD: {
    form: 'copy',
    flags: { 'chown': 'word', 'chmod': 'word', 'link': 'switch', 'keep-git-dir': 'switch', 'checksum': 'word', 'unpack': 'switch', 'exclude': 'texts' },
    heredocs: true,
    expands: 'source',
    read: _readAdd,
  },
  ARG: { form: 'names', expands: 'value', read: (...given) => new Arg(_readDeclarations(...given)) },
  CMD: { form: 'command', flags: {}, read: instruction => new Cmd(_readCommand(instruction)) },
  COPY: {
    form: 'copy',
    flags: { from: 'text', chown: 'word', chmod: 'word', link: 'switch', parents: 'switch', exclude: 'texts' },
    heredocs: true,
    expands: 'source',
    read: _readCopy,
  },
  ENTRYPOINT: { form: 'command', flags: {}, read: instruction => new Entrypoint(_readCommand(instruction)) },
  ENV: { form: 'pairs', flags: {}, expands: 'value', read: (...given) => new Env(_readPairs(...given)) },
  EXPOSE: { form: 'ports', flags: {}, expands: 'port', read: _readExpose },
  FROM: { form: 'image', flags: { platform: 'global' }, isNoTrigger: true, read: _readFrom },
  HEALTHCHECK: {
    form: 'health',
    flags: { 'interval': 'text', 'timeout': 'text', 'start-period': 'text', 'start-interval': 'text', 'retries': 'text' },
    read: _readHealthcheck,
  },
  LABEL: { form: 'pairs', flags: {}, expands: 'value', read: (...given) => new Label(_readPairs(...given)) },
  // A label replaced it in Docker 1.13: https://docs.docker.com/reference/dockerfile/#maintainer-deprecated
  MAINTAINER: { form: 'text', flags: {}, isNoTrigger: true, read: ({ rest }) => new Label([KeyValue.of('org.opencontainers.image.authors', rest)]) },
  ONBUILD: { form: 'trigger', flags: {}, heredocs: true, isNoTrigger: true, read: _readOnBuild },
  RUN: { form: 'command', flags: { mount: 'mounts', network: 'text', security: 'text', device: 'texts' }, heredocs: true, read: _readRun },
  SHELL: { form: 'array', flags: {}, read: ({ json }) => new Shell([...json!]) },
  STOPSIGNAL: { form: 'text', expands: 'signal', read: (...given) => new StopSignal(_readArgument(...given)) },
  USER: { form: 'text', flags: {}, expands: 'user', read: (...given) => new User(_readArgument(...given)) },
  VOLUME: { form: 'paths', flags: {}, expands: 'volume', read: _readVolume },
  WORKDIR: { form: 'text', flags: {}, expands: 'path', read: _readWorkdir },
} satisfies Record<string, _InstructionRow>;

/**
 * All keywords, in alphabetical order.
 *
 * @internal
 */
export const _KEYWORDS: readonly string[] = Object.keys(_INSTRUCTIONS);

/**
 * The row of a keyword in upper case; undefined for an unknown one.
 *
 * @internal
 */
export function _findInstructionRow(keyword: string): _InstructionRow | undefined {
  return _findOwn<_InstructionRow>(_INSTRUCTIONS, keyword);
}

/**
 * The keyword of a node. `MAINTAINER` is read as a label.
 *
 * @internal
 */
export type _NodeKeyword = Exclude<keyof typeof _INSTRUCTIONS, 'MAINTAINER'>;

/**
 * A table with an entry for each instruction. The compiler checks that it is complete.
 *
 * @internal
 */
export type _ByInstruction<Result, Rest extends unknown[] = []> = {
  readonly [K in _NodeKeyword]: (node: ReturnType<(typeof _INSTRUCTIONS)[K]['read']>, ...rest: Rest) => Result
};

/**
 * Calls the entry for an instruction; undefined if the table has none.
 *
 * @internal
 */
export function _callForInstruction<Result, Rest extends unknown[]>(table: _ByInstruction<Result, Rest>, node: Instruction, ...rest: Rest): Result;
export function _callForInstruction<Result, Rest extends unknown[]>(
  table: Partial<_ByInstruction<Result, Rest>>, node: Instruction, ...rest: Rest
): Result | undefined;
export function _callForInstruction(table: Readonly<Record<string, unknown>>, node: Instruction, ...rest: unknown[]): unknown {
  return (table[node.keyword] as ((...args: unknown[]) => unknown) | undefined)?.(node, ...rest);
}
