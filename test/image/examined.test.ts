import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { BuildStage, Checks, ContainerImage, ImageModel, IRule, Output, OutputFile, PackagePin, Platform, RuleFinding, Severity } from '../../src';
import { declareImage, refusalOf } from '../project/support';
import { DEBIAN, newImage } from '../support/image';
import { newProject } from '../support/project';

/** An output that does something in `renderFiles()`. */
class Act extends Output {
  public constructor(scope: Construct, id: string, private readonly act: (self: Act) => void) {
    super(scope, id);
  }

  public renderFiles(): OutputFile[] {
    this.act(this);
    return [];
  }
}

const PIN = new PackagePin('APP_VERSION', { datasource: 'github-tags', depName: 'acme/app', version: 'v1.0.0' });
const ARTIFACT = { root: '/out', entries: [] };

test.each<[string, (image: ContainerImage, output: Act) => void]>([
  ['Act "Late"', (_, output) => new Act(output, 'Late', () => undefined)],
  ['ContainerImage "Late"', (_, output) => new ContainerImage(output, 'Late', { platforms: [Platform.LINUX_AMD64] })],
  ['BuildStage "Late"', image => new BuildStage(image, 'Late', { base: DEBIAN })],
  ['The last stage of App', image => image.defineRuntime(image.stages[0])],
  ['The target "build"', image => image.addTarget(image.stages[0])],
  ['The build argument A', image => image.addGlobalArg({ name: 'A' })],
  ['The build argument A', image => image.addRequiredArg('A')],
  ['A step of the stage "build"', image => stageOf(image).run(['make'])],
  ['A step of the stage "build"', image => stageOf(image).comment(['a'])],
  ['The pin APP_VERSION', image => stageOf(image).pin(PIN)],
  ['A path of the build context ("src")', image => stageOf(image).useLocal('src')],
  ['An artifact of the stage "build"', image => stageOf(image).artifact(ARTIFACT)],
  ['The acknowledgement of user/root', image => Checks.of(image).acknowledge('user/root', 'a reason')],
  ['A policy', image => Checks.of(image).apply({ severities: { 'user/root': Severity.ERROR } })],
])('%s is not declared during a synthesis', (what, act) => {
  const project = newProject();
  const image = declareImage(project);
  new Act(project, 'Team', output => act(image, output));
  expect(refusalOf(project)).toBe(`imagewright: 1 error. No file was written.

error  construct/late
  ${what} is declared while the project is synthesized.
    at Team (HERE)
  Why: The plan of the images is already made, so the declaration would be missing from all files.
  Fix: Declare it in .projenrc.ts before project.synth(). Methods that are called during the synthesis, such as renderFiles(), only read the plan.
`);
});

function stageOf(image: ContainerImage): BuildStage {
  return image.stages[0] as BuildStage;
}

test('a rule of a team declares nothing either', () => {
  class Declare implements IRule {
    public readonly id = 'acme/declare';
    public readonly title = 'Declares';
    public readonly severity = Severity.WARNING;
    public readonly why = 'why';
    public readonly fix = 'fix';

    public constructor(private readonly image: ContainerImage) {}

    public check(_: ImageModel): RuleFinding[] {
      this.image.addRequiredArg('A');
      return [];
    }
  }
  const project = newProject();
  const image = declareImage(project);
  Checks.of(image).apply({ rules: [new Declare(image)] });
  expect(refusalOf(project)).toContain('The build argument A is declared while the project is synthesized.');
});

test('another tree can be declared meanwhile, and the same tree before the next synthesis', () => {
  const project = newProject();
  const image = declareImage(project);
  new Act(project, 'Team', () => newImage());
  project.synth();
  image.addRequiredArg('A');
  project.synth();
});

test('synth() is not called inside a synthesis', () => {
  const project = newProject();
  declareImage(project);
  new Act(project, 'Team', () => project.synth());
  expect(refusalOf(project)).toBe(`imagewright: 1 error. No file was written.

error  project/nested-synthesis
  project.synth() is called while the project is synthesized.
    at Team (HERE)
  Why: The inner synthesis would ask the same outputs, rules and validations again, without an end.
  Fix: Call project.synth() once, at the end of .projenrc.ts. Methods that are called during the synthesis, such as renderFiles(), only read the plan.
`);
});
