import { ARCHIVE, renderGate, renderRelease } from './build';
import { NO_CLONE, NO_FILES, printExports, renderEnvironment, renderPlain } from './job-parts';
import { PROTECTED, printLogin, printRequired } from './login';
import { renderRenovate } from './renovate';
import type { GitlabJob, Login, Setup } from './setup';
import { renderSmoke } from './smoke';
import { renderCompletion, renderSynthesis } from './synthesis';
import { renderVariables, variable } from './variable';
import { _quoteShellWord } from '../../../core';
import { Yaml, annotateValue, evaluated, joinPieces } from '../../../yaml';
import type { Words } from '../../forge-backend';
import type { Job, Pipeline, PipelineImage, Workflow } from '../../pipeline';
import { printPromoteScript, printRollbackScript } from '../../promote-script';
import { printPushScript } from '../../publish-script';
import { findRepository } from '../../repositories';
import { TAGGER_ENV, createCredentialEnv, printDigestCommand, printTagScript, printVerifyCommand } from '../../scripts';
import { listRepositories, listTagSuffixes } from '../../variants';

/** The jobs of a workflow, each by the end of its name; an empty end is that of a job which has the name of its workflow. */
export type NamedJobs = Record<string, GitlabJob>;

/** The jobs of each intent. `refer` makes the whole name of a job, and is given what it waits for. */
export function createJobs(setup: Setup, pipeline: Pipeline, workflow: Workflow, refer: (end: string) => string): Words<'does', Job, NamedJobs> {
  const { findImage, logins, secrets, environments } = setup;
  const needs = (files: readonly string[], others: readonly string[]): Yaml => [
    ...files.map(end => ({ job: refer(end) })),
    ...others.map(end => ({ job: refer(end), artifacts: false })),
  ];
  const hasSmoke = workflow.jobs.some(({ does }) => does === 'smoke');
  const verify = ({ manifest }: PipelineImage): GitlabJob => ({ image: findImage('node'), script: [pipeline.install, printVerifyCommand(manifest, ARCHIVE)] });
  const publish = (login: Login, image: PipelineImage): GitlabJob => ({
    image: annotateValue(renderPlain(findImage('oras')), { before: 'Pushes exactly the verified image.' }),
    environment: renderEnvironment(environments.publish),
    needs: needs(['build'], ['verify', ...(login.place === undefined ? [] : ['publish'])]),
    variables: { ...NO_CLONE, ...renderFurther(login, [image]) },
    script: [...printLogin('oras', login), printPushScript(ARCHIVE, image.tagSuffix)],
  });
  const move = (login: Login, order: string, images: readonly PipelineImage[], script: readonly string[], more: GitlabJob = {}): GitlabJob => ({
    image: findImage('docker'),
    environment: renderEnvironment(environments.promote),
    resource_group: annotateValue(`images-${order}`, { after: 'one after the other' }),
    ...more,
    variables: { ...NO_CLONE, ...renderFurther(login, images) },
    script: [...printLogin('docker', login), ...script],
  });
  return {
    build: ({ image }) => {
      const ignoring = workflow.triggers.flatMap(trigger => (trigger.on === 'change' ? trigger.ignoring : []));
      return {
        '': renderGate(setup, image, ignoring),
        'verify': addSkip(ignoring, { needs: needs([''], []), ...verify(image) }),
      };
    },
    tag: ({ dockerfile, versionArg, suffix }) => ({
      '': {
        ...NO_FILES,
        image: renderPlain(findImage('git')),
        variables: { REMOTE: evaluated`${variable('CI_PROJECT_URL')}.git` },
        script: [
          ...printRequired([secrets.tagToken], PROTECTED),
          `${printExports({ ...createCredentialEnv('gitlab'), ...TAGGER_ENV })}export TOKEN="$${secrets.tagToken}"\n`,
          printTagScript(dockerfile, versionArg, suffix),
        ],
      },
    }),
    publish: ({ image }) => ({
      build: renderRelease(setup, image),
      verify: { needs: needs(['build'], []), ...verify(image) },
      ...nameEach(logins, 'publish', login => publish(login, image)),
    }),
    smoke: ({ image }) => ({ smoke: { needs: needs([], ['publish']), ...renderSmoke(setup, image) } }),
    promote: ({ image, tags, form, order }) => nameEach(logins, 'promote', login => move(
      login, order, [image],
      [`DIGEST=$(${printDigestCommand('TAG', image.tagSuffix)})`, printPromoteScript(tags, form, image.tagSuffix)],
      { needs: needs([], [...Object.keys(nameEach(logins, 'publish', () => ({}))), ...(hasSmoke ? ['smoke'] : [])]) },
    )),
    rollback: ({ images, usual, form, order }) => nameEach(logins, '', login => move(
      login, order, images,
      [...(findOnly(images) === undefined ? [printChoice(login, images)] : []), printRollbackScript(usual, form, listTagSuffixes(images))],
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

/** The job that follows a build which may have ended before it built anything. */
function addSkip(ignoring: readonly string[], { script, ...job }: GitlabJob): GitlabJob {
  return ignoring.length === 0 ? { ...job, script } : {
    ...job,
    script: [`if [ ! -e ${ARCHIVE} ]; then
  echo "Nothing was built: only ignored paths have changed."
  exit 0
fi
`, ...script as Yaml[]],
  };
}
