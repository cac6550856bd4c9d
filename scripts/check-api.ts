/*
 * Checks `.jsii`, the compiler's description of the public API, against the rules of api/surface.ts. Run after each compilation.
 *
 *   npx tsx scripts/check-api.ts
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ApiAssembly } from './api/assembly';
import { Api, describeViolations } from './api/surface';

const ROOT = join(__dirname, '..');

function readAssembly(folder: string): ApiAssembly {
  return JSON.parse(readFileSync(join(ROOT, folder, '.jsii'), 'utf8')) as ApiAssembly;
}

// By its path, since jsii does not export it.
const { isReservedName } = createRequire(__filename)(join(ROOT, 'node_modules/jsii/lib/reserved-words.js')) as { isReservedName(name: string): string[] | undefined };

const api = new Api(readAssembly('.'), ['node_modules/constructs', 'node_modules/projen'].map(readAssembly), name => isReservedName(name) ?? []);
const violations = describeViolations(api);
if (violations.length > 0) {
  console.error(['The public API breaks its rules.', ...violations].join('\n'));
  process.exitCode = 1;
}
