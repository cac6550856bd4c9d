import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { User } from '../../dockerfile';
import { exampleBuild, exampleProgram } from '../examples';
import { _identity } from '../identity';
import { _last } from '../instructions';
import type { _Rule } from '../rule';

export const rootUser: _Rule = {
  id: 'user/root',
  title: 'The program does not run as root, or it is said why',
  severity: Severity.INFO,
  why: 'Root of a container is root of the host for every directory that is mounted, unless the runtime maps users.',
  fix: 'Say the user: user: "65532:65532". Where root is needed, say why: Checks.of(image).acknowledge("user/root", "opens /dev/net/tun").',
  check: ({ result }) => (result.config.argv.length === 0 || _identity(result)?.uid !== 0 ? [] : [
    { by: _last(result, User)?.by, what: 'The program runs as root.' },
  ]),
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])], entrypoint: ['/bin/app'] }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])], entrypoint: ['/bin/app'], user: '65532:65532',
  }),
};
