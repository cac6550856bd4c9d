import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'projen';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { expect, test } from 'vitest';
import * as imagewright from '../../src';
import { refusalOf } from '../project/support';
import { DEBIAN } from '../support/image';
import { newProject } from '../support/project';

/** The class of the page. Its Python is run by e2e/python/team_output.py. */
function compose(): new (scope: Project, id: string) => imagewright.Output {
  const page = readFileSync(join(__dirname, '../../docs/guide/own-output.md'), 'utf8');
  const [, code] = /^```ts\n([^]*?)^```$/m.exec(page)!;
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
  const exports: Record<string, unknown> = {};
  new Function('require', 'exports', outputText)(() => imagewright, exports);
  return exports.Compose as never;
}

function projectWith(exposedPorts: string[]): Project {
  const project = newProject();
  const image = new imagewright.ContainerImage(project, 'Web', { platforms: [imagewright.Platform.LINUX_AMD64] });
  new imagewright.ScratchImage(image, 'Runtime', { contents: [], assembledIn: DEBIAN, user: '65532:65532', exposedPorts });
  new (compose())(project, 'Compose');
  return project;
}

test('the output of the guide writes a Compose file', () => {
  const project = projectWith(['8080']);
  project.synth();
  expect(readFileSync(join(project.outdir, 'deploy/compose.yml'), 'utf8')).toMatchInlineSnapshot();
});

test('and finds an image without a port', () => {
  const project = projectWith([]);
  expect(refusalOf(project)).toMatchInlineSnapshot();
  expect(existsSync(join(project.outdir, 'Dockerfile'))).toBe(false);
});
