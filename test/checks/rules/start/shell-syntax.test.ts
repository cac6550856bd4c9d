import { expect, test } from 'vitest';
import { startShellSyntax } from '../../../../src/checks/rules';
import { saidOfScript } from '../../findings';

const script = (text: string) => `#!/bin/sh\n${text}\n`;

test('start/shell-syntax says where', () => {
  expect(saidOfScript(startShellSyntax, script('echo "hello'))).toEqual([expect.stringMatching(/^\/start:2:\d+: /)]);
});
