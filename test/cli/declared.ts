import { Construct } from 'constructs';
import * as imagewright from '../../src';
import { detachedRoot } from '../support/root';

/** What the code declares that `import` has printed. */
export function declared(code: string): imagewright.ContainerImage {
  return declaredIn(detachedRoot(), code);
}

/** The same, in a project. */
export function declaredIn(project: Construct, code: string): imagewright.ContainerImage {
  const body = code
    .replace(/^import \{(.*)\} from 'imagewright';$/m, 'const {$1} = imagewright;')
    .replace(/^const project = .*$/m, '')
    .replace('project.synth();', 'return image;');
  return new Function('imagewright', 'project', body)(imagewright, project) as imagewright.ContainerImage;
}
