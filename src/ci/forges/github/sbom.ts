import { findPublished, pickRepositoryIn } from './address';
import { printBox } from './box';
import { renderEach } from './each-image';
import { expression } from './expression';
import { repeatElsewhere } from './further';
import { GithubJob, nameVariables } from './job';
import { allowLogins, logIn } from './login';
import type { Setup, Step } from './setup';
import { nameJob } from './source';
import { Subject } from './subject';
import { _quoteShellWord } from '../../../core';
import { Piece, Yaml, evaluated } from '../../../yaml';
import type { PipelineImage } from '../../pipeline';
import { printAttachScript } from '../../sbom-script';

/** Lists the packages in the archive of a platform, and keeps the list as an artifact of the run. */
export function renderList(setup: Setup, subject: Subject): Step[] {
  const words = `${_quoteShellWord(setup.findImage('syft'))} \\
  scan --quiet --platform "$PLATFORM" --source-name "$IMAGE" --source-version "$TAG" --output spdx-json oci-archive:/image.tar`;
  return [
    {
      name: 'List the contents',
      env: { PLATFORM: expression('matrix.platform'), SLUG: expression('matrix.slug') },
      run: `${printBox(words)}docker cp "$RUNNER_TEMP/$SLUG.tar" "$box:/image.tar"
docker start --attach "$box" > "$RUNNER_TEMP/$SLUG.spdx.json"
`,
    },
    setup.useAction('actions/upload-artifact', {
      name: 'Keep the list',
      with: {
        'name': evaluated`${nameArtifact(subject)}${expression('matrix.slug')}`,
        'path': evaluated`${expression('runner.temp')}/${expression('matrix.slug')}.spdx.json`,
        'if-no-files-found': 'error',
        'retention-days': 1,
        'overwrite': true,
      },
    }),
  ];
}

/** The jobs that attach these lists to what was published, in each registry. */
export function renderAttach(setup: Setup, images: readonly PipelineImage[], needs: Yaml): Record<string, GithubJob> {
  const subject = Subject.perImage(images);
  const { script, env } = findPublished(subject);
  const platforms = subject.pick('platforms', image => image.platforms.join(' '));
  const [words, listed] = typeof platforms === 'string' ? [platforms, {}] : ['$PLATFORMS', { PLATFORMS: platforms }];
  const steps = [
    setup.useAction('actions/download-artifact', {
      name: 'Get the lists',
      with: { 'pattern': evaluated`${nameArtifact(subject)}*`, 'path': evaluated`${expression('runner.temp')}/sbom`, 'merge-multiple': true },
    }),
    setup.useAction('oras-project/setup-oras', { name: 'Install ORAS', with: { version: setup.pins.version('CI_ORAS_VERSION') } }),
    ...logIn(setup),
    ...repeatElsewhere(setup, registry => pickRepositoryIn(setup, subject, registry), {
      name: 'Attach',
      env: nameVariables({ ...env, ...listed }),
      run: `${script}${printAttachScript(words, '$RUNNER_TEMP/sbom')}`,
    }),
  ];
  return renderEach('attach', setup, subject, matrix => ({
    'name': nameJob(subject, 'attach the lists of contents'),
    'needs': needs,
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': allowLogins([setup.main, ...setup.further], 'write'),
    ...matrix,
    steps,
  }));
}

/** What the artifacts with the lists begin with. No name of an image has an underscore, so the pattern of the archives does not match them. */
function nameArtifact({ name }: Subject): Piece {
  return evaluated`_sbom.${name}.`;
}
