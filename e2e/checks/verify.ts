import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Check } from './check';
import { _formatProblem } from '../../src/core';
import { _parseManifest } from '../../src/manifest';
import { _readImage } from '../../src/oci';
import { _listFindings, _verify } from '../../src/verify';

/** What `imagewright verify` says of it: every claim of the plan holds, and no false alarm is raised. */
export const asPlanned = (manifest: string): Check => ({
  name: 'imagewright verify: it is what the plan says',
  holds: async ({ image, platform }) => {
    const found = _listFindings(_verify(_parseManifest(readFileSync(manifest, 'utf8')), await _readImage(image.layout), [platform]));
    assert.equal(found.map(_formatProblem).join('\n'), '');
  },
});
