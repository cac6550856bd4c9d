import type { ContainerImage } from '../image';
import type { _Acceptance } from '../manifest';
import { Checks } from './checks';
import { _BUILT_RULES } from './registry/built-rules';
import { _isFoundInBuilt } from './registry/known-ids';

/**
 * The findings that `verify` accepts in an image: those acknowledged on the image, above and below it, by the ids of `verify` or of rules
 * that it runs again.
 *
 * @internal
 */
export function _listAcceptances(image: ContainerImage): _Acceptance[] {
  const constructs = [...image.node.scopes, ...image.node.findAll().filter(each => each !== image)];
  const acknowledgements = constructs.flatMap(each => Checks.of(each)._acknowledgements).filter(({ reason }) => reason.trim() !== '');
  const all = acknowledgements.flatMap(({ id, subject, reason }): _Acceptance[] => {
    if (_isFoundInBuilt(id)) return [{ id, ...subject === undefined ? {} : { subject }, reason }];
    return _BUILT_RULES.filter(({ rule }) => rule.id === id && subject === undefined).map(({ finding }) => ({ id: finding, reason, rule: id }));
  });
  return [...new Map(all.map(each => [[each.id, each.subject, each.rule].join('\0'), each])).values()];
}
