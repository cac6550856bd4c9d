import { Severity } from '../../../../core';
import { _FRONTEND_VERSIONS } from '../../../nodes/frontend-versions';
import { listFeatures } from '../../model/features';
import { reportInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileFrontend: LintRule = {
  id: 'dockerfile/frontend',
  description: 'The requested frontend, or that of # syntax=, supports everything the file uses.',
  why: 'An older frontend rejects features that it does not know.',
  fix: 'Request a newer frontend with # syntax=docker/dockerfile:…, or avoid the feature.',
  severity: Severity.ERROR,
  bad: ['# syntax=docker/dockerfile:1.3\nFROM scratch\nCOPY --link a /a\n', '# syntax=docker/dockerfile:1.4\nFROM scratch\nADD --unpack=true https://example.com/a /a\n'],
  good: ['# syntax=docker/dockerfile:1.24\nFROM scratch\nCOPY --link a /a\n', '# syntax=docker/dockerfile:1\nFROM scratch\nCOPY --link a /a\n'],
  *check(file) {
    const asked = file.frontend;
    if (asked === undefined) return;
    for (const instruction of file.tree.instructions) {
      for (const feature of listFeatures(instruction)) {
        if (asked.supports(feature)) continue;
        yield reportInstruction(instruction, `${feature} needs the frontend ${_FRONTEND_VERSIONS[feature].since}, but ${asked.version} is requested.`);
      }
    }
  },
};
