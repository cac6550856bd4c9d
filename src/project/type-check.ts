import { extname, posix } from 'node:path';
import { Component, JsonFile, Project, ProjenrcFile, Task, javascript } from 'projen';
import { _escapeDoubleQuoted, _quoteShellPath, _refuse } from '../core';
import { _OWN_IDS } from '../image';

const ID = _OWN_IDS.typeCheck;
const TASK = 'check:types';
/** A name that editors and runners do not look for, so that it does not change how they treat the definition. */
const OWN_CONFIGURATION = '.projen/tsconfig.types.json';
/** Git ignores it there, and a new installation of packages removes it. */
const BUILD_INFO = 'node_modules/.cache/imagewright/types.tsbuildinfo';

/**
 * The packages that the check needs: the compiler, and the types of Node.js, e.g. of `process`.
 *
 * @internal
 */
export const _COMPILER = ['typescript', '@types/node'];

/** How strict the compiler is, by the extension of the definition. In JavaScript, parameters have no types. */
const LANGUAGES: Record<string, object> = {
  '.ts': { strict: true },
  '.mts': { strict: true },
  '.cts': { strict: true },
  '.js': { strict: false, allowJs: true, checkJs: true },
  '.mjs': { strict: false, allowJs: true, checkJs: true },
  '.cjs': { strict: false, allowJs: true, checkJs: true },
};

/**
 * Checks the definition of a project, `.projenrc.ts` and the files that it imports, with the TypeScript compiler. A misspelt option or enum member
 * becomes an error that suggests the right name.
 *
 * The check is the task `check:types`, e.g. for a pipeline. With TypeScript 7, the default task starts with it, so that an error stops the
 * synthesis before anything is written. Older versions take more than a second even if nothing has changed, so the default task does not run them.
 *
 * A definition in JavaScript is checked as well, as far as the compiler can infer types from the library.
 */
export class TypeCheck extends Component {
  /**
   * The check of a project; the first call adds it. A Node.js project also gets the development dependencies `typescript` and
   * `@types/node`, unless it has them.
   *
   * @param project the project whose definition is checked
   * @throws `project/no-types` if the project is defined in another language
   */
  public static of(project: Project): TypeCheck {
    const check = project.node.tryFindChild(ID) as TypeCheck | undefined;
    if (check !== undefined) return check;
    const definition = findDefinition(project);
    return new TypeCheck(project, definition, new JsonFile(project, OWN_CONFIGURATION, { marker: true, allowComments: true, obj: {} }));
  }

  /**
   * Adds the check to a project that already has a compiler configuration.
   *
   * @internal
   */
  public static _add(project: Project, definition: string, configuration: JsonFile): void {
    new TypeCheck(project, definition, configuration);
  }

  /** The task that runs it. */
  public readonly task: Task;

  private constructor(project: Project, definition: string, configuration: JsonFile) {
    super(project, ID);
    const { path } = configuration;
    for (const [key, value] of Object.entries(createConfiguration(definition, posix.dirname(path)))) configuration.addOverride(key, value);
    if (project instanceof javascript.NodeProject) {
      project.addDevDeps(..._COMPILER.filter(name => !project.deps.all.some(dependency => dependency.name === name)));
    }
    this.task = project.tasks.addTask(TASK, { description: `Check the types of ${definition}`, exec: `tsc --project ${_quoteShellPath(path)}` });
    project.defaultTask?.prependSpawn(this.task, { condition: printCondition(path) });
  }
}

/**
 * A command that succeeds if the compiler takes only a fraction of a second when nothing has changed: version 7 or newer. 5.9 and 6.0 take more than
 * a second. It fails if the configuration was deleted, because only a synthesis restores it. It prints nothing, because projen shows its output.
 */
function printCondition(configuration: string): string {
  const file = `'./${configuration.replace(/['\\]/g, '\\$&')}'`;
  const isFast = `require.resolve(${file}); process.exit(parseInt(require('typescript/package.json').version) < 7 ? 1 : 0)`;
  return `node -e "${_escapeDoubleQuoted(`try { ${isFast} } catch { process.exit(1) }`)}"`;
}

function findDefinition(project: Project): string {
  const path = ProjenrcFile.of(project)?.filePath;
  if (path !== undefined && extname(path) in LANGUAGES) return path;
  return _refuse({
    id: 'project/no-types',
    what: path === undefined ? `projen knows no definition of the project "${project.name}".` : `The project "${project.name}" is defined in ${path}.`,
    why: 'The TypeScript compiler only checks definitions in TypeScript and JavaScript.',
    fix: 'Remove the check, or define the project in TypeScript: new typescript.ProjenrcTs(project), or the option projenrcTs: true.',
  });
}

/**
 * A configuration for TypeScript 5.9 to 7. These versions include different types by default, so the types of Node.js are listed. They are patterns,
 * because only a pattern may match nothing: in a workspace, the types are in a directory further up.
 */
function createConfiguration(definition: string, directory: string): object {
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
