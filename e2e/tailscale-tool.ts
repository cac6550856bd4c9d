import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tailscale's own tool for the features of one release, `cmd/featuretags`. */
export interface FeatureTool {
  /** The folder of the release's sources. */
  readonly source: string;
  /** The names of all features, sorted. */
  readonly features: readonly string[];
  /** Whether the release asks for a newer Go than is here: nothing, or a remark in parentheses after a space. */
  readonly note: string;
  /** The build tags of a program with these features, what they need, and nothing else. */
  tags(keep: readonly string[]): string[];
}

/** Builds the tool from the very release. Where that asks for a newer Go than is here, its go.mod is read with this Go's version instead. */
export function buildFeatureTool(version: string): FeatureTool {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-oracle-'));
  spawnSync('go', ['mod', 'download', `tailscale.com@${version}`], { cwd: directory }); // exits with 1 where a newer Go is asked for
  const modules = go(directory, 'env', 'GOMODCACHE');
  const here = go(directory, 'env', 'GOVERSION').replace(/^go/, '');
  const source = join(modules, `tailscale.com@${version}`);
  const text = readFileSync(join(source, 'go.mod'), 'utf8');
  const asks = /^go (\S+)$/m.exec(text)![1];
  const lowered = asks.localeCompare(here, 'en', { numeric: true }) > 0;
  writeFileSync(join(directory, 'tool.mod'), lowered ? text.replace(/^go \S+$/m, `go ${here}`) : text);
  copyFileSync(join(source, 'go.sum'), join(directory, 'tool.sum'));
  const tool = join(directory, 'featuretags');
  go(source, 'build', `-modfile=${join(directory, 'tool.mod')}`, '-buildvcs=false', '-o', tool, './cmd/featuretags');
  const ask = (...args: string[]) => execFileSync(tool, args, { encoding: 'utf8' }).trim();
  return {
    source,
    features: ask('--list').split('\n').flatMap(line => /^\s*(\w+):/.exec(line)?.[1] ?? []).sort(),
    note: lowered ? ` (go.mod asks for Go ${asks}, read as ${here})` : '',
    tags: keep => ask('--min', `--add=${keep.join(',')}`).split(',').filter(Boolean),
  };
}

function go(cwd: string, ...args: string[]): string {
  return execFileSync('go', args, { encoding: 'utf8', cwd, env: { ...process.env, GOFLAGS: '-mod=mod' } }).trim();
}
