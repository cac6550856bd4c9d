import { Severity } from '../../../../core';
import { isKnown } from '../../language/expand';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

/**
 * The limit for one text in the environment, `NAME=value` with its final byte: 32 pages.
 *
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 */
const LONGEST = 131_072;

/** The most bytes of UTF-8 for a unit of UTF-16. */
const BYTES_PER_UNIT = 3;

const FIVEFOLD = '$A'.repeat(5);

export const dockerfileEnvironmentTooLong: LintRule = {
  id: 'dockerfile/environment-too-long',
  description: 'A variable of ENV is short enough for Linux: 128 KiB including its name.',
  why: 'No program starts with it, neither in a later RUN nor in a container: "argument list too long".',
  fix: 'Put long texts into a file, or do not let a variable repeat itself.',
  severity: Severity.WARNING,
  bad: [`FROM scratch\nENV A=0123456789abcdef\n${`ENV A=${FIVEFOLD}\n`.repeat(6)}`],
  good: [`FROM scratch\nENV A=0123456789abcdef\n${`ENV A=${FIVEFOLD}\n`.repeat(5)}`],
  *check(file) {
    for (const step of file.filterSteps('ENV')) {
      for (const [i, { role, text, isTooLong }] of step.expansions.entries()) {
        if (role !== 'value') continue;
        const name = step.expansions[i - 1].text;
        if (isTooLong || (isLong(name, text) && isKnown(text))) yield reportStep(step, `${name} becomes longer than the ${LONGEST / 1024} KiB that Linux allows.`);
      }
    }
  },
};

/** The bytes of a text are only counted where they may be too many, as that takes a walk over it. */
function isLong(name: string, text: string): boolean {
  return (name.length + text.length + 2) * BYTES_PER_UNIT > LONGEST && Buffer.byteLength(`${name}=${text}`) + 1 > LONGEST;
}
