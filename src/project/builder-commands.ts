import { Project } from 'projen';
import { printPath } from './allowed-sources';
import { _quoteShellWord } from '../core';
import { _BuilderNode, _BuilderSetup, _findBuilder, _printDriverOptions, _toImageName } from '../image';
import { _BAKE_FILE } from '../plan';
import { _findProjectVersions } from '../versions';

/** The commands with which a project uses its builder. */
export interface BuilderCommands {
  /** Build the images; arguments follow. */
  readonly bake: string;
  /** Whether that is buildx. */
  readonly isBuildx: boolean;
  /** Create the builder. */
  readonly create: readonly string[];
}

/** Finds the builder of a project, if it is declared. */
export function findBuilder(project: Project): BuilderCommands | undefined {
  const found = _findBuilder(project);
  if (found === undefined) return undefined;
  const { setup, owner } = found;
  if (setup.driver === 'depot') {
    return { bake: `depot bake --project ${_quoteShellWord(setup.projectId)} --file ${_BAKE_FILE}`, isBuildx: false, create: [] };
  }
  const name = nameBuilder(Project.of(owner));
  const buildkit = _findProjectVersions(project)?.images.find(({ key }) => key === 'buildkit')?.ref;
  return {
    bake: `docker buildx bake --builder ${name} --file ${_BAKE_FILE}`,
    isBuildx: true,
    create: [
      // Its cache stays. The command fails if there is none yet.
      `docker buildx rm --keep-state ${name} || true`,
      ...setup.nodes.map((node, i) => printCreate(name, setup, node, i, buildkit)),
    ],
  };
}

/** Subprojects share the builder of their project, and so its name. */
function nameBuilder({ name }: Project): string {
  return ['imagewright', _toImageName(name)].filter(Boolean).join('-');
}

/** @see https://docs.docker.com/reference/cli/docker/buildx/create/ */
function printCreate(name: string, setup: _BuilderSetup, node: _BuilderNode, i: number, buildkit: string | undefined): string {
  const { platforms, endpoint, certificates } = node;
  return [
    `docker buildx create --name ${name} --node ${name}-${i}`,
    i === 0 ? `--driver ${setup.driver}` : '--append',
    ...(platforms.length === 0 ? [] : [`--platform ${platforms.map(each => each.name).join(',')}`]),
    ..._printDriverOptions(setup, node, () => buildkit).map(option => `--driver-opt ${_quoteShellWord(option)}`),
    ...(certificates === undefined ? [] : [['cacert', 'ca'], ['cert', 'cert'], ['key', 'key']].map(([key, file]) => (
      `--driver-opt ${key}=${printPath(`${certificates.directory}/${file}.pem`)}`
    ))),
    ...(endpoint === undefined ? [] : [_quoteShellWord(endpoint)]),
  ].join(' ');
}
