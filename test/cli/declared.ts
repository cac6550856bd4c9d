import { Construct } from 'constructs';
import * as imagewright from '../../src';

/** What the code declares that `import` has printed. */
export function declared(code: string): imagewright.ContainerImage {
  return declaredIn(new Construct(undefined as unknown as Construct, ''), code);
}

/** The same, in a project. */
export function declaredIn(project: Construct, code: string): imagewright.ContainerImage {
  const body = code
    .replace(/^import \{(.*)\} from 'imagewright';$/m, 'const {$1} = imagewright;')
    .replace(/^const project = .*$/m, '')
    .replace('project.synth();', 'return image;');
  return new Function('imagewright', 'project', body)(imagewright, project) as imagewright.ContainerImage;
}
