import { _checkSecretName, _findOwn } from '../core';
import type { PipelineSecret } from './pipeline-inputs';

export { _checkSecretName as checkSecretName } from '../core';

/**
 * The name of the forge's secret for what a build needs.
 *
 * @param names names by id, for those that have another one than usual
 * @throws `ci/secret-name`
 */
export function findSecretName({ id, variable }: Pick<PipelineSecret, 'id' | 'variable'>, names: Readonly<Record<string, string>> = {}): string {
  return _checkSecretName(_findOwn(names, id) ?? variable);
}
