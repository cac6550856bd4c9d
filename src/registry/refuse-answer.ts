import { _Answer, _findMember } from './answer';
import { _Place } from './hosts';
import { _DOCKER_HUB } from '../core';
import { _Messages, _quoteAnswer } from './messages';

/**
 * What a registry says about an error.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
 * @internal
 */
export interface _ErrorAnswer {
  /** E.g. `MANIFEST_UNKNOWN`; empty if it is not known. */
  readonly code: string;
  /** Its words for people; empty if there are none. */
  readonly text: string;
}

/** @internal */
export async function _readErrorAnswer(answer: _Answer): Promise<_ErrorAnswer> {
  const errors = _findMember(await answer.readJson().catch(() => undefined), 'errors');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const text = (name: string) => {
    const value = _findMember(first, name);
    return typeof value === 'string' ? value : '';
  };
  return { code: text('code'), text: text('message') };
}

/**
 * The command that stores a login for a registry.
 *
 * @internal
 */
export function _findLoginCommand(host: string): string {
  return host === _DOCKER_HUB ? 'docker login' : `docker login ${host}`;
}

/**
 * Refuses what a registry does not show.
 *
 * @param hasLogin whether it was asked with a login
 * @throws `registry/login`, `registry/denied`
 * @internal
 */
export async function _refuseLogin(answer: _Answer, place: _Place, hasLogin: boolean, messages: _Messages): Promise<never> {
  const { endpoint: { host }, repository, where } = place;
  const { text } = await _readErrorAnswer(answer);
  const command = _findLoginCommand(host);
  if (!hasLogin) {
    return messages.refuse(
      'registry/login',
      where,
      `${host} does not show the repository ${repository} without a login: it is private, or does not exist.${_quoteAnswer(text)}`,
      `Check the name. If the repository is private, log in: ${command}`,
    );
  }
  return messages.refuse(
    'registry/denied',
    where,
    `${host} refuses to show the repository ${repository} to the account that Docker is logged in with.${_quoteAnswer(text)}`,
    `Check the name. Log in again, with an account that has pull access: ${command}`,
  );
}
