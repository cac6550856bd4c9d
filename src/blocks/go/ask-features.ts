import type { GoFeatureReason, GoFeatureResolution, IGoFeatures } from './go-features';
import { _Misshapen, _Refusal, _Shape, _describeFailure, _is, _listOf, _object, _problem, _refuse, _text, _withoutEmpty } from '../../core';
import type { RuntimeNeed } from '../../rootfs';

const texts = _listOf(_text);
const reasons: _Shape<GoFeatureReason[]> = _listOf(_withoutEmpty(_object({ name: _text }, { reason: _text })));
const need = _is((value): value is RuntimeNeed => 'kind' in value && 'because' in value && typeof value.because === 'string', 'a RuntimeNeed');

/** What a user's code returns may be anything: it is in JavaScript, or in a language without types. */
const RESOLUTION: _Shape<GoFeatureResolution> = _withoutEmpty(_object(
  { tags: texts, kept: reasons, omitted: reasons, needs: _listOf(need), problems: _listOf(_withoutEmpty(_problem)), comments: texts },
  { tagScript: texts, tagInput: texts },
));

/**
 * Asks for the features of a version.
 *
 * @throws `go/features` if the method fails or returns something else
 * @internal
 */
export function _askForFeatures(features: IGoFeatures, version: string): GoFeatureResolution {
  try {
    return RESOLUTION(features.resolve(version), 'The answer');
  } catch (error) {
    if (error instanceof _Refusal) throw error;
    return _refuse({
      id: 'go/features',
      what: `resolve() of the features ${error instanceof _Misshapen ? 'returned something else:' : 'failed:'} ${_describeFailure(error)}`,
      why: 'The build tags of the program are unknown.',
      fix: 'Return the resolution: { tags: ["acme_tag"], kept: [{ name: "dns" }], omitted: [], needs: [], problems: [], comments: [] }; tagScript and tagInput are optional.',
    });
  }
}
