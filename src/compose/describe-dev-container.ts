import { WORKSPACE } from './describe-workspace';
import { describeBuild } from './dev-container-build';
import type { DevContainerProps } from './dev-container-props';
import { findRelative } from './paths';
import { _removeEmpty } from '../core';
import type { PlannedImage, RepositoryPlan } from '../plan';

/** The files of a dev container, from the root of the repository. */
interface Files {
  /** `devcontainer.json`. */
  readonly path: string;
  /** The Compose file that mounts the repository into a service. */
  readonly workspace: string;
}

/** The content of `devcontainer.json`. */
export function describeDevContainer(props: DevContainerProps, name: string, { path, workspace }: Files, plan: RepositoryPlan): object {
  const { source: { containerImage: image, buildStage, composeFile, serviceName }, features, extensions } = props;
  const ports = props.forwardPorts ?? listPorts(image && plan.imageOf(image));
  return _removeEmpty({
    name,
    ...(composeFile === undefined ? { build: describeBuild(image!, buildStage?.name, path, plan) } : {
      dockerComposeFile: [composeFile.path, workspace].map(each => findRelative(path, each)),
      service: serviceName,
      workspaceFolder: WORKSPACE,
      overrideCommand: true,
    }),
    forwardPorts: ports.length === 0 ? undefined : ports,
    features: features && Object.fromEntries(features.map(feature => [feature, {}])),
    remoteUser: props.user,
    remoteEnv: props.environment,
    postCreateCommand: props.postCreateCommand,
    customizations: extensions && { vscode: { extensions } },
  });
}

/** The TCP ports that an image exposes: editors forward no others, and no ranges. */
function listPorts(image: PlannedImage | undefined): number[] {
  return (image?.config.exposedPorts ?? []).flatMap(port => {
    const [, number] = /^(\d+)(?:\/tcp)?$/i.exec(port) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
}
