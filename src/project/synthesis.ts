import { IConstruct } from 'constructs';
import { Component, LogLevel, Project } from 'projen';
import { _counted, _formatReport, _styleFor } from '../core';
import { Examination } from './examination';
import { _GeneratedFile } from './generated-file';
import { LastSynthesis } from './last-synthesis';
import { summaryOf } from './summary';
import { _addTasks } from './tasks';
import { ReportedError, rememberProject, rememberWritten } from './uncaught';

const ID = 'ImagewrightSynthesis';

/**
 * Resolves, checks and renders the images of a project and of those below it, before projen writes anything. Errors stop the synthesis,
 * all together, and no file is touched. It adds itself to every project in which an image or an output is declared.
 *
 * projen itself never validates constructs (0.103), so this is the gate.
 *
 * @internal
 */
export class _Synthesis extends Component {
  public static ensure(construct: IConstruct): void {
    // A tree that is only resolved.
    if (!Project.isProject(construct.node.root)) return;
    const project = Project.of(construct);
    // The root's gate sees the whole tree before a subproject is written.
    for (const each of [project.root, project]) {
      if (each.node.tryFindChild(ID) === undefined) new _Synthesis(each);
    }
  }

  private examination?: Examination;

  private constructor(project: Project) {
    super(project, ID);
    rememberProject(project);
    _addTasks(project);
  }

  /** projen calls it before it deletes or writes a file. */
  public preSynthesize(): void {
    const root = this.project.root.node.tryFindChild(ID) as _Synthesis;
    const seen = root.examination?.covers(this.project) ? root.examination : this.examine();
    for (const { path, text } of seen.filesOf(this.project)) new _GeneratedFile(this.project, path, text);
  }

  /** projen calls it when it writes; whoever examined has something to tell then. */
  public synthesize(): void {
    const { examination } = this;
    if (examination === undefined) return;
    rememberWritten(this.project);
    new LastSynthesis(this.project.root).write(examination);
    const { problems } = examination;
    const style = _styleFor(process.stderr, process.env);
    if (problems.length > 0) this.say(LogLevel.WARN, `imagewright: ${_counted(problems)}\n\n${_formatReport(problems, style)}\n`);
    for (const image of examination.images) this.say(LogLevel.INFO, summaryOf(image, style));
  }

  private examine(): Examination {
    const examination = this.examination = new Examination(this.project);
    if (!examination.hasErrors) return examination;
    new LastSynthesis(this.project.root).write(examination);
    const { problems } = examination;
    throw new ReportedError(style => `imagewright: ${_counted(problems)}. No file was written.\n\n${_formatReport(problems, style)}\n`);
  }

  /** projen's logger would paint all of it in one colour, so only its level is asked, which it keeps to itself. */
  private say(level: LogLevel, text: string): void {
    const allowed = Reflect.get(this.project.logger, 'level') as LogLevel | undefined;
    if (allowed === undefined || allowed >= level) console.error(text);
  }
}
