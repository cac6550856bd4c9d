import { Construct } from 'constructs';
import * as imagewright from '../../src';

/** What the code declares that `import` has printed. */
export function declared(code: string): imagewright.ContainerImage {
  const body = code
    .replace(/^import \{(.*)\} from 'imagewright';$/m, 'const {$1} = imagewright;')
    .replace(/^const project = .*$/m, '')
    .replace('project.synth();', 'return image;');
  return new Function('imagewright', 'project', body)(imagewright, new Construct(undefined as unknown as Construct, '')) as imagewright.ContainerImage;
}
