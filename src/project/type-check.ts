import { extname, posix } from 'node:path';
import { Component, JsonFile, Project, ProjenrcFile, Task, javascript } from 'projen';
import { _refuse } from '../core';
import { _OWN_IDS } from '../image';

const ID = _OWN_IDS.typeCheck;
const TASK = 'check:types';
/** Not a name that editors and runners look for: what they do with the definition is not ours. */
const OWN_CONFIGURATION = '.projen/tsconfig.types.json';
/** Where git ignores it, and where it goes when packages are installed anew. */
const BUILD_INFO = 'node_modules/.cache/imagewright/types.tsbuildinfo';

/**
 * What has to be installed: the compiler, and the types of what Node.js has everywhere, as `process`.
 *
 * @internal
 */
export const _COMPILER = ['typescript', '@types/node'];

/** How strict the compiler is, by the end of the definition's name. Parameters have no types in JavaScript. */
const LANGUAGES: Record<string, object> = {
  '.ts': { strict: true },
  '.mts': { strict: true },
  '.cts': { strict: true },
  '.js': { strict: false, allowJs: true, checkJs: true },
  '.mjs': { strict: false, allowJs: true, checkJs: true },
  '.cjs': { strict: false, allowJs: true, checkJs: true },
};

/**
 * Has the TypeScript compiler check the definition of a project: `.projenrc.ts`, and what it imports. A misspelt option or member of an enum
 * is an error then that names what was meant.
 *
 * The check is the task `check:types`, for a pipeline for instance. With TypeScript 7 the default task begins with it, so that an error stops it
 * before anything is written; older ones take more than a second for that even if nothing has changed.
 *
 * A definition in JavaScript is checked as well, as far as types follow from what it calls.
 */
export class TypeCheck extends Component {
  /**
   * The check of a project, which is added when it is first asked for. A project of Node.js gets the development dependencies `typescript` and
   * `@types/node` too, unless it has them.
   *
   * @param project the project whose definition is checked
   * @throws `project/no-types` where the project is defined in another language
   */
  public static of(project: Project): TypeCheck {
    const check = project.node.tryFindChild(ID) as TypeCheck | undefined;
    if (check !== undefined) return check;
    const definition = definitionOf(project);
    return new TypeCheck(project, definition, new JsonFile(project, OWN_CONFIGURATION, { marker: true, allowComments: true, obj: {} }));
  }

  /**
   * The check of a project that has a configuration for it already.
   *
   * @internal
   */
  public static _with(project: Project, definition: string, configuration: JsonFile): void {
    new TypeCheck(project, definition, configuration);
  }

  /** The task that runs it. */
  public readonly task: Task;

  private constructor(project: Project, definition: string, configuration: JsonFile) {
    super(project, ID);
    const { path } = configuration;
    for (const [key, value] of Object.entries(configurationFor(definition, posix.dirname(path)))) configuration.addOverride(key, value);
    if (project instanceof javascript.NodeProject) {
      project.addDevDeps(..._COMPILER.filter(name => !project.deps.all.some(dependency => dependency.name === name)));
    }
    this.task = project.tasks.addTask(TASK, { description: `Check the types of ${definition}`, exec: `tsc --project ${path}` });
    project.defaultTask?.prependSpawn(this.task, { condition: isFastAndThere(path) });
  }
}

/**
 * A command that succeeds where the compiler takes a fraction of a second when nothing has changed: from 7 on. 5.9 and 6.0 take more than one.
 * Where the configuration was deleted only a synthesis brings it back. It fails without a word, for what it prints is shown.
 */
function isFastAndThere(configuration: string): string {
  const isFast = `require.resolve('./${configuration}'); process.exit(parseInt(require('typescript/package.json').version) < 7 ? 1 : 0)`;
  return `node -e "try { ${isFast} } catch { process.exit(1) }"`;
}

function definitionOf(project: Project): string {
  const path = ProjenrcFile.of(project)?.filePath;
  if (path !== undefined && extname(path) in LANGUAGES) return path;
  return _refuse({
    id: 'project/no-types',
    what: path === undefined ? `projen knows no definition of the project "${project.name}".` : `The project "${project.name}" is defined in ${path}.`,
    why: 'The TypeScript compiler checks definitions in TypeScript and JavaScript alone.',
    fix: 'Leave the check out, or define the project in TypeScript: new typescript.ProjenrcTs(project), or the option projenrcTs: true.',
  });
}

/**
 * For TypeScript 5.9 to 7. They differ in which types they include by themselves, and only a pattern of files may match nothing: the types of
 * Node.js, which in a workspace are further up.
 */
function configurationFor(definition: string, directory: string): object {
  const from = (path: string) => posix.relative(directory, path);
  return {
    compilerOptions: {
      noEmit: true,
      incremental: true,
      tsBuildInfoFile: from(BUILD_INFO),
      ...LANGUAGES[extname(definition)],
      skipLibCheck: true,
      target: 'ES2022',
      module: 'preserve',
      moduleResolution: 'bundler',
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      types: [],
    },
    files: [from(definition)],
    include: ['.', '..', '../..'].map(above => from(posix.join(above, 'node_modules/@types/node/index.d.ts'))),
    exclude: [],
  };
}
