import { Severity } from '../../../core';
import type { _Rule, RuleFinding } from '../../rule';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _listRunSteps } from '../../support/run-steps';

const DOWNLOADS = /^(curl|wget|wget2|fetch|aria2c|axel|http|https|xh)$/;
/** Programs that accept an empty or truncated script. */
const INTERPRETERS = /^((ba|da|a|z|k)?sh|python(\d(\.\d+)?)?|perl|ruby|node|bun|deno|php|tee|source|\.|eval)$/;
/** Programs that stop at a truncated input. */
const UNPACKERS = /^(tar|gtar|bsdtar|cpio|unzip|funzip|gunzip|zcat|gzip|pigz|unpigz|bunzip2|bzcat|bzip2|xz|xzcat|unxz|zstd|unzstd|zstdcat|lz4|dpkg-deb|ar)$/;

export const runPipeStatus: _Rule = {
  id: 'run/pipe-status',
  title: 'A download that fails stops the build',
  severity: Severity.WARNING,
  why: 'A pipeline has the exit status of its last command. A shell with empty input does nothing and succeeds: the step passes and is cached, and '
    + 'the files are missing; if the connection breaks, the first half of the script is run.',
  fix: 'Download to a file and run that: stage.run([\'curl -fsSLo /tmp/install.sh …\', \'sh /tmp/install.sh\']). Or set pipefail in a shell that '
    + 'supports it: SHELL ["/bin/bash", "-o", "pipefail", "-c"], or set -o pipefail in bash and BusyBox ash. The sh of Debian supports it since '
    + 'release 13.',
  check: image => _listRunSteps(image).filter(({ script }) => /[|$`(]/.test(script) && /\b(curl|wget2?|fetch|aria2c|axel|xh|https?)\b/.test(script)).flatMap(listFindings),
};

/** One finding for each step; downloads that are run come before those that are unpacked. */
function listFindings(step: _RunStep): RuleFinding[] {
  const lost = step.commands.filter(isLost);
  const found = lost.find(({ reader }) => INTERPRETERS.test(reader!.name)) ?? lost[0];
  if (found === undefined) return [];
  const reader = found.reader!;
  const what = `In the stage "${step.stage.name}", a failure of \`${found.sources.join(' ')}\` goes unnoticed: ${reader.name} reads its output.`;
  return INTERPRETERS.test(reader.name) ? [{ by: step.step.by, what }] : [{
    by: step.step.by,
    severity: Severity.INFO,
    what,
    why: `Only the last command of a pipeline counts. ${reader.name} stops at a truncated archive, but its error is about the archive and not about the failed download.`,
    fix: 'Download to a file and unpack that, preferably with stage.download() and a checksum; or set pipefail in a shell that supports it: SHELL ["/bin/bash", "-o", "pipefail", "-c"].',
  }];
}

function isLost({ name, failure, reader }: _RunCommand): boolean {
  const isRead = reader !== undefined && (INTERPRETERS.test(reader.name) || (failure === 'piped' && UNPACKERS.test(reader.name)));
  return isRead && DOWNLOADS.test(name) && (failure === 'piped' || failure === 'unnoticed');
}
