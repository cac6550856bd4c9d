import { posix } from 'node:path';
import type { Construct } from 'constructs';
import { describeDevContainer } from './describe-dev-container';
import { describeWorkspace } from './describe-workspace';
import type { DevContainerProps } from './dev-container-props';
import { checkLiteral } from './dev-container-variables';
import { findDevContainerPathProblems } from './find-path-problems';
import { findSourceProblems } from './find-source-problems';
import { COMPOSE } from './interpolation';
import { Problem, Problems, _printJson } from '../core';
import { Output, OutputFile, RepositoryPlan } from '../plan';
import { printYaml } from '../yaml';

const DEFAULT_PATH = '.devcontainer/devcontainer.json';

/**
 * A dev container: editors start a container of the image, of one of its stages or of a service of Compose, with the repository in it.
 *
 * Reports `devcontainer/path`, `devcontainer/text`, `devcontainer/variable`, `devcontainer/stage`, `devcontainer/context` and `devcontainer/no-shell`.
 *
 * @see https://containers.dev/implementors/json_reference/
 * @example
 * import { ContainerImage, DevContainer, DevContainerSource } from 'imagewright';
 *
 * declare const image: ContainerImage;
 * new DevContainer(project, 'DevContainer', {
 *   source: DevContainerSource.image(image),
 *   extensions: ['ms-python.python'],
 * });
 */
export class DevContainer extends Output {
  private readonly _props: DevContainerProps;

  public constructor(scope: Construct, id: string, props: DevContainerProps) {
    super(scope, id);
    this._props = props;
    const { name = '', features = [], extensions = [], postCreateCommand = [], environment = {}, user = '' } = props;
    for (const text of [name, ...features, ...extensions, ...postCreateCommand, ...Object.entries(environment).flat(), user]) {
      Problems.of(this)._collect(() => checkLiteral(text));
    }
    for (const problem of findDevContainerPathProblems(props.path ?? DEFAULT_PATH)) Problems.of(this).report(problem);
  }

  /**
   * Renders `devcontainer.json`, and for a service the file that mounts the repository into it.
   *
   * @param plan the images, as they will be built
   */
  public renderFiles(plan: RepositoryPlan): OutputFile[] {
    const { source, path = DEFAULT_PATH } = this._props;
    const workspace = posix.join(posix.dirname(path), 'compose.yaml');
    const howToMove = 'Set another path: new DevContainer(…, { path: ".devcontainer/second/devcontainer.json", … }).';
    return [
      // JSON with comments: https://containers.dev/implementors/spec/#devcontainerjson
      { path, text: `// ${plan.marker}\n${_printJson(describeDevContainer(this._props, this._props.name ?? this.node.id, { path, workspace }, plan))}`, howToMove },
      ...(source.composeFile === undefined ? [] : [{
        path: workspace, text: printYaml([plan.marker], describeWorkspace(source.serviceName!, source.composeFile.path), COMPOSE), howToMove,
      }]),
    ];
  }

  /**
   * Reports a stage that the Dockerfile does not have, one without a shell, and contexts that only Compose can build.
   *
   * @param plan the images, as they will be built
   */
  public findProblems(plan: RepositoryPlan): Problem[] {
    const { source } = this._props;
    return (source.containerImage === undefined ? [] : findSourceProblems(source, source.containerImage, plan.imageOf(source.containerImage)))
      .map(problem => ({ where: this.node.path, ...problem }));
  }
}
