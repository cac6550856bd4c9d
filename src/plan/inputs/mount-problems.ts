import { InputKind, MountedInput, SteppedStage, _listMountedInputs } from './mounted-inputs';
import { Problem, Severity, _suggestNearest } from '../../core';

/** The words of messages about one kind. */
interface Words {
  readonly property: string;
  readonly noun: string;
  /** What the build prints without it. */
  readonly error: (id: string) => string;
  readonly declaration: (id: string) => string;
}

const WORDS: Record<InputKind, Words> = {
  secret: {
    property: 'secrets',
    noun: 'secret',
    error: id => `secret ${id}: not found`,
    declaration: id => `secrets: { '${id}': BuildSecret.environment('${_formatVariable(id)}') }, or BuildSecret.file(…)`,
  },
  ssh: {
    property: 'ssh',
    noun: 'SSH agent or key',
    error: id => `no SSH key "${id}" forwarded from the client`,
    declaration: id => `ssh: { '${id}': SshSource.agent() }, or SshSource.keyFile(…)`,
  },
};

/** Secrets that BuildKit itself uses for git repositories and downloads. https://docs.docker.com/build/building/secrets/#git-authentication-for-remote-contexts */
const OF_BUILDKIT = /^(?:GIT|HTTP)_AUTH_(?:TOKEN|HEADER)/;

/**
 * The problems of secrets, or of SSH agents and keys: used and not declared, declared and not used.
 *
 * @param owner construct and place of the declaration
 */
export function findMountProblems(
  kind: InputKind, declared: Readonly<Record<string, unknown>>, stages: readonly SteppedStage[], owner: Pick<Problem, 'by' | 'where'>,
): Problem[] {
  const used = _listMountedInputs(stages, kind);
  const ids = [...new Set(used.flatMap(({ id }) => id ?? []))];
  const unused = used.some(({ id }) => id === undefined) ? [] : Object.keys(declared).filter(id => !ids.includes(id) && !OF_BUILDKIT.test(id));
  return [
    ...ids.filter(id => !Object.hasOwn(declared, id))
      .map(id => describeUndeclared(id, used.filter(each => each.id === id), kind, Object.keys(declared))),
    ...unused.map(id => ({ ...owner, ...describeUnused(id, kind, ids.filter(other => !Object.hasOwn(declared, other))) })),
  ];
}

/** @param uses all uses of the id; the first that needs it is reported */
function describeUndeclared(id: string, uses: readonly MountedInput[], kind: InputKind, declared: readonly string[]): Problem {
  const { noun, error, declaration } = WORDS[kind];
  const { isRequired, stage, by } = uses.find(use => use.isRequired) ?? uses[0];
  return {
    id: `image/undeclared-${kind}`,
    severity: isRequired ? Severity.ERROR : Severity.WARNING,
    by,
    where: by.construct,
    what: `The stage "${stage}" uses the ${noun} "${id}", but the image does not declare its source.${_suggestNearest(id, declared)}`,
    why: isRequired
      ? `Neither docker-bake.json nor a pipeline passes it, so every build stops: "${error(id)}".`
      : 'Neither docker-bake.json nor a pipeline passes it, so the command runs without it.',
    fix: `Declare it on the image: new ContainerImage(…, { ${declaration(id)} }).`,
  };
}

function describeUnused(id: string, kind: InputKind, undeclared: readonly string[]): Problem {
  const { property, noun } = WORDS[kind];
  return {
    id: `image/unused-${kind}`,
    severity: Severity.WARNING,
    what: `No stage of the image uses the ${noun} "${id}".${_suggestNearest(id, undeclared)}`,
    why: 'Each person and each pipeline that builds the image must provide it for nothing.',
    fix: `Mount it where it is needed, mounts: [Mount.${kind}({ id: '${id}', required: true })], or delete it from ${property}.`,
  };
}

/**
 * An id as the name of a variable: `npm-token` is `NPM_TOKEN`.
 *
 * @internal
 */
export function _formatVariable(id: string): string {
  return id.toUpperCase().replace(/[^A-Z0-9_]/g, '_').replace(/^(?=\d)/, '_');
}
