import { RELEASE_FILES, renderArchives } from './archives';
import { nameArchive } from './bases';
import { renderGate, renderRebuild, renderRelease, renderSnapshotBuild } from './build';
import { followSteps, nameSteps, renderAfterVerify, renderBeforeBuild, renderFollowing } from './extra-steps';
import { NO_CLONE, NO_FILES, renderArtifact, renderEnvironment, renderOrder, renderPlain, renderReport } from './job-parts';
import { printLogin } from './login';
import { renderRenovate } from './renovate';
import type { GitlabJob, Login, Setup } from './setup';
import { renderSigning } from './sign';
import { renderSmoke } from './smoke';
import { renderCompletion, renderSynthesis } from './synthesis';
import { renderTag } from './tag';
import { renderVariables } from './variable';
import { _quoteShellWord } from '../../../core';
import { Yaml, annotateValue, joinPieces } from '../../../yaml';
import type { Words } from '../../forge-backend';
import type { Job, Pipeline, PipelineImage, PipelineScan, Workflow } from '../../pipeline';
import { printPromoteScript, printRollbackScript } from '../../promote-script';
import { DIGEST_FILE, printKeepDigest, printPushScript } from '../../publish-script';
import { findRepository } from '../../repositories';
import { FIND_SYFT, SBOM_FOLDER, printAttachScript, printSbomScript } from '../../sbom-script';
import { FIND_GRYPE, printScanScript } from '../../scan-script';
import { printDigestCommand, printVerifyCommand } from '../../scripts';
import { printSnapshotPushScript } from '../../snapshot-script';
import { listRepositories, listTagSuffixes } from '../../variants';

/** The jobs of a workflow, each by the end of its name; an empty end is that of a job which has the name of its workflow. */
export type NamedJobs = Record<string, GitlabJob>;

/** What was verified, for the merge request. */
const REPORT = 'verify.xml';

/** What a job waits for. */
export type Need = { readonly job: string; readonly artifacts?: false };

/**
 * The jobs of each intent.
 *
 * @param refer makes the whole name of a job, and is given what it waits for
 * @param branch the main branch, if these are jobs of a child pipeline
 */
