import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { TailscaleImage } from '../../examples/mikrotik-tailscale/projenrc/tailscale-image';
import { Platform, Versions } from '../../src';
import { Inspection } from '../../src/guard/inspection';
import { problemsOf } from '../support/image';
import { detachedRoot } from '../support/root';

const VERSIONS = readFileSync(join(__dirname, '../../examples/mikrotik-tailscale/versions.json'), 'utf8');

test('a right program is never looked at piece by piece, which is what costs time', () => {
  const inspected = vi.spyOn(Inspection.prototype, 'inspectArguments');
  const image = new TailscaleImage(detachedRoot(), 'Tailscale', Versions.parse(VERSIONS));
  expect(problemsOf(image)).toEqual([]);
  expect(inspected.mock.calls).toEqual([]);
  expect(() => Platform.parse(7 as never)).toThrow();
  expect(inspected).toHaveBeenCalledOnce();
});
