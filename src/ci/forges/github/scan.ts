import { printBox } from './box';
import type { Setup, Step } from './setup';
import { _quoteShellWord } from '../../../core';
import type { Evaluation, Yaml } from '../../../yaml';
import type { PipelineScan } from '../../pipeline';
import { printPolicy } from '../../scan-script';

/**
 * Scans an archive of one platform, and shows the result in the summary of the run: indented, so that nothing in it is Markdown. The commit has the
 * exceptions.
 *
 * @param archive path of the image, as a shell word
 */
export function renderScan(
  setup: Setup, scan: PipelineScan | undefined, platform: string | Evaluation, archive = '"$RUNNER_TEMP/image.tar"', env: Record<string, Yaml> = {},
): Step[] {
  if (scan === undefined) return [];
  const words = `--workdir /repository \\
  ${_quoteShellWord(setup.findImage('grype'))} --platform "$PLATFORM" ${printPolicy(scan)} oci-archive:/image.tar`;
  return [{
    name: 'Scan for vulnerabilities',
    env: { PLATFORM: platform, ...env },
    run: `status=0
${printBox(words)}docker cp ${archive} "$box:/image.tar"
git archive HEAD | docker cp - "$box:/repository"
docker start --attach "$box" > "$RUNNER_TEMP/vulnerabilities.txt" || status=$?
cat "$RUNNER_TEMP/vulnerabilities.txt"
{
  printf '### Vulnerabilities on %s\\n\\n' "$PLATFORM"
  sed 's/^/    /' "$RUNNER_TEMP/vulnerabilities.txt"
} >> "$GITHUB_STEP_SUMMARY"
exit "$status"
`,
  }];
}
