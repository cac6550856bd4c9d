import { expect, test } from 'vitest';
import { startBashism } from '../../../../src/checks/rules';
import { saidOfScript } from '../../findings';

const script = (text: string) => `#!/bin/sh\n${text}\n`;

test.each([
  ['[[ -n $A ]] && echo', '/bin/dash', ['/start:2 uses [[ … ]], but the shell of the image is dash.']],
  ['[[ -n $A ]] && echo', '/bin/busybox', []],
  ['[[ -n $A ]] && echo', '/bin/bash', []],
  ['[[ -n $A ]] && echo', '/bin/other', []],
  ['a=(1 2)', '/bin/busybox', ['/start:2 uses an array: name=(…), but the shell of the image is BusyBox.']],
])('start/bashism: %j with %s', (text, shell, expected) => expect(saidOfScript(startBashism, script(text), { shell })).toEqual(expected));
