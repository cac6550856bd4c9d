import { chmodSync, cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../process';
import { IMAGE, NAMES, ONE_IMAGE, ONE_IMAGE_JS, Project, Workshop } from './workshop';

/** An environment, and how it is told whether the library works there. */
export interface Environment {
  readonly name: string;
  /** Throws where it does not; may say more. */
  readonly check: (workshop: Workshop) => Promise<string | void>;
}

const TYPED = IMAGE.replace('(scope, id, directory)', '(scope: any, id: string, directory?: string)');
const WRITTEN = ['Dockerfile', '.dockerignore', 'Dockerfile.imagewright.json', 'docker-bake.json'];

export const ENVIRONMENTS: Environment[] = [
  plain('blanks and ü in the path', workshop => workshop.project('with blanks and ü/日本', { '.projenrc.ts': ONE_IMAGE })),
  plain('a folder whose name is a pattern', workshop => workshop.project('[x]{a}*!#$HOME', { '.projenrc.ts': ONE_IMAGE })),
  {
    name: 'a project that is a link, and one below a link',
    check: async workshop => {
      const project = workshop.project('linked', { '.projenrc.ts': ONE_IMAGE });
      symlinkSync('linked', workshop.at('a link'));
      good(project, await new Project(workshop.at('a link')).synth());
      renameSync(workshop.at('linked'), workshop.at('renamed'));
      symlinkSync('renamed', workshop.at('linked'));
      good(project, await project.synth());
    },
  },
  {
    name: 'a worktree of git, and a checkout with line ends of Windows',
    check: async workshop => {
      const project = workshop.project('repository', { '.projenrc.ts': ONE_IMAGE, '.gitignore': 'node_modules\n' });
      const git = async (...args: string[]) => done(await project.run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]));
      good(project, await project.synth());
      await git('init', '--quiet');
      await git('add', '--all');
      await git('commit', '--quiet', '--message', 'all');
      await git('-c', 'core.autocrlf=true', 'worktree', 'add', '--quiet', '../worktree');
      const tree = new Project(workshop.at('worktree'));
      cpSync(join(project.folder, 'node_modules'), join(tree.folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
      // Whatever the attributes say: an editor may write such line ends, too.
      for (const path of WRITTEN) {
        chmodSync(join(tree.folder, path), 0o644);
        tree.write(path, tree.read(path).replaceAll('\n', '\r\n'));
      }
      good(tree, await tree.synth());
      const { stdout } = await tree.run('git', ['status', '--porcelain']);
      if (stdout !== '') throw new Error(`changed: ${stdout}`);
    },
  },
  plain('no HOME', workshop => workshop.project('no home', { '.projenrc.ts': ONE_IMAGE }), { HOME: undefined }),
  plain('HOME that is no folder', workshop => workshop.project('bad home', { '.projenrc.ts': ONE_IMAGE }), { HOME: '/proc/1' }),
  plain('no git', workshop => workshop.project('no git', { '.projenrc.ts': ONE_IMAGE }), { PATH: '/nowhere' }),
  plain('names of files that are not UTF-8', workshop => {
    const project = workshop.project('foreign names', { '.projenrc.ts': ONE_IMAGE.replace("'mkdir -p /out'", "'mkdir -p /out'").replace('build.run(', "build.copyLocal(['data'], '/data'); build.run(") });
    mkdirSync(join(project.folder, 'data'));
    writeFileSync(Buffer.concat([Buffer.from(join(project.folder, 'data/')), Buffer.from([0x66, 0xff, 0xfe])]), 'x');
    return project;
  }),
  {
    name: 'offline, after npm install',
    check: async workshop => {
      const project = workshop.project('offline', { '.projenrc.ts': ONE_IMAGE });
      good(project, await project.synth());
      const again = await project.run('npx', ['projen', 'synth'], { npm_config_registry: 'http://127.0.0.1:9/', npm_config_offline: 'true' });
      good(project, again);
    },
  },
  module('ESM, .projenrc.ts', '.projenrc.ts', 'module', ONE_IMAGE),
  module('ESM, .projenrc.mts', '.projenrc.mts', 'module', ONE_IMAGE),
  module('ESM, .projenrc.mjs without tsx', '.projenrc.mjs', 'module', `import { ${NAMES} } from 'imagewright';\n${ONE_IMAGE_JS}`),
  module('CommonJS, .projenrc.js without tsx', '.projenrc.js', 'commonjs', `const { ${NAMES} } = require('imagewright');\n${ONE_IMAGE_JS}`),
  module('CommonJS, .projenrc.ts', '.projenrc.ts', 'commonjs', ONE_IMAGE),
  ...['constructs', 'projen', 'imagewright'].map(twoCopies),
  ...['5.9', '6.0', '7.0'].map(typescript),
  ...['20', '22', '24', '26'].map(node),
  ...['npm', 'yarn@1', 'pnpm@10'].map(workspace),
  ...projectTypes(),
  {
    name: 'a subproject with an image, a pipeline and Renovate',
    check: async workshop => {
      const project = workshop.project('child', { '.projenrc.ts': family() });
      good(project, await project.synth(), ['packages/a/Dockerfile', 'packages/a/docker-bake.json', 'images/tool/Dockerfile', '.github/workflows/build.yml']);
      if (project.has('packages/a/.github')) throw new Error('a workflow was written below the subproject');
      if (!project.read('.github/workflows/build.yml').includes('packages/a/Dockerfile')) throw new Error('the path is not from the root');
    },
  },
  {
    name: 'an error in a subproject: nothing is written anywhere',
    check: async workshop => {
      const project = workshop.project('child with an error', { '.projenrc.ts': family("new ContainerImage(child, 'Bad', { platforms: [], directory: 'x' });") });
      refused(await project.synth(), 'image/no-platform');
      if (['Dockerfile', 'packages/a/Dockerfile', 'images/tool/Dockerfile'].some(path => project.has(path))) throw new Error('something was written');
    },
  },
  {
    name: 'a scope outside of a projen project',
    check: async workshop => {
      const code = (scope: string) => `import { Construct, RootConstruct } from 'constructs';\nimport { ${NAMES} } from 'imagewright';\n${TYPED}\nclass App extends RootConstruct {}\ndeclare(${scope}, 'App');\n`;
      for (const scope of ['undefined', 'new App()', "new Construct(new App(), 'Stack')", '{}']) {
        const project = workshop.project(`scope ${scope.replace(/\W+/g, ' ')}`, { '.projenrc.ts': code(scope) });
        refused(await project.synth(), 'construct/scope');
      }
    },
  },
  {
    name: 'two pipelines in one project',
    check: async workshop => {
      const project = workshop.project('two pipelines', {
        '.projenrc.ts': ONE_IMAGE.replace('project.synth();', `${pipeline('project', 'One', "[{ image: declare(project, 'B', 'b'), repository: 'a/b' }]")}
${pipeline('project', 'Two', "[{ image: declare(project, 'C', 'c'), repository: 'a/c' }]")}\nproject.synth();`),
      });
      good(project, await project.synth(), ['.github/workflows/build.yml', '.github/workflows/two-build.yml']);
    },
  },
  {
    name: 'a path with backslashes',
    check: async workshop => {
      const project = workshop.project('backslashes', { '.projenrc.ts': ONE_IMAGE.replace('build.run(', "build.copyLocal(['conf\\\\a.txt'], '/a.txt'); build.run("), 'conf/a.txt': 'a' });
      refused(await project.synth(), /error +\w+\//);
    },
  },
  {
    name: 'synth() twice',
    check: async workshop => {
      const project = workshop.project('twice', { '.projenrc.ts': `${ONE_IMAGE}project.synth();\n` });
      good(project, await project.synth());
    },
  },
  {
    name: 'synth() twice, with a pipeline, a router and a Compose file',
    check: async workshop => {
      const project = workshop.project('twice, all', {
        '.projenrc.ts': ONE_IMAGE.replace('project.synth();', `const b = declare(project, 'B', 'b');
${pipeline('project', 'CI', "[{ image: b, repository: 'a/b' }]")}
new ComposeFile(project, 'Compose', { services: { b: ComposeService.of(b) } });
new RouterOsDeployment(project, 'Router', { image: declare(project, 'C', 'c'), reference: 'ghcr.io/a/c:stable', mode: RouterOsMode.ramRoot(), memoryLimit: Size.mebibytes(48),
  extracted: Size.mebibytes(5), transferred: Size.mebibytes(2), network: RouterOsNetwork.routed({ address: '172.20.0.2/24', gateway: '172.20.0.1' }) });
project.synth();
project.synth();`),
      });
      good(project, await project.synth(), [...WRITTEN, 'compose.yaml', 'routeros/install.rsc', '.gitlab/images/build.yml', '.gitea/workflows/build.yml']);
    },
  },
  {
    name: 'two projects in one process',
    check: async workshop => {
      const project = workshop.project('two projects', {
        '.projenrc.ts': `${ONE_IMAGE}const other = new ContainerImageProject({ name: 'other', outdir: 'other' });\ndeclare(other, 'App');\nother.synth();\n`,
      });
      good(project, await project.synth(), [...WRITTEN, ...WRITTEN.map(path => `other/${path}`)]);
    },
  },
  ids('an image', id => ONE_IMAGE.replace("declare(project, 'App')", `declare(project, ${id}, 'x')`)),
  ids('a stage', id => ONE_IMAGE.replace("'Build', {", `${id}, {`)),
  ids('a pipeline', id => ONE_IMAGE.replace('project.synth();', `${pipeline('project', 'One', "[{ image: declare(project, 'B', 'b'), repository: 'a/b' }]")}
${pipeline('project', 'Two', "[{ image: declare(project, 'C', 'c'), repository: 'a/c' }]").replace("'Two'", id)}\nproject.synth();`)),
  {
    name: 'images whose ids are equal once they are names',
    check: async workshop => {
      const project = workshop.project('equal ids', { '.projenrc.ts': ONE_IMAGE.replace('project.synth();', "declare(project, 'a b', 'x');\ndeclare(project, 'a-b', 'y');\nproject.synth();") });
      refused(await project.synth(), /error +\w+\//);
    },
  },
  {
    name: 'an image in the stage of another',
    check: async workshop => {
      const project = workshop.project('nested', { '.projenrc.ts': ONE_IMAGE.replace('return image;', "if (id === 'App') declare(build, 'Inner', 'inner');\n  return image;") });
      const result = await project.synth();
      if (result.code === 0) good(project, result, [...WRITTEN, 'inner/Dockerfile']);
      else refused(result, /error +\w+\//);
    },
  },
  {
    name: 'an image declared after synth',
    check: async workshop => {
      const project = workshop.project('late', { '.projenrc.ts': `${ONE_IMAGE}declare(project, 'Late', 'late');\n` });
      refused(await project.synth(), 'ContainerImage "Late" is declared after project.synth().');
      if (!project.has('Dockerfile') || project.has('late')) throw new Error('not exactly what was declared before is written');
      project.write('.projenrc.ts', `${project.read('.projenrc.ts')}project.synth();\n`);
      good(project, await project.synth(), [...WRITTEN, 'late/Dockerfile']);
    },
  },
  {
    name: 'a directory in the place of the Dockerfile',
    check: async workshop => {
      const project = workshop.project('directory', { '.projenrc.ts': ONE_IMAGE, 'Dockerfile/x': '' });
      refused(await project.synth(), /error +\w+\//);
      if (project.has('docker-bake.json')) throw new Error('something was written');
    },
  },
  {
    name: 'a Dockerfile written by hand',
    check: async workshop => {
      const project = workshop.project('by hand', { '.projenrc.ts': ONE_IMAGE, 'Dockerfile': 'FROM scratch\n' });
      await project.synth();
      if (project.read('Dockerfile') !== 'FROM scratch\n') throw new Error('it was overwritten');
    },
  },
  {
    name: 'a link out of the project in the place of a folder',
    check: async workshop => {
      const project = workshop.project('link', { '.projenrc.ts': ONE_IMAGE.replace("declare(project, 'App')", "declare(project, 'App', 'images')") });
      const outside = workshop.empty('outside');
      symlinkSync(outside.folder, join(project.folder, 'images'));
      await project.synth();
      if (outside.has('Dockerfile')) throw new Error('the Dockerfile was written outside of the project');
    },
  },
  {
    name: 'a folder that may not be written',
    check: async (workshop): Promise<string | void> => {
      if (process.getuid?.() === 0) return 'not tried: root may write everywhere';
      const project = workshop.project('read-only', { '.projenrc.ts': ONE_IMAGE });
      chmodSync(project.folder, 0o555);
      const result = await project.synth();
      chmodSync(project.folder, 0o755);
      refused(result, /cannot|denied|EACCES/);
    },
  },
];

function plain(name: string, make: (workshop: Workshop) => Project, env: NodeJS.ProcessEnv = {}): Environment {
  return {
    name,
    check: async workshop => {
      const project = make(workshop);
      good(project, await project.synth('.projenrc.ts', env));
    },
  };
}

/** Ids in any script: each gets a valid name, or is refused in words. */
function ids(what: string, definition: (id: string) => string): Environment {
  return {
    name: `odd ids of ${what}`,
    check: async workshop => {
      const said: string[] = [];
      const odd = ['-rf', '日本', '😀', 'Привет', '', '__proto__', 'constructor', '..', 'a/b', 'a b', '0', '"$(id)`', 'a\nb', 'x'.repeat(300)];
      const project = workshop.project(`ids of ${what}`, {});
      for (const id of odd) {
        project.write('.projenrc.ts', definition(JSON.stringify(id)));
        const result = await project.synth();
        if (result.code === 0) good(project, result, ['docker-bake.json']);
        else refused(result, /error +\w+\//);
        const names = result.code === 0 ? Object.keys((JSON.parse(project.read('docker-bake.json')) as { target: object }).target) : [];
        if (names.some(name => !/^[a-z0-9_][\w.-]*$/i.test(name))) throw new Error(`${JSON.stringify(id)} is built as ${names.join(', ')}`);
        said.push(`${JSON.stringify(id.slice(0, 20))} ${result.code === 0 ? 'taken' : 'refused'}`);
      }
      return `held: ${said.join(', ')}`;
    },
  };
}

function module(name: string, file: string, type: string, text: string): Environment {
  return {
    name,
    check: async workshop => {
      const project = workshop.project(name, { 'package.json': `{ "name": "app", "private": true, "type": "${type}" }\n`, [file]: text });
      good(project, name.endsWith('without tsx') ? await project.run(process.execPath, [file]) : await project.synth(file));
    },
  };
}

/** A library of a team that declares an image with its own copy of one of the packages. */
function twoCopies(name: string): Environment {
  return {
    name: `two copies of ${name}`,
    check: async workshop => {
      const project = workshop.project(`two copies of ${name}`, {
        'node_modules/team-images/package.json': '{ "name": "team-images", "version": "1.0.0", "main": "index.js" }\n',
        'node_modules/team-images/index.js': `const { ${NAMES} } = require('imagewright');\n${IMAGE}\nexports.declare = declare;\n`,
        '.projenrc.ts': `import { ContainerImageProject } from 'imagewright';\nimport { declare } from 'team-images';\nconst project = new ContainerImageProject({ name: 'app' });
declare(project, 'App');\nproject.synth();\n`,
      });
      const modules = join(project.folder, 'node_modules');
      // A copy is only used by a library that is beside it.
      for (const each of new Set([name, 'imagewright'])) cpSync(join(modules, each), join(modules, 'team-images/node_modules', each), { recursive: true });
      good(project, await project.synth());
    },
  };
}

function typescript(version: string): Environment {
  return {
    name: `TypeScript ${version}, all declarations checked`,
    check: async workshop => {
      const project = workshop.project(`typescript ${version}`, {
        '.projenrc.ts': ONE_IMAGE,
        'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true, "noEmit": true, "skipLibCheck": false, "types": ["node"] }, "files": [".projenrc.ts"] }\n',
      });
      done(await project.run('npm', ['install', '--no-audit', '--no-fund', '--save-dev', `typescript@~${version}.0`, '@types/node@22']));
      done(await project.run('npx', ['tsc', '--project', '.']));
    },
  };
}

function node(version: string): Environment {
  return {
    name: `Node.js ${version}`,
    check: async workshop => {
      const project = workshop.project(`node ${version}`, { '.projenrc.ts': ONE_IMAGE, 'native.mts': ONE_IMAGE });
      const at = async (...args: string[]) => project.run('npx', ['--yes', `node@${version}`, ...args]);
      good(project, await at('node_modules/tsx/dist/cli.mjs', '.projenrc.ts'));
      done(await at('node_modules/imagewright/bin/imagewright', 'lint', 'Dockerfile'));
      // From 22.18 Node.js reads TypeScript by itself.
      if (version !== '20') good(project, await at('--experimental-strip-types', 'native.mts'));
    },
  };
}

function workspace(manager: string): Environment {
  return {
    name: `a workspace of ${manager}`,
    check: async workshop => {
      const project = workshop.empty(`workspace ${manager}`);
      project.write('package.json', '{ "name": "root", "private": true, "workspaces": ["packages/*"] }\n');
      project.write('pnpm-workspace.yaml', 'packages: ["packages/*"]\n');
      project.write('packages/images/package.json', JSON.stringify({
        name: 'images',
        version: '0.0.0',
        private: true,
        devDependencies: { imagewright: `file:${workshop.tarball}`, projen: '0.103.25', constructs: '10.8.1', tsx: '4' },
      }));
      project.write('packages/images/.projenrc.ts', ONE_IMAGE);
      const [name] = manager.split('@');
      const install = name === 'npm' ? ['npm', 'install', '--no-audit', '--no-fund'] : ['npx', '--yes', manager, 'install'];
      done(await project.run(install[0], install.slice(1)));
      const member = new Project(join(project.folder, 'packages/images'));
      good(member, await member.run('npx', ['tsx', '.projenrc.ts']));
    },
  };
}

/** Types of projects, their options, and how the files of a pipeline begin there. */
function projectTypes(): Environment[] {
  const npm = "packageManager: javascript.NodePackageManager.NPM, defaultReleaseBranch: 'main'";
  const types: [string, string, string][] = [
    ['Project', '', ''],
    ['typescript.TypeScriptProject', `${npm}, projenrcTs: true, release: true`, 'ci-'],
    ['javascript.NodeProject', npm, 'ci-'],
    ['cdk.JsiiProject', `${npm}, author: 'a', authorAddress: 'a@example.com', repositoryUrl: 'https://github.com/a/b.git', jsiiVersion: '~5.9.0'`, 'ci-'],
    ['awscdk.AwsCdkTypeScriptApp', `${npm}, cdkVersion: '2.200.0'`, 'ci-'],
    ['python.PythonProject', "authorName: 'a', authorEmail: 'a@example.com', version: '0.1.0', moduleName: 'app'", ''],
    ['java.JavaProject', "groupId: 'a', artifactId: 'b', version: '1'", ''],
  ];
  return types.map(([type, options, prefix]) => ({
    name: `${type.split('.').at(-1)} with its own workflows, and a pipeline`,
    check: async workshop => {
      const project = workshop.project(type, {
        '.projenrc.ts': `import { Project, awscdk, cdk, java, javascript, python, typescript } from 'projen';\nimport { ${NAMES} } from 'imagewright';\n${TYPED}
const project = new ${type}({ name: 'app', github: true, ${options} } as any);\n${pipeline('project', 'CI', "[{ image: declare(project, 'App'), repository: 'acme/app' }]")}\nproject.synth();\n`,
      });
      good(project, await project.synth(), [...WRITTEN, `.github/workflows/${prefix}build.yml`, `.woodpecker/${prefix}release.yaml`]);
      if (prefix !== '' && project.read('.github/workflows/build.yml').includes('imagewright')) throw new Error("projen's own workflow is gone");
    },
  }));
}

function pipeline(scope: string, id: string, images: string): string {
  return `new ImagePipeline(${scope}, '${id}', { registry: 'ghcr.io', images: ${images}, release: ReleaseScheme.byHand(), forges: [Forge.github(), Forge.woodpecker(), Forge.gitlab(), Forge.gitea(), Forge.forgejo(), Forge.script()] });`;
}

function family(more = ''): string {
  return `import { Project } from 'projen';\nimport { ${NAMES} } from 'imagewright';\n${TYPED}
const root = new Project({ name: 'root' });
const child = new ContainerImageProject({ name: 'a', parent: root, outdir: 'packages/a', projenrcTs: false });
${pipeline('child', 'CI', "[{ image: declare(child, 'App'), repository: 'acme/app' }, { image: declare(root, 'Tool', 'images/tool'), repository: 'acme/tool' }]")}
${more}
root.synth();
`;
}

/** It was written, and nothing is wrong. */
function good(project: Project, result: Result, files: readonly string[] = WRITTEN): void {
  done(result);
  const missing = files.filter(file => !project.has(file));
  if (missing.length > 0) throw new Error(`there is no ${missing.join(', ')}: ${result.stderr}`);
}

function done({ code, stdout, stderr }: Result): void {
  // What projen says of its own, as of files that it cannot clean up, is not meant.
  if (code !== 0 || /^ +at .*node_modules\/imagewright\/lib/m.test(stderr)) throw new Error(`exit code ${code}: ${`${stdout}\n${stderr}`.trim().slice(-250)}`);
}

/** It was refused, in words and without a stack. */
function refused({ code, stderr }: Result, said: string | RegExp): void {
  const isSaid = typeof said === 'string' ? stderr.includes(said) : said.test(stderr);
  if (code !== 1 || !isSaid || /node:internal|triggerUncaught/.test(stderr)) throw new Error(`exit code ${code}: ${stderr.trim().slice(0, 250)}`);
}
