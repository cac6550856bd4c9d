import { _parseJson, _findOwn } from '../core';
import { _quote, _refuseImage } from './refusal';

/**
 * A value of a JSON document. If it is not of the expected type, the error contains its path.
 *
 * @internal
 */
export class _Json {
  /** @throws `oci/json` */
  public static parse(data: Buffer, where: string): _Json {
    const { value, fault } = _parseJson(data.toString('utf8'));
    return fault === undefined ? new _Json(value, where, '') : _refuseImage('oci/json', where, `It is not JSON: ${fault}.`);
  }

  private constructor(private readonly value: unknown, private readonly where: string, private readonly path: string) {}

  /** A property of an object; undefined if it is missing or `null`. */
  public optional(name: string): _Json | undefined {
    if (!isObject(this.value)) return this.refuse('an object');
    const value = _findOwn(this.value, name);
    return value === undefined || value === null ? undefined : new _Json(value, this.where, `${this.path}/${name}`);
  }

  public required(name: string): _Json {
    return this.optional(name) ?? _refuseImage('oci/json', this.where, `${this.describePlace()} has no ${_quote(name)}.`);
  }

  public get isList(): boolean {
    return Array.isArray(this.value);
  }

  public list(): _Json[] {
    if (!Array.isArray(this.value)) return this.refuse('a list');
    return this.value.map((each: unknown, i) => new _Json(each, this.where, `${this.path}/${i}`));
  }

  public text(): string {
    return typeof this.value === 'string' ? this.value : this.refuse('a text');
  }

  public number(): number {
    return Number.isSafeInteger(this.value) ? this.value as number : this.refuse('a whole number');
  }

  public boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.refuse('true or false');
  }

  public texts(): string[] {
    return this.list().map(each => each.text());
  }

  /** The names of the properties of an object, sorted. */
  public names(): string[] {
    return isObject(this.value) ? Object.keys(this.value).sort() : this.refuse('an object');
  }

  /** The properties of an object whose values are texts. */
  public record(): Record<string, string> {
    return Object.fromEntries(this.names().map(name => [name, this.optional(name)?.text() ?? '']));
  }

  private describePlace(): string {
    return this.path === '' ? 'The document' : _quote(this.path);
  }

  private refuse(expected: string): never {
    return _refuseImage('oci/json', this.where, `${this.describePlace()} is ${describeKind(this.value)}, not ${expected}.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describeKind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${_quote(String(value))}`;
}
