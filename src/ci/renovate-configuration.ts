import type { Construct } from 'constructs';
import { ImagePipeline } from './image-pipeline';
import { COMPLETION_AUTHOR, escapeTask } from './update-tasks';
import { Problem, Problems, Severity, _printJson } from '../core';
import { Output, OutputFile, RepositoryPlan } from '../plan';
import { RenovateOptions, Versions, _createRenovateConfig } from '../versions';

/** Properties of `RenovateConfiguration`. */
export interface RenovateConfigurationProps extends RenovateOptions {
  /** The pins that Renovate keeps current. */
  readonly versions: Versions;
  /**
   * Whether a check of each change fails if a synthesis changes a file. Without that gate, nothing is merged automatically.
   * @default - whether the repository has an `ImagePipeline`, which has this check
   */
  readonly gated?: boolean;
}

/**
 * `renovate.json`: how Renovate finds every pin in `versions.json` and in the generated files, and updates them together.
 *
 * If an `ImagePipeline` of the repository runs Renovate, it also runs `imagewright pin --adopt` and the synthesis on its branches; if one
 * completes the updates of a hosted bot, Renovate accepts its commits. Reports `renovate/automerge` and `renovate/tasks`.
 *
 * @see https://docs.renovatebot.com/configuration-options/
 */
export class RenovateConfiguration extends Output {
  private readonly _props: RenovateConfigurationProps;

  public constructor(scope: Construct, id: string, props: RenovateConfigurationProps) {
    super(scope, id);
    this._props = props;
    Problems.of(this)._collect(() => _createRenovateConfig(props.versions, props));
  }

  /**
   * Renders `renovate.json`.
   *
   * @param plan the paths of the repository
   */
  public renderFiles(plan: RepositoryPlan): OutputFile[] {
    const { versions } = this._props;
    const pipelines = listPipelines(plan);
    const config = _createRenovateConfig(versions, this._props, {
      fileName: versions._path === undefined ? versions.fileName : plan.pathOf(this, versions._path),
      generated: [...plan.images.map(({ dockerfile }) => ({ path: dockerfile })), ...pipelines.flatMap(pipeline => pipeline._listFiles(plan))],
      isGated: this.isGated(pipelines),
      tasks: pipelines.flatMap(({ _updateTasks }) => (_updateTasks === undefined ? [] : [_updateTasks])).at(0)?.map(escapeTask),
      ignoredAuthors: pipelines.some(({ _completesUpdates }) => _completesUpdates) ? [COMPLETION_AUTHOR.address] : [],
    });
    return [{
      path: 'renovate.json',
      text: _printJson({ description: [plan.marker], ...config }),
      howToMove: 'Declare only one RenovateConfiguration in a repository: Renovate reads one renovate.json, at its root.',
    }];
  }

  /**
   * Reports updates that would be merged without a check, and pipelines that do not allow Renovate the same commands.
   *
   * @param plan the outputs of the repository
   */
  public findProblems(plan: RepositoryPlan): Problem[] {
    const pipelines = listPipelines(plan);
    const { automerge, rules = [] } = this._props;
    const isAsked = [automerge, ...rules.map(rule => rule.automerge)].some(kinds => kinds !== undefined && kinds.length > 0);
    const tasks = pipelines.filter(({ _updateTasks }) => _updateTasks !== undefined);
    const other = tasks.find(({ _updateTasks }) => _updateTasks!.join('\n') !== tasks[0]._updateTasks!.join('\n'));
    return [
      ...(!isAsked || this.isGated(pipelines) ? [] : [{
        id: 'renovate/automerge',
        severity: Severity.WARNING,
        where: this.node.path,
        what: 'Updates are to be merged automatically, but nothing checks that a synthesis changes no file. They are left to a person.',
        why: 'An update that is not in all files would be merged, and the next synthesis would undo it or change other files.',
        fix: 'Declare an ImagePipeline, which has this check; or run `npx projen` and `git diff --exit-code` in your own pipeline, and set gated: true.',
      }]),
      ...(other === undefined ? [] : [{
        id: 'renovate/tasks',
        where: this.node.path,
        what: `The pipelines ${tasks[0].node.path} and ${other.node.path} both run Renovate, with different commands: ${describeTasks(tasks[0])}, and ${describeTasks(other)}.`,
        why: 'renovate.json has one list of commands, and each pipeline allows Renovate only its own.',
        fix: 'Give both the same installCommand and synthesisCommand.',
      }]),
    ];
  }

  private isGated(pipelines: readonly ImagePipeline[]): boolean {
    return this._props.gated ?? pipelines.length > 0;
  }
}

function listPipelines({ outputs }: RepositoryPlan): ImagePipeline[] {
  return outputs.filter((each): each is ImagePipeline => each instanceof ImagePipeline);
}

function describeTasks({ _updateTasks = [] }: ImagePipeline): string {
  return _updateTasks.map(task => JSON.stringify(task)).join(', ');
}
