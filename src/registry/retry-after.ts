/** A number of seconds that can only be a time: Docker Hub's API sends one. https://github.com/docker/hub-feedback/issues/2459 */
const FIRST_TIME = 1_000_000_000;

/**
 * How long a server asks to wait, in milliseconds; undefined if it does not say.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @internal
 */
export function _readRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) {
    const seconds = Number(text);
    return seconds < FIRST_TIME ? seconds * 1000 : Math.max(0, seconds * 1000 - now);
  }
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return Math.max(0, time - readServerTime(headers, now));
  return readUsedUpWindow(headers);
}

/** The server's clock may differ from ours. */
function readServerTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? now : date;
}

/** Docker Hub says `ratelimit-remaining: 0;w=21600`: no request is left in a window of 6 hours. https://docs.docker.com/docker-hub/usage/pulls/ */
function readUsedUpWindow(headers: Headers): number | undefined {
  const seconds = /^\s*0\s*;\s*w=(\d+)/.exec(headers.get('ratelimit-remaining') ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
