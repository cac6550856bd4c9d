import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(__dirname, '..');
const DEPCRUISE = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** What `npm run layers` finds in a source tree with these files: rule, file and what it imports. */
function found(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'imagewright-layers-'));
  try {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    const args = [DEPCRUISE, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src'];
    const { summary } = JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }));
    // One that does not know the version of our TypeScript looks at no file, and is content.
    expect(summary.totalCruised).toBeGreaterThanOrEqual(Object.keys(files).length);
    return summary.violations.map((violation: Violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

test('imports that go down are fine, through the index of the other folder', () => {
  expect(found({
    'src/core/index.ts': 'export * from "./problem";',
    'src/core/problem.ts': 'export interface Problem { readonly id: string }',
    'src/rootfs/index.ts': 'import { Problem } from "../core";\nexport interface Entry extends Problem {}',
    'src/project/index.ts': 'import { existsSync } from "node:fs";\nimport { Entry } from "../rootfs";\nexport const entry = (id: string): Entry => ({ id: `${existsSync(id)}` });',
    'src/catalog/big.generated.ts': 'export const BIG = 1;',
    'src/blocks/index.ts': 'export * from "./go";\nexport * from "./upx";',
    'src/blocks/go.ts': 'export * from "./shared/names";\nexport { BIG } from "../catalog/big.generated";',
    'src/blocks/upx.ts': 'export { NAMES as UPX } from "./shared/names";',
    'src/blocks/shared/names.ts': 'export const NAMES = 1;',
    'src/ci/forges/github/index.ts': 'export * from "./jobs";',
    'src/ci/forges/github/jobs.ts': 'export const JOBS = 1;',
    'src/core/regular-file.ts': 'import { readFileSync } from "node:fs";\nexport const read = () => readFileSync("versions.json", "utf8");',
  })).toEqual([]);
});

describe('reports that', () => {
  const violations = found({
    'src/index.ts': '',
    'src/util/mine.ts': 'import "../core";',
    'src/core/index.ts': '',
    'src/core/up.ts': 'import "../project";',
    'src/core/gone.ts': 'import "./nowhere";',
    'src/core/here.ts': 'import type { There } from "./there";\nexport interface Here { there: There }',
    'src/core/there.ts': 'import type { Here } from "./here";\nexport interface There { here: Here }',
    'src/dockerfile/index.ts': '',
    'src/rootfs/entry.ts': 'import "../dockerfile";',
    'src/versions/versions.ts': 'import "node:child_process";',
    'src/oci/ask.ts': 'import "node:https";',
    'src/core/platform.ts': '',
    'src/render/disk.ts': 'import "node:fs";',
    'src/plan/type.ts': 'import type { Rule } from "../checks";\nexport type R = Rule;',
    'src/plan/inside.ts': 'import "../core/platform";',
    'src/blocks/go/go.ts': 'import "../upx/upx";',
    'src/blocks/upx/upx.ts': '',
    'src/blocks/go/flags.ts': 'import "../upx/upx";',
    'src/blocks/projen.ts': 'import "projen";',
    'src/registry/index.ts': '',
    'src/registry/projen.ts': 'import "projen";',
    'src/registry/above.ts': 'import "../render";',
    'src/render/index.ts': '',
    'src/verify/ask.ts': 'import "../registry";',
    'src/plan/model/owner.ts': 'import "constructs";',
    'src/render/stage.ts': 'import "../image";',
    'src/image/index.ts': '',
    'src/checks/index.ts': 'export interface Rule {}',
    'src/checks/rules/user/one.ts': 'import "../pack/two";',
    'src/checks/rules/pack/two.ts': 'import "./two.example";\nimport "../../../blocks";',
    'src/checks/rules/pack/two.example.ts': 'import "../../examples/images";',
    'src/checks/examples/images.ts': 'import "../../blocks";',
    'src/blocks/index.ts': '',
    'src/ci/forges/github/jobs.ts': 'import "../gitlab/jobs";',
    'src/ci/forges/gitlab/jobs.ts': '',
    'src/project/index.ts': '',
    'src/cli/all.ts': 'import "..";',
  });

  test.each([
    ['a folder imports one above it', 'layer-core: src/core/up.ts -> src/project/index.ts'],
    ['it needs only a type from there', 'layer-plan: src/plan/type.ts -> src/checks/index.ts'],
    ['the root file system knows Dockerfiles', 'layer-rootfs: src/rootfs/entry.ts -> src/dockerfile/index.ts'],
    ['a folder imports the index of all', 'layer-cli: src/cli/all.ts -> src/index.ts'],
    ['a folder has no place', 'known-folder: src/util/mine.ts -> src/core/index.ts'],
    ['a folder is entered by another file than its index', 'door: src/plan/inside.ts -> src/core/platform.ts'],
    ['a block uses another', 'siblings-blocks: src/blocks/go/go.ts -> src/blocks/upx/upx.ts'],
    ['a part of a block uses another block', 'siblings-blocks: src/blocks/go/flags.ts -> src/blocks/upx/upx.ts'],
    ['a rule uses another', 'siblings-rules: src/checks/rules/user/one.ts -> src/checks/rules/pack/two.ts'],
    ['a rule loads its examples', 'examples-apart: src/checks/rules/pack/two.ts -> src/checks/rules/pack/two.example.ts'],
    ['a rule uses a block', 'rules-without-blocks: src/checks/rules/pack/two.ts -> src/blocks/index.ts'],
    ['a forge uses another', 'siblings-forges: src/ci/forges/github/jobs.ts -> src/ci/forges/gitlab/jobs.ts'],
    ['two files need each other, if only their types', 'no-cycle: src/core/here.ts -> src/core/there.ts'],
    ['a renderer reads the disk', 'disk-outward: src/render/disk.ts -> fs'],
    ['the reader of images asks somebody', 'oci-offline: src/oci/ask.ts -> https'],
    ['the pins start a program', 'versions-read-only: src/versions/versions.ts -> child_process'],
    ['a block knows projen', 'projen-outward: src/blocks/projen.ts -> projen'],
    ['the client of registries knows projen', 'projen-outward: src/registry/projen.ts -> projen'],
    ['the client of registries knows what is built', 'layer-registry: src/registry/above.ts -> src/render/index.ts'],
    ['something other than a command asks a registry', 'layer-verify: src/verify/ask.ts -> src/registry/index.ts'],
    ['a renderer looks at what was declared', 'layer-render: src/render/stage.ts -> src/image/index.ts'],
    ['a part of the plan knows constructs', 'plan-is-a-value: src/plan/model/owner.ts -> constructs'],
    ['an import leads nowhere', 'resolvable: src/core/gone.ts -> ./nowhere'],
  ])('%s', (_, violation) => {
    expect(violations).toContain(violation);
  });
});

test('only src/registry/ uses fetch, which needs no import', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const users = sources.filter(file => /(?<![.\w$])fetch\(/.test(readFileSync(join(ROOT, 'src', file), 'utf8')));
  // The first one prints a program that pipelines run.
  expect(users).toEqual(['ci/release-files-script.ts', 'registry/exchange.ts']);
});

const ARCHITECTURE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

test('every source file that docs/architecture.md names exists', () => {
  const named = [...ARCHITECTURE.matchAll(/`([a-z-]+\/[a-z/-]+\.ts)`/g)].map(([, path]) => path);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(path => !existsSync(join(ROOT, 'src', path)) && !existsSync(join(ROOT, path)))).toEqual([]);
});

test('docs/architecture.md has the folders in the same order', () => {
  const { forbidden } = createRequire(__filename)('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
  const layers = forbidden.flatMap(({ name }) => /^layer-(.*)/.exec(name)?.[1] ?? []);
  const rows = ARCHITECTURE.match(/^\| `\w+\/` \|/gm) ?? [];
  expect(rows.map(row => row.replace(/\W/g, ''))).toEqual(layers);
});
