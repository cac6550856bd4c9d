import type { Construct } from 'constructs';
import type { ComposeService } from './compose-service';
import { describeCompose } from './describe-compose';
import { findPathProblems } from './find-path-problems';
import { findServiceProblems } from './find-service-problems';
import { COMPOSE } from './interpolation';
import { Problem, Problems } from '../core';
import { Output, OutputFile, RepositoryPlan } from '../plan';
import { printYaml } from '../yaml';

/** Properties of `ComposeFile`. */
export interface ComposeFileProps {
  /** The services, by name. */
  readonly services: Record<string, ComposeService>;
  /**
   * The file, from the root of the repository.
   * @default "compose.yaml"
   */
  readonly path?: string;
}

/**
 * A Compose file: builds images of this repository and runs them on your machine, with ports, volumes and services between them.
 *
 * Reports `compose/path`, `compose/no-service`, `compose/service`, `compose/depends-on` and `compose/context`.
 *
 * @see https://docs.docker.com/reference/compose-file/
 * @example
 * import { ComposeFile, ComposeService, ContainerImage } from 'imagewright';
 *
 * declare const image: ContainerImage;
 * new ComposeFile(project, 'Compose', {
 *   services: { web: ComposeService.of(image) },
 * });
 */
export class ComposeFile extends Output {
  /** The file, from the root of the repository. */
  public readonly path: string;
  private readonly _services: Record<string, ComposeService>;

  public constructor(scope: Construct, id: string, props: ComposeFileProps) {
    super(scope, id);
    this.path = props.path ?? 'compose.yaml';
    this._services = { ...props.services };
    for (const problem of [...findPathProblems(this.path), ...findServiceProblems(this._services)]) Problems.of(this).report(problem);
  }

  /**
   * The services, by name.
   *
   * @internal
   */
  public get _all(): Readonly<Record<string, ComposeService>> {
    return this._services;
  }

  /**
   * Renders the file.
   *
   * @param plan the images, as they will be built
   */
  public renderFiles(plan: RepositoryPlan): OutputFile[] {
    return [{
      path: this.path,
      text: printYaml([plan.marker], describeCompose(this._services, this.path, plan), COMPOSE),
      howToMove: 'Set another path: new ComposeFile(…, { path: "deploy/compose.yaml", … }).',
    }];
  }

  /**
   * Reports contexts that no service builds.
   *
   * @param plan the images, as they will be built
   */
  public findProblems(plan: RepositoryPlan): Problem[] {
    void plan;
    const images = Object.values(this._services).flatMap(({ image }) => image ?? []);
    return images.flatMap(image => Object.values(image._declared.inputs.contexts).flatMap(({ builtImage }) => (
      builtImage === undefined || images.some(each => each === builtImage) ? [] : [{
        id: 'compose/context',
        where: this.node.path,
        what: `The image "${image.node.id}" is built from the image "${builtImage.node.id}", which is no service of ${this.path}.`,
        why: 'Compose builds only what a service names.',
        fix: 'Add a service for it: services: { base: ComposeService.of(base), … }.',
      }]
    )));
  }
}
