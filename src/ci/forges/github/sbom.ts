import { expression } from './expression';
import { repeatElsewhere } from './further';
import type { GithubJob } from './job';
import { allowLogins, logIn } from './login';
import type { Setup, Step } from './setup';
import { _quoteShellWord } from '../../../core';
import { evaluated } from '../../../yaml';
import type { PipelineImage } from '../../pipeline';
import { findRepository } from '../../repositories';
import { printAttachScript } from '../../sbom-script';

/** Lists the packages in the archive of a platform, and keeps the list as an artifact of the run. */
export function renderList(setup: Setup, image: PipelineImage): Step[] {
  return [
    {
      name: 'List the contents',
      env: { PLATFORM: expression('matrix.platform'), SLUG: expression('matrix.slug') },
      run: `docker run --rm --volume "$RUNNER_TEMP/$SLUG.tar:/image.tar:ro" ${_quoteShellWord(setup.findImage('syft'))} \\
  scan --quiet --platform "$PLATFORM" --source-name "$IMAGE" --source-version "$TAG" --output spdx-json oci-archive:/image.tar > "$RUNNER_TEMP/$SLUG.spdx.json"
`,
    },
    setup.useAction('actions/upload-artifact', {
      name: 'Keep the list',
      with: {
        'name': evaluated`${nameArtifact(image)}${expression('matrix.slug')}`,
        'path': evaluated`${expression('runner.temp')}/${expression('matrix.slug')}.spdx.json`,
        'if-no-files-found': 'error',
        'retention-days': 1,
        'overwrite': true,
      },
    }),
  ];
}

/** The job that attaches these lists to what was published, in each registry. */
export function renderAttach(setup: Setup, image: PipelineImage): GithubJob {
  return {
    'name': 'attach the lists of contents',
    'needs': 'publish',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': allowLogins([setup.main, ...setup.further], 'write'),
    'steps': [
      setup.useAction('actions/download-artifact', {
        name: 'Get the lists',
        with: { 'pattern': `${nameArtifact(image)}*`, 'path': evaluated`${expression('runner.temp')}/sbom`, 'merge-multiple': true },
      }),
      setup.useAction('oras-project/setup-oras', { name: 'Install ORAS', with: { version: setup.pins.version('CI_ORAS_VERSION') } }),
      ...logIn(setup),
      ...repeatElsewhere(setup, ({ host }) => findRepository(image, host), {
        name: 'Attach',
        env: { DIGEST: expression('needs.publish.outputs.digest') },
        run: printAttachScript(image.platforms.join(' '), '$RUNNER_TEMP/sbom'),
      }),
    ],
  };
}

/** What the artifacts with the lists begin with. No name of an image has an underscore, so the pattern of the archives does not match them. */
function nameArtifact({ name }: PipelineImage): string {
  return `_sbom.${name}.`;
}
