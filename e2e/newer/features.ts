import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isNewer } from './versions';
import type { Check } from '../checks/check';
import type { FeatureTool } from '../tailscale-tool';

const PROGRAM = '/usr/local/bin/tailscale.combined';

/** What a Dockerfile says of Tailscale's features: the input of the script that makes the build tags. */
interface Choice {
  readonly keep: readonly string[];
  readonly needs: readonly { readonly feature: string; readonly other: string; readonly before?: string }[];
}

/** The choice in the text of a Dockerfile. */
export function readChoice(dockerfile: string): Choice {
  const [, lines = ''] = /\/features\n([^]*?)\nEOT\n/.exec(dockerfile) ?? [];
  return {
    keep: [...lines.matchAll(/^keep (\w+)$/gm)].map(([, name]) => name),
    needs: [...lines.matchAll(/^(\w+) needs (\w+)(?: before (\S+))?$/gm)].map(([, feature, other, before]) => ({ feature, other, before })),
  };
}

/**
 * The program has the tags that Tailscale's own tool gives for the choice, and so none of the features that are new in its release; and nothing of their
 * packages is in it.
 */
export function featuresStayOff(choice: Choice, version: string, before: FeatureTool, now: FeatureTool): Check {
  return {
    name: 'features that are new in this release are left out',
    holds: ({ image, unpacked }) => {
      const bytes = unpacked.get(PROGRAM) ?? image.rootfs.get(PROGRAM)!.content;
      const tags = /build\t-tags=(\S+)\n/.exec(bytes.toString('latin1'))?.[1].split(',').sort() ?? [];
      assert.deepEqual(tags, now.tags(close(choice, version, now)).sort(), 'build tags of the program, and those of cmd/featuretags');
      const off = tags.flatMap(tag => /^ts_omit_(\w+)$/.exec(tag)?.[1] ?? []);
      const fresh = now.features.filter(name => !before.features.includes(name));
      console.error(`          new in ${version}: ${fresh.map(name => `${name} ${off.includes(name) ? 'off' : 'ON'}`).join(', ') || 'nothing'}`);
      assert.deepEqual(fresh.filter(name => !off.includes(name) && !choice.keep.includes(name)), [], 'new features that are in the program');
      const isInside = (name: string) => existsSync(join(now.source, 'feature', name)) && bytes.includes(`tailscale.com/feature/${name}.`);
      assert.ok(choice.keep.some(isInside), 'no package of a kept feature is found in the program, so nothing can be said of the others');
      assert.deepEqual(fresh.filter(isInside), [], 'new features whose package is in the program');
    },
  };
}

/** The kept features with what the Dockerfile says that they need; what Tailscale itself says of that is the tool's own. */
function close({ keep, needs }: Choice, version: string, tool: FeatureTool): string[] {
  const all = new Set(keep);
  for (let size = -1; size !== all.size;) {
    size = all.size;
    const off = new Set(tool.tags([...all]));
    const has = (name: string) => tool.features.includes(name) && !off.has(`ts_omit_${name}`);
    for (const { feature, other, before } of needs) {
      if (has(feature) && tool.features.includes(other) && (before === undefined || isNewer(`v${before}`, version))) all.add(other);
    }
  }
  return [...all];
}
