/**
 * Installs the packed library as a user does, with each compiler that users have, and asks the task `check:types` about right and wrong
 * definitions. Prints what the check costs where nothing has changed.
 *
 *     npx projen compile && npx tsx e2e/type-check.ts
 *
 * Exit codes: 0 every right definition passes and every wrong one is stopped, 1 not. Packages come from the registry of npm.
 */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Result, run } from './process';

const ROOT = join(__dirname, '..');
const COMPILERS = ['~5.9.0', '~6.0.0', '~7.0.0'];
const PROJEN = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }).devDependencies.projen;

/** What a user may do in a definition: the globals and modules of Node.js, `await`, JSON, and files of their own. */
const RIGHT = `import { readFileSync } from 'node:fs';
import {
  Applet, BaseImage, ContainerImage, ContainerImageProject, GoCrossBuild, GoSource, Platform, ScratchImage,
} from 'imagewright';
import { USER } from './projenrc/user';
import { name } from './package.json';

await Promise.resolve();
console.log(process.cwd().length > 0, readFileSync('package.json').length > 0);
const project = new ContainerImageProject({ name });
const image = new ContainerImage(project, 'Hello', { description: 'says hello', platforms: [Platform.LINUX_AMD64] });
const toolchain = BaseImage.registry(project.versions.imagePin('go').ref);
const service = new GoCrossBuild(image, 'Service', {
  toolchain,
  source: GoSource.directory('service'),
  binaries: [{ mainPackage: '.', path: '/usr/bin/hello' }],
});
new ScratchImage(image, 'Runtime', { contents: [service], users: [USER], user: USER.name, entrypoint: ['/usr/bin/hello'], exposedPorts: ['80'] });
void Applet.GREP;
project.synth();
`;

/** What is changed in the right definition, and what the compiler says then. */
const WRONG: [from: string, to: string, says: RegExp][] = [
  ['exposedPorts:', 'exposedPort:', /'exposedPort' does not exist in type 'ScratchImageProps'. Did you mean to write 'exposedPorts'\?/],
  ['user: USER', 'usr: USER', /'usr' does not exist in type 'ScratchImageProps'. Did you mean to write 'user'\?/],
  ['Applet.GREP', 'Applet.GERP', /Property 'GERP' does not exist on type 'typeof Applet'/],
  ['Platform.LINUX_AMD64', 'Platform.LINUX_AMD46', /Property 'LINUX_AMD46' does not exist on type 'typeof Platform'. Did you mean 'LINUX_AMD64'\?/],
  [', platforms: [Platform.LINUX_AMD64]', '', /Property 'platforms' is missing in type/],
  ['[Platform.LINUX_AMD64]', '[\'linux/amd64\']', /Type 'string' is not assignable to type 'Platform'/],
  ['contents: [service]', 'contents: [undefined]', /Type 'undefined' is not assignable to type 'IArtifactSource'/],
  ['uid: 65532', 'uuid: 65532', /'uuid' does not exist in type|Property 'uid' is missing in type/],
];

let broken = 0;

function tell(isTrue: boolean, what: string, result: Result): void {
  if (!isTrue) broken++;
  console.log(`${isTrue ? 'ok' : 'WRONG'} ${what}${isTrue ? '' : `\n${result.stdout}\n${result.stderr}`}`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'type-check-'));
  try {
    const library = join(folder, (await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT })).stdout.trim());
    for (const compiler of COMPILERS) await withCompiler(compiler, join(folder, compiler.replace(/\W/g, '')), library);
    await without(join(folder, 'without'), library);
    await inJavaScript(join(folder, 'javascript'), library);
    await created(join(folder, 'created'), library);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As the README says. */
async function newProject(folder: string, packages: readonly string[], definition = '.projenrc.ts', text = RIGHT): Promise<(...command: string[]) => Promise<Result>> {
  await mkdir(join(folder, 'projenrc'), { recursive: true });
  const within = async (...[command, ...args]: string[]) => run(command, args, { cwd: folder, mayFail: true });
  await within('npm', 'init', '-y');
  const installed = await within('npm', 'install', '--no-audit', '--no-fund', '--save-dev', `projen@${PROJEN}`, 'constructs', 'tsx', ...packages);
  if (installed.code !== 0) throw new Error(installed.stderr);
  await writeFile(join(folder, 'projenrc', 'user.ts'), 'export const USER = { name: \'hello\', uid: 65532 };\n');
  await writeFile(join(folder, 'versions.json'), JSON.stringify({ images: { go: { ref: `golang:1.26.3-alpine@sha256:${'0'.repeat(64)}` } } }));
  await mkdir(join(folder, 'service'));
  await writeFile(join(folder, 'service', 'go.mod'), 'module hello\n');
  await writeFile(join(folder, definition), text);
  // `await` at the top needs a module.
  await within('npm', 'pkg', 'set', `type=${/^import/.test(text) ? 'module' : 'commonjs'}`);
  return within;
}

