import { RootConstruct } from 'constructs';
import { _detached } from '../../src/image';

/** A root for what is only resolved: it needs no projen project, and writes nothing. */
export function detachedRoot(id = ''): RootConstruct {
  return _detached(new RootConstruct(id));
}
