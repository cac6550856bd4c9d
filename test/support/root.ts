import { RootConstruct } from 'constructs';
import { _detach } from '../../src/image';

/** A root for what is only resolved: it needs no projen project, and writes nothing. */
export function detachedRoot(id = ''): RootConstruct {
  return _detach(new RootConstruct(id));
}