async function withCompiler(compiler: string, folder: string, library: string): Promise<void> {
  const within = await newProject(folder, [library, `typescript@${compiler}`, '@types/node@20']);
  const version = (await within('npx', '--no', '--', 'tsc', '--version')).stdout.trim();
  const first = await within('npx', 'tsx', '.projenrc.ts');
  tell(first.code === 0, `${version}: the first synthesis`, first);
  const right = await within('npx', 'projen', 'check:types');
  tell(right.code === 0 && /tsc --project/.test(right.stderr + right.stdout), `${version}: a right definition`, right);
  const again = await within('npx', 'projen');
  const isFast = !/ [56]\./.test(version);
  tell(again.code === 0 && /tsc --project/.test(again.stderr + again.stdout) === isFast, `${version}: a synthesis ${isFast ? 'begins with the check' : 'does without it'}`, again);
  for (const [from, to, says] of WRONG) {
    const file = from.startsWith('uid') ? join(folder, 'projenrc', 'user.ts') : join(folder, '.projenrc.ts');
    const text = await readFile(file, 'utf8');
    if (!text.includes(from)) throw new Error(`There is no ${from} in ${file}.`);
    await writeFile(file, text.replace(from, to));
    const result = await within('npx', 'projen', ...(isFast ? [] : ['check:types']));
    tell(result.code !== 0 && says.test(result.stdout + result.stderr), `${version}: ${to || `no ${from}`}`, result);
    await writeFile(file, text);
  }
  const tsc = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
  await within('node', tsc, '--project', 'tsconfig.projen.json');
  const { stderr } = await within('bash', '-c', `TIMEFORMAT='%R s, %U s of CPU'; time node ${tsc} --project tsconfig.projen.json`);
  console.log(`   ${version}: ${stderr.trim()} where nothing has changed`);
}

async function without(folder: string, library: string): Promise<void> {
  const within = await newProject(folder, [library]);
  await within('npx', 'tsx', '.projenrc.ts');
  const result = await within('npx', 'projen');
  tell(result.code === 0 && !/tsc --project/.test(result.stderr + result.stdout), 'no compiler: the default task goes on', result);
}

async function inJavaScript(folder: string, library: string): Promise<void> {
  const text = `const { BaseImage, ContainerImage, Platform, ScratchImage, TypeCheck } = require('imagewright');
const { javascript } = require('projen');
const project = new javascript.NodeProject({
  name: 'test', defaultReleaseBranch: 'main', packageManager: javascript.NodePackageManager.NPM, github: false, jest: false, devDeps: ['imagewright@file:${library}', 'constructs'],
});
TypeCheck.of(project);
const image = new ContainerImage(project, 'Image', { platforms: [Platform.LINUX_AMD64] });
new ScratchImage(image, 'Runtime', { contents: [], assembledIn: BaseImage.registry('alpine:3@sha256:${'0'.repeat(64)}') });
project.synth();
`;
  const within = await newProject(folder, [library], '.projenrc.js', text);
  const first = await within('node', '.projenrc.js');
  tell(first.code === 0, 'JavaScript: the first synthesis, which installs the compiler', first);
  const right = await within('npx', 'projen', 'check:types');
  tell(right.code === 0, 'JavaScript: a right definition', right);
  await writeFile(join(folder, '.projenrc.js'), text.replace('contents:', 'content:'));
  const wrong = await within('npx', 'projen');
  tell(wrong.code !== 0 && /Did you mean to write 'contents'\?|Property 'contents' is missing/.test(wrong.stdout + wrong.stderr), 'JavaScript: a misspelt option', wrong);
}

async function created(folder: string, library: string): Promise<void> {
  await mkdir(folder);
  const within = async (...[command, ...args]: string[]) => run(command, args, { cwd: folder, mayFail: true });
  const made = await within('npx', '-y', `projen@${PROJEN}`, 'new', '--no-git', '--from', library, 'container-images');
  tell(made.code === 0, 'projen new', made);
  const synthesized = await within('npx', 'projen');
  tell(synthesized.code === 0 && /tsc --project/.test(synthesized.stderr + synthesized.stdout), 'what projen new made synthesizes, and is checked', synthesized);
}

main().then(() => { process.exitCode = broken === 0 ? 0 : 1; }, (error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
