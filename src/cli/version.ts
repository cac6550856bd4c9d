import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this library. */
export function readVersion(): string {
  const { version: own } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  return own;
}
