import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { LogLevel, Project, ProjectOptions } from 'projen';
import { describe, expect, test, vi } from 'vitest';
import { BuildStage, Checks, ContainerImage, ExecutableFormat, Forge, ImagePipeline, Platform, ReleaseScheme, RootfsEntry, ScratchImage, Severity } from '../../../src';
import { rule } from '../../checks/support';
import { DEBIAN } from '../../support/image';
import { newProject } from '../../support/project';

/** As outside of tests, and quiet. */
function realProject(options: Partial<ProjectOptions> = {}): Project {
  vi.stubEnv('NODE_ENV', 'production');
  return newProject({ logging: { level: LogLevel.OFF }, ...options });
}

function declare(project: Project, entrypoint = '/app'): ContainerImage {
  const image = new ContainerImage(project, 'App', { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] });
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  build.run(['make install DESTDIR=/out']);
  const program = RootfsEntry.file('/app', { executable: { format: ExecutableFormat.ELF, needs: [] } });
  new ScratchImage(image, 'Runtime', { contents: [build.artifact({ root: '/out', entries: [program] })], entrypoint: [entrypoint], user: '65532:65532' });
  return image;
}

const left = (project: Project, file = 'findings.json') => JSON.parse(readFileSync(join(project.outdir, '.imagewright', file), 'utf8'));
const validate = new Ajv().compile(JSON.parse(readFileSync(join(__dirname, '../../../docs/reference/findings.schema.json'), 'utf8')) as object);

describe('what was found is left for programs', () => {
  test('when all is well', () => {
    const project = realProject();
    declare(project);
    project.synth();
    expect(left(project)).toMatchObject({
      version: 1,
      isWritten: true,
      images: [{ name: 'App', construct: 'App', dockerfile: 'Dockerfile', platforms: ['linux/amd64', 'linux/arm64'], rules: expect.any(Number) as number }],
      findings: [],
      undecided: [],
      acknowledged: [],
    });
    expect(validate(left(project)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('and the values of pipelines that are not pinned', () => {
    const project = realProject();
    const image = declare(project);
    for (const [id, forge] of [['A', Forge.github()], ['B', Forge.woodpecker()]] as const) {
      new ImagePipeline(project, id, { registry: 'ghcr.io', images: [{ image, repository: 'acme/app' }], release: ReleaseScheme.byHand(), forges: [forge] });
    }
    project.synth();
    const { version, values } = left(project, 'forges.json') as { version: number; values: { section: string; key: string; usedBy: string[] }[] };
    expect(version).toBe(1);
    expect(values.map(({ section, key }) => `${section} ${key}`)).toEqual(values.map(({ section, key }) => `${section} ${key}`).sort());
    expect(values.find(({ key }) => key === 'buildkit')).toEqual({ section: 'images', key: 'buildkit', pin: { ref: 'moby/buildkit:v0.32.2' }, usedBy: ['GitHub', 'Woodpecker'] });
  });

  test('when the synthesis stops: nothing else is written', () => {
    const project = realProject();
    declare(project, '/ap');
    expect(() => project.synth()).toThrow();
    expect(readdirSync(project.outdir)).toEqual(['.imagewright']);
    expect(readdirSync(join(project.outdir, '.imagewright')).sort()).toEqual(['.gitignore', 'findings.json']);
    expect(left(project)).toMatchObject({ isWritten: false, findings: [{ id: 'rootfs/entrypoint-missing', severity: 'error' }] });
    expect(validate(left(project)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('with what is not decided, and what is acknowledged, by whom and why', () => {
    const project = realProject();
    const image = declare(project);
    Checks.of(project).apply({
      rules: [
        rule('acme/port', [{ what: `It is ${project.outdir}/x.` }], Severity.WARNING), rule('acme/name'), rule('acme/who', [{ what: 'Who knows.', undecided: true }]),
      ],
    });
    Checks.of(image).acknowledge('acme/name', 'it is fine');
    project.synth();
    const place = { file: expect.stringMatching(/last-synthesis\.test\.ts$/) as string, line: expect.any(Number) as number };
    const finding = { why: 'It breaks.', fix: 'Mend it.', construct: 'App', declaredAt: expect.arrayContaining([place]) as object[] };
    expect(left(project)).toMatchObject({
      findings: [{ ...finding, id: 'acme/port', severity: 'warning', what: 'It is x.' }],
      undecided: [{ ...finding, id: 'acme/who', what: 'Who knows.' }],
      acknowledged: [{ ...finding, id: 'acme/name', acknowledgement: { reason: 'it is fine', construct: 'App', declaredAt: [place] } }],
    });
    expect(validate(left(project)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('of a whole tree, at its root', () => {
    const parent = realProject();
    const child = new Project({ name: 'child', parent, outdir: 'child', logging: { level: LogLevel.OFF } });
    declare(child);
    parent.synth();
    expect(left(parent).images).toMatchObject([{ construct: 'child/App', dockerfile: 'child/Dockerfile' }]);
    expect(left(parent, 'explanation.json').images).toMatchObject([{ dockerfile: 'child/Dockerfile', construct: 'child/App' }]);
    expect(existsSync(join(child.outdir, '.imagewright'))).toBe(false);
  });
});

describe('what is left', () => {
  test('is ignored by git, whatever the project says', () => {
    const project = realProject();
    declare(project);
    project.synth();
    expect(readFileSync(join(project.outdir, '.imagewright/.gitignore'), 'utf8')).toMatch(/^\*$/m);
    expect(readFileSync(join(project.outdir, '.gitignore'), 'utf8')).not.toContain('imagewright/');
  });

  test('is not touched by a synthesis that changes nothing', () => {
    const once = realProject();
    declare(once);
    once.synth();
    const before = statSync(join(once.outdir, '.imagewright/findings.json')).mtimeMs;
    const again = new Project({ name: 'test', outdir: once.outdir, logging: { level: LogLevel.OFF } });
    declare(again);
    again.synth();
    expect(statSync(join(once.outdir, '.imagewright/findings.json')).mtimeMs).toBe(before);
  });

  test('is nothing where it cannot be written, and the synthesis goes on', () => {
    const other = realProject();
    declare(other);
    mkdirSync(join(other.outdir, '.imagewright/findings.json'), { recursive: true });
    chmodSync(join(other.outdir, '.imagewright'), 0o700);
    other.synth();
    expect(readdirSync(join(other.outdir, '.imagewright')).sort()).toEqual(['.gitignore', 'explanation.json', 'findings.json', 'forges.json', 'written.json']);
  });

  test('is nothing in a test, whose project is compared as a whole', () => {
    const project = newProject();
    declare(project);
    project.synth();
    expect(existsSync(join(project.outdir, '.imagewright'))).toBe(false);
  });
});
