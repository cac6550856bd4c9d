import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { BuildStage, ContainerImage } from '../../image';
import { _mayUseApt } from '../apt-lists';
import { EXAMPLE_BASE, exampleProgram } from '../examples';
import type { _Rule } from '../rule';
import { _runSteps } from '../run-steps';

/** @see https://manpages.debian.org/trixie/apt/apt.8.en.html ("Script usage and differences from other APT tools") */
export const packagesAptInterface: _Rule = {
  id: 'packages/apt-interface',
  title: 'Scripts call apt-get, not apt',
  severity: Severity.INFO,
  why: 'apt is made for people: "WARNING: apt does not have a stable CLI interface". A newer release may ask, print or understand something else.',
  fix: 'Write apt-get, or apt-cache where packages are looked up.',
  check: image => _runSteps(image).filter(({ script }) => _mayUseApt(script)).flatMap(({ stage, step, commands }) => {
    const found = commands.find(({ name, words }) => name === 'apt' && words.length > 1 && words[1] !== '--version');
    return found === undefined ? [] : [{ by: step.by, what: `The stage "${stage.name}" calls \`${found.sources.slice(0, 3).join(' ')}\`.` }];
  }),
  bad: image => installs(image, 'apt'),
  good: image => installs(image, 'apt-get'),
};

function installs(image: ContainerImage, program: string): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.run([`${program} update`, `${program} install -y --no-install-recommends gcc`]);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
