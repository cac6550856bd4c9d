import { Severity } from '../../../core';
import type { _Rule, RuleFinding } from '../../rule';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _runSteps } from '../../support/run-steps';

const DOWNLOADS = /^(curl|wget|wget2|fetch|aria2c|axel|http|https|xh)$/;
/** What takes nothing for a program that does nothing, and half a script for a shorter one. */
const INTERPRETERS = /^((ba|da|a|z|k)?sh|python(\d(\.\d+)?)?|perl|ruby|node|bun|deno|php|tee|source|\.|eval)$/;
/** What stops at an end that comes too early. */
const UNPACKERS = /^(tar|gtar|bsdtar|cpio|unzip|funzip|gunzip|zcat|gzip|pigz|unpigz|bunzip2|bzcat|bzip2|xz|xzcat|unxz|zstd|unzstd|zstdcat|lz4|dpkg-deb|ar)$/;

export const runPipeStatus: _Rule = {
  id: 'run/pipe-status',
  title: 'A download that fails stops the build',
  severity: Severity.WARNING,
  why: 'A pipeline has the status of its last command. A shell that reads nothing does nothing and succeeds: the step passes, is kept in the build cache, and the files are not there; '
    + 'of a connection that breaks, the first half of the script is run.',
  fix: 'Download to a file and run that: stage.run([\'curl -fsSLo /tmp/install.sh …\', \'sh /tmp/install.sh\']). Or set pipefail in a shell that has it: '
    + 'SHELL ["/bin/bash", "-o", "pipefail", "-c"], or set -o pipefail in bash and BusyBox ash. The sh of Debian has it only since release 13.',
  check: image => _runSteps(image).filter(({ script }) => /[|$`(]/.test(script) && /\b(curl|wget2?|fetch|aria2c|axel|xh|https?)\b/.test(script)).flatMap(findings),
};

/** One in a step, and one that is run before one that is unpacked. */
function findings(step: _RunStep): RuleFinding[] {
  const lost = step.commands.filter(isLost);
  const found = lost.find(({ reader }) => INTERPRETERS.test(reader!.name)) ?? lost[0];
  if (found === undefined) return [];
  const reader = found.reader!;
  const what = `In the stage "${step.stage.name}", nothing notices when \`${found.sources.join(' ')}\` fails: ${reader.name} reads it.`;
  return INTERPRETERS.test(reader.name) ? [{ by: step.step.by, what }] : [{
    by: step.step.by,
    severity: Severity.INFO,
    what,
    why: `Of a pipeline the last command counts. ${reader.name} stops at an archive that is cut off, but says so of the archive: why the download failed is not what stops the build.`,
    fix: 'Download to a file and unpack that, best stage.download() with the checksum; or set pipefail in a shell that has it: SHELL ["/bin/bash", "-o", "pipefail", "-c"].',
  }];
}

function isLost({ name, failure, reader }: _RunCommand): boolean {
  const isRead = reader !== undefined && (INTERPRETERS.test(reader.name) || (failure === 'piped' && UNPACKERS.test(reader.name)));
  return isRead && DOWNLOADS.test(name) && (failure === 'piped' || failure === 'unnoticed');
}
