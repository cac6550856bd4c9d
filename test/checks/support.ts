import { Artifact, ContainerImage, IRule, Platform, RootfsEntry, RuleFinding, ScratchImage, Severity } from '../../src';
import { Checks, _Judgement, _check, _judge } from '../../src/checks';
import { exampleBuild, exampleProgram } from '../../src/checks/examples/example-images';
import { Problems } from '../../src/core';
import { _resolveImage } from '../../src/plan';
import { DEBIAN, newImage } from '../support/image';

/** A rule of a team, which finds what it is told to. */
export function rule(id: string, findings: RuleFinding[] | (() => RuleFinding[]) = [{ what: 'Found.' }], severity = Severity.ERROR): IRule {
  return { id, title: 'It holds', severity, why: 'It breaks.', fix: 'Mend it.', check: () => (Array.isArray(findings) ? findings : findings()) };
}

/** An image that none of our rules has anything to say about. */
export function image(platforms = [Platform.LINUX_AMD64]): ContainerImage {
  const made = newImage({ platforms });
  new ScratchImage(made, 'Runtime', {
    contents: [Artifact.text([{ entry: RootfsEntry.file('/etc/motd'), content: 'hi\n' }]), exampleBuild(made, [exampleProgram('/bin/app')])],
    assembledIn: DEBIAN,
    user: '65532:65532',
    entrypoint: ['/bin/app'],
  });
  return made;
}

/** All that comes out of the checks of an image. */
export function judged(of: ContainerImage, scope = of.node.root): _Judgement {
  const plan = _resolveImage(of);
  const { problems, undecided } = _check(plan, Checks.of(of)._rules);
  return _judge(scope, [...Problems.of(of).all(), ...plan.problems, ...problems], undecided);
}

/** Weight and id of each problem. */
export function found(of: ContainerImage): string[] {
  return judged(of).problems.map(({ id, severity }) => `${severity ?? Severity.ERROR} ${id}`);
}
