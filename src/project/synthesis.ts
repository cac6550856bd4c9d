import { relative, resolve, sep } from 'node:path';
import { IConstruct } from 'constructs';
import { Component, LogLevel, Project } from 'projen';
import { _Refusal, _countProblems, _refuse, _formatReport, _chooseStyle, _LAST_SYNTHESIS } from '../core';
import { _OWN_IDS, _examineTree, _isExamined } from '../image';
import { Examination } from './examination';
import { rememberFirst, rememberSynthesis } from './late';
import { LocatedProblem } from './places';
import { listProjects } from './projects';
import { summarizeAll } from './summary';
import { _addTasks, _completeTasks } from './tasks';
import { ReportedError, rememberBegun, rememberProject, rememberWritten } from './uncaught';
import { addFiles, indexFiles, removeFiles } from './writing/add-files';
import { FileWriter } from './writing/file-writer';
import { LastSynthesis } from './writing/last-synthesis';
import { StateFolder } from './writing/state-folder';
import { Writing } from './writing/writing';

const ID = _OWN_IDS.synthesis;

/** The examination of a synthesis, and the files that it is writing. */
interface Run {
  readonly examination: Examination;
  readonly writing: Writing;
  /** The projects that have begun to write. */
  readonly begun: Set<Project>;
}

/**
 * Resolves, checks and renders the images of a project and its subprojects, before projen writes anything. If there are errors, it reports all of
 * them and stops the synthesis, and no file is touched. Every project in which an image or an output is declared has this component.
 *
 * projen itself never validates constructs (0.103), so this component does.
 *
 * @internal
 */
export class _Synthesis extends Component {
  public static ensure(construct: IConstruct): void {
    // This tree has no project: it is only resolved.
    if (!Project.isProject(construct.node.root)) return;
    const project = Project.of(construct);
    if (project.root.node.tryFindChild(ID) === undefined) rememberFirst(construct, project.root);
    // The component of the root checks the whole tree before a subproject is written.
    for (const each of [project.root, project]) {
      if (each.node.tryFindChild(ID) === undefined) new _Synthesis(each);
    }
  }

  private run?: Run;

  private constructor(project: Project) {
    super(project, ID);
    rememberProject(project);
    _addTasks(project);
    // If projen finds no list of its files, it removes every file with its marker, including drafts.
    if (project === project.root) project.addExcludeFromCleanup(`${_LAST_SYNTHESIS}/**`);
  }

  /** projen calls it before it deletes or writes a file. */
  public preSynthesize(): void {
    if (_isExamined(this.project)) refuseNested();
    const gate = this.findGate();
    const { run } = gate;
    removeFiles(this.project);
    const files = addFiles(this.project, run!.examination.listFiles(this.project));
    run!.begun.add(this.project);
    _completeTasks(this.project, run!.examination.listPlans(this.project));
    const unindex = indexFiles(this.project);
    rememberBegun(this.project);
    FileWriter.addLast(this.project, () => {
      unindex();
      gate.attempt(() => {
        for (const file of files) if (file.isWanted) file.settle(run!.writing.place(file.absolutePath, file.mode));
      });
      if (gate === this) this.finish();
    });
  }

  /** The component that examined this project: that of the root, unless the project has changed since, or has already been written. */
  private findGate(): _Synthesis {
    const root = this.project.root.node.tryFindChild(ID) as _Synthesis;
    const run = this === root ? undefined : root.run;
    if (run?.examination.covers(this.project) && !run.begun.has(this.project)) return root;
    this.begin();
    return this;
  }

  private begin(): void {
    // The previous run was interrupted by an error of another component.
    this.run?.writing.end();
    this.run = undefined;
    listProjects(this.project).forEach(removeFiles);
    rememberSynthesis(this.project);
    const examination = _examineTree(this.project, () => new Examination(this.project));
    if (examination.hasErrors) this.stop(examination, examination.problems, 'No file was written');
    const writing = this.prepareWriting(examination);
    this.run = { examination, writing, begun: new Set() };
    this.attempt(() => {
      if (writing.isNeeded) this.lastSynthesis.begin(examination, writing);
    });
  }

  private prepareWriting(examination: Examination): Writing {
    const { outdir } = this.project.root;
    const files = examination.files.map(({ project, path, text }) => {
      const absolutePath = resolve(project.outdir, path);
      return { absolutePath, path: relative(outdir, absolutePath).split(sep).join('/'), text };
    });
    try {
      return new Writing(new StateFolder(outdir), files, text => this.say(LogLevel.WARN, `imagewright: ${text}`));
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      return this.stop(examination, [error.problem], 'No file was written');
    }
  }

  /** Does something with the disk, and ends the synthesis if that is refused. */
  private attempt(act: () => void): void {
    const { examination, writing } = this.run!;
    try {
      act();
    } catch (error) {
      writing.end();
      this.run = undefined;
      if (!(error instanceof _Refusal)) throw error;
      this.stop(examination, [error.problem], writing.progress);
    }
  }

  /** Called when all files are in place: stores the findings and reports them. */
  private finish(): void {
    const { examination, writing } = this.run!;
    this.attempt(() => this.lastSynthesis.end(examination, writing));
    writing.end();
    this.run = undefined;
    rememberWritten(this.project);
    const { problems } = examination;
    const style = _chooseStyle(process.stderr, process.env);
    if (problems.length > 0) this.say(LogLevel.WARN, `imagewright: ${_countProblems(problems)}\n\n${_formatReport(problems, style)}\n`);
    for (const text of summarizeAll(examination.images, style)) this.say(LogLevel.INFO, text);
  }

  private stop(examination: Examination, problems: readonly LocatedProblem[], what: string): never {
    this.lastSynthesis.refuse(examination, problems);
    throw new ReportedError(style => `imagewright: ${_countProblems(problems)}. ${what}.\n\n${_formatReport(problems, style)}\n`);
  }

  private get lastSynthesis(): LastSynthesis {
    return new LastSynthesis(this.project.root);
  }

  /** projen's logger would print the whole text in one colour, so this only reads its level, which is private. */
  private say(level: LogLevel, text: string): void {
    const allowed = Reflect.get(this.project.logger, 'level') as LogLevel | undefined;
    if (allowed === undefined || allowed >= level) console.error(text);
  }
}

/** A method that the synthesis calls has called `synth()` again. */
function refuseNested(): never {
  return _refuse({
    id: 'project/nested-synthesis',
    what: 'project.synth() is called while the project is synthesized.',
    why: 'The inner synthesis would ask the same outputs, rules and validations again, without an end.',
    fix: 'Call project.synth() once, at the end of .projenrc.ts. Methods that are called during the synthesis, such as renderFiles(), only read the plan.',
  });
}
