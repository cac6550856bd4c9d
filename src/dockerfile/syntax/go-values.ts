/**
 * Values that BuildKit parses with Go's standard library.
 */

/**
 * Parses nanoseconds; undefined if `time.ParseDuration` refuses the text.
 *
 * @internal
 */
export function _parseDuration(text: string): number | undefined {
  const match = /^([+-]?)(?:0|((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+))$/.exec(text);
  if (match === null) return undefined;
  const parts = [...(match[2] ?? '').matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)];
  const sum = parts.reduce((total, [, amount, unit]) => total + Number(amount) * NANOSECONDS[unit], 0);
  return sum > LONGEST ? undefined : match[1] === '-' ? -sum : sum;
}

/**
 * Whether BuildKit accepts a duration of `HEALTHCHECK`: 0, or at least a millisecond, with units.
 *
 * @see https://github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go
 * @internal
 */
export function _isHealthcheckTime(text: string): boolean {
  const time = _parseDuration(text);
  return time === 0 || (time !== undefined && time >= NANOSECONDS.ms);
}

/** What an `int64` holds: more than 292 years. */
const LONGEST = 2 ** 63;

const NANOSECONDS: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 };

/**
 * Parses an integer in a range and a base.
 *
 * @internal
 */
export function _parseInteger(text: string, base: 8 | 10, least: number, most: number): number | undefined {
  if (!(base === 8 ? /^[+-]?[0-7]+$/ : /^[+-]?\d+$/).test(text) || (least >= 0 && /^[+-]/.test(text))) return undefined;
  const value = parseInt(text, base);
  return value >= least && value <= most ? value : undefined;
}

/**
 * Whether `strconv.ParseBool` accepts a text.
 *
 * @internal
 */
export function _isBoolean(text: string): boolean {
  return /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text);
}

/**
 * Whether Docker's `go-units` accepts a size such as `64m`.
 *
 * @internal
 */
export function _isSize(text: string): boolean {
  return /^(?:\d+\.?\d*|\.\d+) ?(?:b|[kmgtp](?:b|ib)?)?$/i.test(text);
}

/**
 * The largest unsigned 32-bit integer.
 *
 * @internal
 */
export const _UINT32 = 4_294_967_295;

/**
 * The largest signed 32-bit integer.
 *
 * @internal
 */
export const _INT32 = 2_147_483_647;
