import { BaseCode, writeBase } from './base-code';
import { listAcceptedChecks, listRequiredArgs } from './build-checks';
import { findIgnoredFiles } from './ignored-files';
import { ImageLabels, findImageLabels } from './image-labels';
import { writeArgDeclaration } from './instruction-code';
import { writeComments, groupComments, writeStage } from './stage-code';
import { StageIdentity, listNeededStages, nameStages, findStage } from './stage-names';
import { Code, TypeScript, quoteString } from './typescript';
import { _formatLintId } from '../../checks';
import { Arg, _ReadStage, _ReadStages, _readStages } from '../../dockerfile';
import { _formatVariable, _listInputUses } from '../../plan';

/** The reason given for commands of imported stages that run on the target platform. */
const REASON = 'as in the imported Dockerfile';

/**
 * TypeScript that declares the image of a Dockerfile: a stage for each stage, an instruction for each instruction.
 *
 * @param dockerignore lines of the `.dockerignore` beside it; undefined if there is none
 * @throws `dockerfile/…` with the line, for what cannot be read or cannot be declared with the same meaning
 * @internal
 */
export function _importDockerfile(text: string, dockerignore?: readonly string[]): string {
  const read = _readStages(text);
  const code = new TypeScript();
  const identities = nameStages(read);
  const variables = identities.map(({ variable }) => variable);
  const last = read.stages.length - 1;
  const labels = findImageLabels(read.stages[last]);
  const lineage = listLineage(read, last);
  const bases: BaseCode[] = [];
  const stages = read.stages.map((stage, i) => {
    const variable = variables[i];
    bases.push(writeBase(read.stages[i], { above: bases, variables, isResult: lineage.includes(i), code }));
    const stageOf = (name: string) => variables[findStage(read.stages, i, name) ?? -1];
    const body = [
      ...writeStage(stage, { code, variable, stageOf, labels: i === last ? labels : undefined }),
      ...(i === last ? writeComments(read.below, { code, variable }) : []),
    ];
    return { declaration: writeStageDeclaration(stage, identities[i], bases[i], body, code), body };
  });
  const ends = [
    `image.defineRuntime(${variables[last]});`,
    ...listTargets(read).map(i => `image.addTarget(${variables[i]});`),
  ].join('\n');
  const checks = listAcceptedChecks(text, read).map(({ rule, reason }) => `${code.writeCall('Checks.of(image).acknowledge', [_formatLintId(rule), reason])};`);
  const used = collectNames([...stages.flatMap(({ declaration, body }) => [declaration, ...body]), ends].join('\n'));
  const body = [
    'const project = new ContainerImageProject({ name: \'imported\' });',
    writeImageDeclaration(read, labels, findIgnoredFiles(read, dockerignore), code),
    ...writeGlobalArgs(read, listRequiredArgs(text, read), code),
    ...stages.map(({ declaration, body: lines }, i) => [`${used.has(variables[i]) ? `const ${variables[i]} = ` : ''}${declaration}`, ...lines].join('\n')),
    ends,
    ...(checks.length === 0 ? [] : [checks.join('\n')]),
    'project.synth();',
  ].join('\n\n');
  return `${[writeImports(body, code), body].join('\n\n')}\n`;
}

/** The stages that a stage continues, itself included. */
function listLineage(read: _ReadStages, index: number): number[] {
  const { continues } = read.stages[index];
  return [index, ...(continues === undefined ? [] : listLineage(read, continues))];
}

/** Named stages that the image does not need, but that can be built on their own. A stage that one of them needs is not listed. */
function listTargets(read: _ReadStages): number[] {
  const kept = new Set<number>();
  const keep = (index: number) => {
    if (kept.has(index)) return;
    kept.add(index);
    listNeededStages(read, index).forEach(keep);
  };
  keep(read.stages.length - 1);
  return read.stages.flatMap(({ name }, i) => (name === undefined || kept.has(i) ? [] : [i]));
}

