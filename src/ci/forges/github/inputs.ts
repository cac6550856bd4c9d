import { expression, quoteText } from './expression';
import { checkManyInputs, passManyInputs } from './many-inputs';
import { Setup, Step, renderSecret } from './setup';
import type { Subject } from './subject';
import { BuildCache } from '../../../image';
import { Evaluated, Evaluation, Piece, evaluated, joinPieces, Yaml, annotateValue } from '../../../yaml';
import type { PipelineImage } from '../../pipeline';
import { PipelineInputs, printContext } from '../../pipeline-inputs';

/** Names of the secrets that the build of an image uses, and whether it needs them. */
export function listInputSecrets(setup: Setup, { inputs: { secrets, ssh } }: PipelineImage): Map<string, boolean> {
  return new Map([
    ...secrets.map((secret): [string, boolean] => [setup.findSecretName(secret), secret.isRequired]),
    ...ssh.map((key): [string, boolean] => [setup.findKeyName(key), key.isRequired]),
  ]);
}

/**
 * Surrounds a step that builds with what the build needs from outside. Private keys are there only while it runs, because the
 * following steps run programs of others.
 */
export function passInputs(setup: Setup, subject: Subject, build: Step): Step[] {
  return subject.only === undefined ? passManyInputs(setup, subject, build) : passOwnInputs(setup, subject.only, build);
}

function passOwnInputs(setup: Setup, image: PipelineImage, build: Step): Step[] {
  const { secrets, ssh, contexts } = image.inputs;
  const { with: given, ...others } = build;
  const keys = ssh.map((key, i) => ({ ...key, file: `ssh-key-${i}`, secret: setup.findKeyName(key) }));
  const write = keys.map(({ secret, file }) => `printf '%s\\n' "$${secret}" > "$RUNNER_TEMP/${file}"\n`);
  const step: Step = {
    ...others,
    env: secrets.length === 0 ? undefined : createEnv(secrets.map(setup.findSecretName)),
    with: {
      ...given as Record<string, Yaml>,
      'secret-envs': printLines(secrets.map(secret => `${secret.id}=${setup.findSecretName(secret)}`)),
      'ssh': printLines(keys.map(key => evaluated`${key.id}=${expression('runner.temp')}/${key.file}`)),
      'build-contexts': printLines(contexts.filter(({ node }) => node === undefined).map(printContext)),
    },
  };
  return keys.length === 0 ? [step] : [
    { name: 'Write the SSH keys', env: createEnv(keys.map(({ secret }) => secret)), run: ['umask 077\n', ...write].join('') },
    step,
    {
      name: 'Remove the SSH keys',
      run: annotateValue(`rm ${keys.map(({ file }) => `"$RUNNER_TEMP/${file}"`).join(' ')}`, { after: 'no later step needs them' }),
    },
  ];
}

/** A step that stops with a message if a secret is missing: BuildKit would take an empty text for it. */
export function checkInputs(setup: Setup, subject: Subject): Step[] {
  if (subject.only === undefined) return checkManyInputs(setup, subject);
  return checkSecrets('Check the secrets of the build', [...listInputSecrets(setup, subject.only)].flatMap(([name, isRequired]) => (isRequired ? name : [])));
}

/** A step that stops with a message if one of these secrets is missing. */
export function checkSecrets(title: string, names: readonly string[]): Step[] {
  return names.length === 0 ? [] : [{
    name: title,
    env: createEnv(names),
    run: names.map(name => `: "\${${name}:?is not set. Pull requests from forks have no secrets.}"\n`).join(''),
  }];
}

/** The build arguments of an image, one a line after others. */
export function printBuildArgs(subject: Subject, first: Evaluated): Evaluated {
  const args = subject.pick('args', ({ inputs: { buildArgs } }) => Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`).join('\n'));
  return args === '' ? first : joinPieces([first, args], '\n');
}

/** The caches of a build that is not a release: each job has its own scope. Only builds of the main branch write. */
export function renderCaches(setup: Setup, subject: Subject, slug: string): Record<string, Yaml | undefined> {
  if (subject.only === undefined) return renderCachesOfMany(setup, subject);
  const { read, written } = printCaches(setup, subject.only, PLATFORM);
  return {
    'cache-from': printLines(read.map(cache => printRead(cache, slug))),
    'cache-to': printLines(written.map(cache => printWritten(cache, slug))),
  };
}

/** The columns have the scopes of each job. */
function renderCachesOfMany(setup: Setup, subject: Subject): Record<string, Yaml | undefined> {
  const read = subject.pick('cache-from', (image, { slug }) => printCaches(setup, image, slug).read.join('\n'));
  const written = subject.pick('cache-to', (image, { slug }) => printCaches(setup, image, slug).written.join('\n'));
  return {
    'cache-from': read === '' ? undefined : read,
    'cache-to': written === '' ? undefined
      : expression(`github.event_name == 'push' && ${typeof written === 'string' ? quoteText(written) : 'matrix.cache-to'} || ''`),
  };
}

/** The caches of an image that the forge can use, as a build on a platform names them. */
function printCaches({ main, dialect: { inputs } }: Setup, image: PipelineImage, slug: string): Readonly<Record<'read' | 'written', string[]>> {
  const { cacheFrom, cacheTo } = listCaches(image);
  const own = image.cache === undefined ? [] : [`type=registry,ref=${main.host}/${image.cache.repository}:${image.cache.tag}-${slug}`];
  return {
    read: [...cacheFrom.filter(({ backend }) => inputs.reads.includes(backend)).map(cache => cache._print(false, `-${slug}`)), ...own],
    written: [
      ...cacheTo.filter(({ backend }) => inputs.writes.includes(backend)).map(cache => cache._print(true, `-${slug}`)), ...own.map(ref => `${ref},mode=max`),
    ],
  };
}

/** Whether the jobs of a build need the name of their platform for the scope of a cache. */
export function hasScopedCache({ dialect: { inputs } }: Setup, image: PipelineImage): boolean {
  const { cacheFrom, cacheTo } = listCaches(image);
  return image.cache !== undefined || [...cacheFrom, ...cacheTo].some(({ backend }) => backend === 'gha' && inputs.reads.includes(backend));
}

/** The caches of an image, and that of the pipeline, unless the image has one of GitHub itself. */
function listCaches({ inputs: { cacheFrom, cacheTo }, cacheScope }: PipelineImage): Pick<PipelineInputs, 'cacheFrom' | 'cacheTo'> {
  if (cacheScope === undefined || [...cacheFrom, ...cacheTo].some(({ backend }) => backend === 'gha')) return { cacheFrom, cacheTo };
  const cache = BuildCache.githubActions(cacheScope);
  return { cacheFrom: [...cacheFrom, cache], cacheTo: [...cacheTo, cache] };
}

/** A place in the printed cache that a name of a platform replaces: no text of a user contains it. */
const PLATFORM = '\ufdd0';

function printRead(cache: string, slug: string): Evaluated {
  return joinPieces(cache.split(PLATFORM), expression(slug));
}

function printWritten(cache: string, slug: string): Evaluation {
  const format = cache.replace(/[{}]/g, '$&$&').replace(PLATFORM, '{0}');
  return expression(`github.event_name == 'push' && format(${quoteText(format)}, ${slug}) || ''`);
}

function createEnv(names: readonly string[]): Record<string, Yaml> {
  return Object.fromEntries(names.map(name => [name, renderSecret(name)]));
}

/** A list, one entry a line; undefined without entries. */
function printLines(entries: readonly Piece[]): Evaluated | undefined {
  return entries.length === 0 ? undefined : joinPieces(entries, '\n');
}