export function createJobs(
  setup: Setup, pipeline: Pipeline, workflow: Workflow, refer: (end: string) => string, branch?: string,
): Words<'does', Job, NamedJobs> {
  const { findImage, logins, environments } = setup;
  const needs = (files: readonly string[], others: readonly string[]): Need[] => [
    ...files.map(end => ({ job: refer(end) })),
    ...others.map((end): Need => ({ job: refer(end), artifacts: false })),
  ];
  const has = (does: Job['does']) => workflow.jobs.some(job => job.does === does);
  const listEach = (end: string) => Object.keys(nameEach(logins, end, () => ({})));
  /** What a published image has to pass before something follows from it. */
  const listChecks = () => [
    ...(has('attach') ? listEach('attach') : []), ...(has('sign') ? listEach('sign') : []), ...(has('archive') ? [RELEASE_FILES] : []), ...(has('smoke') ? ['smoke'] : []),
  ];
  const verify = (image: PipelineImage): GitlabJob => ({
    image: findImage('node'),
    script: [pipeline.install, printVerifyCommand(image.manifest, nameArchive(setup, image), undefined, { format: 'junit', file: REPORT })],
    artifacts: renderReport(REPORT),
  });
  const scan = (image: PipelineImage, policy: PipelineScan): GitlabJob => ({
    image: renderPlain(findImage('grype')),
    script: [FIND_GRYPE, printScanScript(policy, nameArchive(setup, image), image.platforms.join(' '))],
  });
  const list = (image: PipelineImage): GitlabJob => ({
    image: renderPlain(findImage('syft')),
    script: [FIND_SYFT, printSbomScript(nameArchive(setup, image), image.platforms.join(' '))],
    artifacts: renderArtifact(SBOM_FOLDER),
  });
  const keepsDigest = has('sign') || has('attach') || has('afterPublish') || has('afterPromote');
  const publish = (login: Login, image: PipelineImage, checks: readonly string[]): GitlabJob => ({
    image: annotateValue(renderPlain(findImage('oras')), { before: 'Pushes exactly the verified image.' }),
    environment: renderEnvironment(environments.publish),
    needs: needs(['build'], [...checks, ...(login.place === undefined ? [] : ['publish'])]),
    variables: { ...NO_CLONE, ...renderFurther(login, [image]) },
    script: [...printLogin('oras', login), printPushScript(nameArchive(setup, image), image.tagSuffix), ...(keepsDigest ? [printKeepDigest()] : [])],
    artifacts: keepsDigest && login.place === undefined ? renderArtifact(DIGEST_FILE) : undefined,
  });
  const move = (login: Login, order: string, images: readonly PipelineImage[], script: readonly string[], more: GitlabJob = {}): GitlabJob => ({
    image: findImage('docker'),
    environment: renderEnvironment(environments.promote),
    resource_group: renderOrder(order),
    ...more,
    variables: { ...NO_CLONE, ...renderFurther(login, images) },
    script: [...printLogin('docker', login), ...script],
  });
  return {
    build: ({ image, scan: policy }) => {
      const ignoring = workflow.triggers.flatMap(trigger => (trigger.on === 'change' ? trigger.ignoring : []));
      return {
        ...renderBeforeBuild(setup, image, needs),
        '': followSteps(image, needs, renderGate(setup, image, ignoring, branch)),
        'verify': addSkip(setup, image, ignoring, { needs: needs([''], []), ...verify(image) }),
        ...(policy === undefined ? {} : { scan: addSkip(setup, image, ignoring, { needs: needs([''], []), ...scan(image, policy) }) }),
        ...addSkips(setup, image, ignoring, renderAfterVerify(setup, image, needs, '')),
      };
    },
    preview: () => ({}),
    snapshot: ({ image, tags, order, scan: policy }) => {
      const ignoring = workflow.triggers.flatMap(trigger => (trigger.on === 'push' ? trigger.ignoring : []));
      return {
        ...renderBeforeBuild(setup, image, needs),
        build: followSteps(image, needs, renderSnapshotBuild(setup, image, ignoring)),
        verify: addSkip(setup, image, ignoring, { needs: needs(['build'], []), ...verify(image) }),
        ...(policy === undefined ? {} : { scan: addSkip(setup, image, ignoring, { needs: needs(['build'], []), ...scan(image, policy) }) }),
        ...addSkips(setup, image, ignoring, renderAfterVerify(setup, image, needs, 'build')),
        publish: addSkip(setup, image, ignoring, {
          ...publish(logins[0], image, [...policy === undefined ? ['verify'] : ['verify', 'scan'], ...nameSteps(image, 'afterVerify')]),
          resource_group: renderOrder(order),
          script: [...printLogin('oras', logins[0]), 'COMMIT=$CI_COMMIT_SHA', printSnapshotPushScript(nameArchive(setup, image), tags, image.tagSuffix)],
        }),
      };
    },
    rebuild: ({ image, scan: policy }) => ({
      ...renderBeforeBuild(setup, image, needs),
      '': followSteps(image, needs, renderRebuild(setup, image)),
      'verify': { needs: needs([''], []), ...verify(image) },
      ...(policy === undefined ? {} : { scan: { needs: needs([''], []), ...scan(image, policy) } }),
      ...renderAfterVerify(setup, image, needs, ''),
    }),
    tag: job => ({ '': renderTag(setup, workflow, job) }),
    publish: ({ image, scan: policy, sbom }) => ({
      ...renderBeforeBuild(setup, image, needs),
      build: followSteps(image, needs, renderRelease(setup, image)),
      verify: { needs: needs(['build'], []), ...verify(image) },
      ...(policy === undefined ? {} : { scan: { needs: needs(['build'], []), ...scan(image, policy) } }),
      ...(sbom ? { contents: { needs: needs(['build'], []), ...list(image) } } : {}),
      ...renderAfterVerify(setup, image, needs, 'build'),
      ...nameEach(logins, 'publish', login => publish(login, image, ['verify', ...(policy === undefined ? [] : ['scan']), ...(sbom ? ['contents'] : []), ...nameSteps(image, 'afterVerify')])),
    }),
    attach: ({ image }) => nameEach(logins, 'attach', login => ({
      image: renderPlain(findImage('oras')),
      environment: renderEnvironment(environments.publish),
      needs: needs(['publish', 'contents'], login.place === undefined ? [] : [`publish ${login.place}`]),
      variables: { ...NO_CLONE, ...renderFurther(login, [image]) },
      script: [...printLogin('oras', login), `DIGEST=$(cat ${DIGEST_FILE})\n${printAttachScript(image.platforms.join(' '))}`],
    })),
    sign: ({ image, signing }) => nameEach(logins, 'sign', login => ({
      image: renderPlain(findImage('cosign')),
      environment: renderEnvironment(environments.publish),
      needs: needs(['publish'], login.place === undefined ? [] : [`publish ${login.place}`]),
      variables: { ...NO_CLONE, ...renderFurther(login, [image]) },
      ...renderSigning(signing, printLogin('cosign', login)),
    })),
    archive: job => renderArchives(setup, pipeline, job, needs),
    smoke: ({ image }) => ({ smoke: { needs: needs([], ['publish']), ...renderSmoke(setup, image) } }),
    promote: ({ image, tags, form, order }) => nameEach(logins, 'promote', login => move(
      login, order, [image],
      [`DIGEST=$(${printDigestCommand('TAG', image.tagSuffix)})`, printPromoteScript(tags, form, image.tagSuffix)],
      { needs: needs([], [...listEach('publish'), ...listChecks(), ...nameSteps(image, 'afterPublish')]) },
    )),
    afterPublish: ({ image }) => renderFollowing(setup, image, 'afterPublish', needs, [...listEach('publish').slice(1), ...listChecks()]),
    afterPromote: ({ image }) => renderFollowing(setup, image, 'afterPromote', needs, listEach('promote')),
    rollback: ({ images, releases, usual, order }) => nameEach(logins, '', login => move(
      login, order, images,
      [...(findOnly(images) === undefined ? [printChoice(login, images)] : []), printRollbackScript(usual, releases, listTagSuffixes(images))],
      NO_FILES,
    )),
    renovate: ({ renovate }) => ({ '': renderRenovate(setup, pipeline, renovate) }),
    synthesize: () => ({ '': renderSynthesis(setup, pipeline) }),
    complete: () => renderCompletion(setup, pipeline, needs(['synthesize'], [])),
  };
}