/** The identifiers in some code, excluding most of those in quotes. */
function collectNames(code: string): Set<string> {
  return new Set(code.match(/(?<![\w.'"])[A-Za-z_]\w*/g));
}

function writeImports(body: string, code: TypeScript): string {
  const names = ['BaseImage', 'BuildSecret', 'BuildStage', 'Checks', 'ContainerImage', 'ContainerImageProject', 'Platform', 'SshSource', 'StagePlatform']
    .filter(name => new RegExp(`\\b${name}\\b`).test(body));
  if (code.names.size === 0) return `import { ${names.join(', ')} } from 'imagewright';`;
  return [
    `import { ${[...names, 'dockerfile'].join(', ')} } from 'imagewright';`,
    '',
    `const { ${[...code.names].sort().join(', ')} } = dockerfile;`,
  ].join('\n');
}

/** The secrets, or the SSH agents and keys, that the stages use, from the sources that are usual. */
function writeSources(read: _ReadStages, kind: 'secret' | 'ssh', sourceOf: (id: string) => string): Record<string, Code> | undefined {
  const uses = read.stages.flatMap(({ statements }) => statements.flatMap(({ node }) => _listInputUses(node, kind)));
  const ids = [...new Set(uses.flatMap(({ id }) => id ?? []))];
  return ids.length === 0 ? undefined : Object.fromEntries(ids.map(id => [id, new Code(sourceOf(id))]));
}

function writeImageDeclaration(
  read: _ReadStages, { oci, labels, releaseArg, version }: ImageLabels, ignore: string[] | Code | undefined, code: TypeScript,
): string {
  const others = {
    frontend: read.directives.syntax,
    releaseArg: releaseArg === 'OCI_VERSION' ? undefined : releaseArg,
    labels: Object.keys(labels).length === 0 ? undefined : labels,
  };
  return [
    'const image = new ContainerImage(project, \'Image\', {',
    ...writeProperties(oci, code),
    '  // A Dockerfile does not name its platforms.',
    '  platforms: [Platform.LINUX_AMD64],',
    ...(version === undefined ? [] : [`  // The label org.opencontainers.image.version, so far ${quoteString(version)}, comes from the build argument OCI_VERSION.`]),
    ...writeProperties(others, code),
    ...writeProperties({
      secrets: writeSources(read, 'secret', id => `BuildSecret.environment('${_formatVariable(id)}')`),
      ssh: writeSources(read, 'ssh', () => 'SshSource.agent()'),
    }, code),
    ...(ignore instanceof Code ? ['  // As before, nothing is excluded from the build context. The default excludes .git, .env, node_modules and the like.'] : []),
    ...writeProperties({ ignore }, code),
    '});',
  ].join('\n');
}

function writeProperties(values: object, code: TypeScript): string[] {
  return Object.entries(values).filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${key}: ${code.write(value, { indent: '  ', column: key.length + 4 })},`);
}

function writeGlobalArgs({ globals }: _ReadStages, required: string[], code: TypeScript): string[] {
  const lines = globals.flatMap(({ above, node }) => (node as Arg).declarations.map((declaration, i) => {
    const comment = i === 0 ? groupComments(above).flat() : [];
    const [method, argument] = required.includes(declaration.name) ? ['addRequiredArg', declaration.name] : ['addGlobalArg', writeArgDeclaration(declaration)];
    return `${code.writeCall(`image.${method}`, [argument, comment.length === 0 ? undefined : comment])};`;
  }));
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** @param body what the stage does, as code */
function writeStageDeclaration(stage: _ReadStage, { id, variable }: StageIdentity, base: BaseCode, body: string[], code: TypeScript): string {
  const { name, above, continues } = stage;
  const lines = groupComments(above).flat().filter(line => line !== '');
  const description = lines.find(line => name !== undefined && line.startsWith(`${name} `));
  const notes = lines.filter(line => line !== description);
  const hasCommands = !base.isForBuilder && body.some(line => line.startsWith(`${variable}.run`));
  // The empty image has no platform as long as no command runs in it.
  const isOnTarget = !base.isForBuilder && (hasCommands || continues !== undefined || !base.code.text.startsWith('BaseImage.scratch()'));
  return `${code.writeCall('new BuildStage', [new Code('image'), id, {
    base: base.code,
    purpose: description?.slice(name!.length + 1),
    notes: notes.length === 0 ? undefined : notes,
    runsOn: isOnTarget ? new Code('StagePlatform.TARGET') : undefined,
    emulated: hasCommands ? REASON : undefined,
  }], { indent: '', column: `const ${variable} = `.length })};`;
}
