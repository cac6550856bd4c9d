import { Severity } from '../../../../core';
import { _FRONTEND_VERSIONS } from '../../../nodes/frontend-versions';
import { featuresOf } from '../../model/features';
import { atInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileFrontend: LintRule = {
  id: 'dockerfile/frontend',
  description: 'Nothing is used that the frontend does not have that is asked for, or named by # syntax=.',
  why: 'An older frontend stops at what it does not know.',
  fix: 'Ask for a newer frontend with # syntax=docker/dockerfile:…, or do without.',
  severity: Severity.ERROR,
  bad: ['# syntax=docker/dockerfile:1.3\nFROM scratch\nCOPY --link a /a\n', '# syntax=docker/dockerfile:1.4\nFROM scratch\nADD --unpack=true https://example.com/a /a\n'],
  good: ['# syntax=docker/dockerfile:1.24\nFROM scratch\nCOPY --link a /a\n', '# syntax=docker/dockerfile:1\nFROM scratch\nCOPY --link a /a\n'],
  *check(file) {
    const asked = file.frontend;
    if (asked === undefined) return;
    for (const instruction of file.tree.instructions) {
      for (const feature of featuresOf(instruction)) {
        if (asked.supports(feature)) continue;
        yield atInstruction(instruction, `${feature} needs the frontend ${_FRONTEND_VERSIONS[feature].since}, and ${asked.version} is asked for.`);
      }
    }
  },
};
