import { _refuse } from '../core';
import { Word, _ReadStage, _ReadStages, _made, _readStages } from '../dockerfile';
import { BaseImage } from '../image';
import { ImageLabels, imageLabels } from './importing/image-labels';
import { comments, stageCode } from './importing/stage-code';
import { Code, TypeScript, quoted } from './importing/typescript';

/** Why the imported bases are as they are. */
const REASON = 'it was not in the Dockerfile that this comes from';

/** Names that the code has already. */
const TAKEN = ['project', 'image', 'dockerfile', 'default', 'delete', 'export', 'import', 'package', 'new', 'function', 'class', 'var', 'let', 'const', 'in', 'do', 'if', 'for', 'this', 'void', 'with', 'static', 'public', 'private', 'return', 'switch', 'case', 'try', 'while', 'yield', 'await', 'enum', 'else', 'null', 'true', 'false', 'super', 'throw', 'typeof', 'instanceof', 'finally', 'catch', 'break', 'continue', 'debugger', 'extends', 'implements', 'interface', 'protected', 'eval', 'arguments'];

/**
 * TypeScript that declares the image of a Dockerfile: a stage for each stage, an instruction for each instruction.
 *
 * @throws `dockerfile/…` with the line, for what cannot be read or cannot be said in the same meaning; `import/platform`
 * @internal
 */
export function _importDockerfile(text: string): string {
  const read = _readStages(text);
  const code = new TypeScript();
  const variables = variablesOf(read);
  const labels = imageLabels(read.stages[read.stages.length - 1]);
  const indices = new Map(read.stages.flatMap(({ name }, i) => (name === undefined ? [] : [[name, i] as const])));
  const stageOf = (before: number) => (name: string) => {
    const index = /^\d+$/.test(name) ? Number(name) : indices.get(name.toLowerCase());
    return index !== undefined && index < before ? variables[index] : undefined;
  };
  const stages = read.stages.map((stage, i) => [
    stageDeclaration(stage, variables, i, code, read.stages.length),
    ...stageCode(stage, { code, variable: variables[i], stageOf: stageOf(i), labels: i === read.stages.length - 1 ? labels : undefined }),
  ].join('\n'));
  const globals = read.globals.flatMap(({ above, call }) => [
    ...comments(above).flat().map(line => `// ${line}`.trimEnd()),
    ...(call.args[0] as object[]).map(declaration => `image.addGlobalArg(${code.write(declaration)});`),
  ]);
  const body = [
    'const project = new ContainerImageProject({ name: \'imported\' });',
    imageDeclaration(read, labels, code),
    ...(globals.length === 0 ? [] : [globals.join('\n')]),
    ...stages,
    `image.defineRuntime(${variables[variables.length - 1]});`,
    'project.synth();',
  ].join('\n\n');
  return `${[imports(body, code), body].join('\n\n')}\n`;
}

function imports(body: string, code: TypeScript): string {
  const names = ['BaseImage', 'BuildStage', 'ContainerImage', 'ContainerImageProject', 'Platform', 'StagePlatform']
    .filter(name => new RegExp(`\\b${name}\\b`).test(body));
  if (code.names.size === 0) return `import { ${names.join(', ')} } from 'imagewright';`;
  return [
    `import { ${[...names, 'dockerfile'].join(', ')} } from 'imagewright';`,
    '',
    `const { ${[...code.names].sort().join(', ')} } = dockerfile;`,
  ].join('\n');
}

function imageDeclaration({ directives }: _ReadStages, { oci, labels, releaseArg, version }: ImageLabels, code: TypeScript): string {
  const others = {
    frontend: directives.syntax,
    releaseArg: releaseArg === 'OCI_VERSION' ? undefined : releaseArg,
    labels: Object.keys(labels).length === 0 ? undefined : labels,
  };
  return [
    'const image = new ContainerImage(project, \'Image\', {',
    ...properties(oci, code),
    '  // A Dockerfile does not say which platforms it is for.',
    '  platforms: [Platform.LINUX_AMD64],',
    ...(version === undefined ? [] : [`  // The label org.opencontainers.image.version, ${quoted(version)} until now, comes from the build argument OCI_VERSION.`]),
    ...properties(others, code),
    '});',
  ].join('\n');
}

function properties(values: object, code: TypeScript): string[] {
  return Object.entries(values).filter(([, value]) => value !== undefined).map(([key, value]) => `  ${key}: ${code.write(value, '  ')},`);
}

function stageDeclaration(stage: _ReadStage, variables: string[], index: number, code: TypeScript, count: number): string {
  const { name, above } = stage;
  const lines = comments(above).flat().filter(line => line !== '');
  const description = lines.find(line => name !== undefined && line.startsWith(`${name} `));
  const notes = lines.filter(line => line !== description);
  const base = baseOf(stage, variables);
  const written = {
    base: base.code,
    purpose: description?.slice(name!.length + 1) ?? 'is as it was in the imported Dockerfile',
    notes: notes.length === 0 ? undefined : notes,
    runsOn: base.isImage && !isForBuilder(stage) ? new Code('StagePlatform.TARGET') : undefined,
  };
  const id = name ?? (index === count - 1 ? 'Runtime' : `stage-${index}`);
  return `const ${variables[index]} = new BuildStage(image, ${quoted(id)}, ${code.write(written)});`;
}

/** Whether the stage runs on the machine that builds. */
function isForBuilder({ name, line, platform }: _ReadStage): boolean {
  if (platform === undefined) return false;
  const [variable] = platform.maker === 'Word.variable' ? platform.args as string[] : [];
  if (variable === 'BUILDPLATFORM') return true;
  if (variable === 'TARGETPLATFORM') return false;
  return _refuse({
    id: 'import/platform',
    where: `line ${line}`,
    what: `The stage ${name === undefined ? 'without a name' : `"${name}"`} is for the platform "${platform.args[0] as string}".`,
    why: 'A stage of an image runs on the machine that builds, or on the platform that is built for.',
    fix: 'Use --platform=$BUILDPLATFORM or none, or take the file as it is: new ExistingDockerfile(image, …).',
  });
}

function baseOf({ image, continues }: _ReadStage, variables: string[]): { code: Code; isImage: boolean } {
  if (continues !== undefined) return { code: new Code(`BaseImage.stage(${variables[continues]})`), isImage: false };
  const text = _made<Word>(image)._text;
  if (text === 'scratch') return { code: new Code('BaseImage.scratch()'), isImage: false };
  const maker = text === undefined ? 'template' : isPinned(text) ? 'registry' : 'unpinned';
  const reference = text ?? (image.maker === 'Word.variable' ? `$${image.args[0] as string}` : image.args[0] as string);
  return { code: new Code(`BaseImage.${maker}(${[reference, ...(maker === 'registry' ? [] : [REASON])].map(quoted).join(', ')})`), isImage: true };
}

function isPinned(reference: string): boolean {
  try {
    BaseImage.registry(reference);
    return true;
  } catch {
    return false;
  }
}

/** A variable for each stage: its name in camel case. */
function variablesOf({ stages }: _ReadStages): string[] {
  const taken = new Set(TAKEN);
  return stages.map(({ name }, i) => {
    const wanted = (name ?? (i === stages.length - 1 ? 'runtime' : `stage-${i}`)).replace(/[^a-z0-9]+([a-z0-9]?)/g, (_, next: string) => next.toUpperCase());
    let variable = taken.has(wanted) ? `${wanted}Stage` : wanted;
    for (let n = 2; taken.has(variable); n++) variable = `${wanted}Stage${n}`;
    taken.add(variable);
    return variable;
  });
}