/** A job for each registry; that of the main one has the plain name. */
function nameEach(logins: readonly Login[], end: string, render: (login: Login) => GitlabJob): NamedJobs {
  return Object.fromEntries(logins.map(login => {
    const name = [end, login.place].filter(part => part !== undefined && part !== '').join(' ');
    return [name, render(login)];
  }));
}

/** The address of an image in a further registry. That in the main one is in the hidden job of the workflow. */
function renderFurther(login: Login, images: readonly PipelineImage[]): GitlabJob {
  return login.place === undefined ? {} : renderAddress(login, findOnly(images) && findRepository(images[0], login.place));
}

/** The repository of some images, if it is one. */
export function findOnly(images: readonly PipelineImage[]): string | undefined {
  const [first, ...others] = listRepositories(images);
  return others.length === 0 ? first : undefined;
}

/** The address of an image, or of several. */
export function renderAddress({ registry, prefix }: Login, repository: string | undefined): GitlabJob {
  return renderVariables({ REGISTRY: registry, ...(repository === undefined ? { IMAGES: prefix } : { IMAGE: joinPieces([prefix, repository], '/') }) });
}

/** Chooses the image of a rollback. */
function printChoice({ place }: Login, images: readonly PipelineImage[]): string {
  const others = place === undefined ? [] : images.filter(image => findRepository(image, place) !== image.repository);
  const paths = new Map(others.map(image => [image.repository, findRepository(image, place!)]));
  const same = listRepositories(images).filter(repository => !paths.has(repository));
  return `case $ROLLBACK_IMAGE in
${[...paths].map(([repository, path]) => `  ${_quoteShellWord(repository)}) IMAGE=$IMAGES/${_quoteShellWord(path)} ;;\n`).join('')}${same.length === 0 ? '' : `  ${same.map(_quoteShellWord).join(' | ')}) IMAGE=$IMAGES/$ROLLBACK_IMAGE ;;
`}  *) echo "ROLLBACK_IMAGE is \\"$ROLLBACK_IMAGE\\", which is none of the images." >&2; exit 1 ;;
esac
`;
}

/** The same for several jobs. */
function addSkips(setup: Setup, image: PipelineImage, ignoring: readonly string[], jobs: NamedJobs): NamedJobs {
  return Object.fromEntries(Object.entries(jobs).map(([end, job]) => [end, addSkip(setup, image, ignoring, job)]));
}

/** The job that follows a build which may have ended before it built anything. */
function addSkip(setup: Setup, image: PipelineImage, ignoring: readonly string[], { script, ...job }: GitlabJob): GitlabJob {
  return ignoring.length === 0 ? { ...job, script } : {
    ...job,
    script: [`if [ ! -e ${nameArchive(setup, image)} ]; then
  echo "Nothing was built: only ignored paths have changed."
  exit 0
fi
`, ...script as Yaml[]],
  };
}
