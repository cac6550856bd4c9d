import type { Setup, Step } from './setup';
import { _quoteShellWord } from '../../../core';
import type { Evaluation, Yaml } from '../../../yaml';
import type { PipelineScan } from '../../pipeline';
import { printPolicy } from '../../scan-script';

/**
 * Scans an archive of one platform, and shows the result in the summary of the run: indented, so that nothing in it is Markdown. The repository has
 * the exceptions.
 *
 * @param archive path of the image, as a shell word
 */
export function renderScan(
  setup: Setup, scan: PipelineScan | undefined, platform: string | Evaluation, archive = '"$RUNNER_TEMP/image.tar"', env: Record<string, Yaml> = {},
): Step[] {
  return scan === undefined ? [] : [{
    name: 'Scan for vulnerabilities',
    env: { PLATFORM: platform, ...env },
    run: `status=0
docker run --rm --volume ${archive}:/image.tar:ro --volume "$GITHUB_WORKSPACE:/repository:ro" --workdir /repository \\
  ${_quoteShellWord(setup.findImage('grype'))} --platform "$PLATFORM" ${printPolicy(scan)} oci-archive:/image.tar > "$RUNNER_TEMP/vulnerabilities.txt" || status=$?
cat "$RUNNER_TEMP/vulnerabilities.txt"
{
  printf '### Vulnerabilities on %s\\n\\n' "$PLATFORM"
  sed 's/^/    /' "$RUNNER_TEMP/vulnerabilities.txt"
} >> "$GITHUB_STEP_SUMMARY"
exit "$status"
`,
  }];
}
