/*
 * Writes API.md and docs/reference/api/ from `.jsii`, the compiler's description of the public API. Run by `npx projen docgen`.
 *
 *   npx tsx scripts/api.ts
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiAssembly } from './api/assembly';
import { listModules } from './api/modules';
import { indexPage, modulePage } from './api/page';

const ROOT = join(__dirname, '..');
const PAGES = join(ROOT, 'docs/reference/api');

const api = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as ApiAssembly;
const modules = listModules(api);

rmSync(PAGES, { recursive: true, force: true });
mkdirSync(PAGES, { recursive: true });
for (const module of modules) writeFileSync(join(PAGES, `${module.name}.md`), modulePage(module, api));
writeFileSync(join(ROOT, 'API.md'), indexPage(modules, api));
