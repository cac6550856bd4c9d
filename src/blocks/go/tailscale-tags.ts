import { _printFeatureComments } from './feature-comments';
import type { GoFeatureReason, GoFeatureResolution } from './go-features';
import type { _LastingChoice } from './lasting-choice';
import { _TAILSCALE_TAG_SCRIPT } from './tailscale-tag-script';
import type { _GoFeatureCoupling } from '../../catalog';

/** A name that the build can look for. Others are refused where they are checked against the catalog. */
const isName = ({ name }: GoFeatureReason) => /^\w+$/.test(name);

/**
 * How the build finds the tags of a choice, and the comment above: the same for every release.
 *
 * @internal
 */
export function _printTailscaleTags({ kept, omitted, couplings }: _LastingChoice): Pick<GoFeatureResolution, 'tagScript' | 'tagInput' | 'comments'> {
  const coupled = [...new Set(couplings.map(({ other }) => other))];
  return {
    tagScript: [..._TAILSCALE_TAG_SCRIPT],
    tagInput: [
      ...kept.filter(isName).map(({ name }) => `keep ${name}`),
      ...omitted.filter(isName).map(({ name }) => `omit ${name}`),
      ...couplings.map(({ feature, other, until }) => `${feature} needs ${other}${until === undefined ? '' : ` before ${until}`}`),
    ],
    comments: _printFeatureComments(
      [...kept, ...coupled.map(name => ({ name, reason: describeReason(couplings.filter(({ other }) => other === name)) }))],
      omitted,
      'Every other optional feature is left out, unless a kept one needs it: the build reads the list in the sources.',
    ),
  };
}

function describeReason(couplings: readonly _GoFeatureCoupling[]): string {
  return couplings.map(({ feature, because, until }) => `needed by ${feature}${until === undefined ? '' : ` before ${until}`}: ${because}`).join('; ');
}
