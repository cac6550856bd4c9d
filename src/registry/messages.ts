import { _quoteValue, _refuse } from '../core';
import { _RegistryRefusalId, _REFUSALS } from './refusals';
import { _SOURCE_REFUSALS, _SourceRefusalId } from './sources/refusals';

const TEXTS = { ..._REFUSALS, ..._SOURCE_REFUSALS };

/** Shorter ones would make a message unreadable, and are none. */
const SHORTEST_SECRET = 4;

/**
 * Creates the refusals of a client. No password or token is in any of them, whatever a registry answers.
 *
 * @internal
 */
export class _Messages {
  private readonly secrets = new Set<string>();

  /** Never shows a text, neither as it is nor as it is written in a URL or in JSON. */
  public addSecret(text: string): void {
    if (text.length < SHORTEST_SECRET) return;
    for (const form of [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]) this.secrets.add(form);
  }

  /**
   * Refuses what a registry or another server answers, or what it cannot be asked.
   *
   * @param where the image, the pin or the file
   * @param fix what to do, if it is not the same each time
   * @throws always
   */
  public refuse(id: _RegistryRefusalId | _SourceRefusalId, where: string, what: string, fix: string = TEXTS[id].fix): never {
    return _refuse({ id, where: this.hide(where), what: this.hide(what), why: TEXTS[id].why, fix: this.hide(fix) });
  }

  private hide(text: string): string {
    // The longest first: one may be a part of another.
    return [...this.secrets].sort((a, b) => b.length - a.length).reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  }
}

/**
 * What a registry says, quoted for a message, or an empty text.
 *
 * @internal
 */
export function _quoteAnswer(text: string): string {
  return text === '' ? '' : ` It says: ${_quoteValue(text)}.`;
}
