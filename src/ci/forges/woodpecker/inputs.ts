import type { Yaml } from '../../../yaml';
import type { PipelineImage } from '../../pipeline';
import type { PipelineSecret } from '../../pipeline-inputs';
import { findSecretName } from '../../secret-name';

/** What the plugin can pass to a build. */
export const WOODPECKER = { forge: 'Woodpecker', ssh: false, contexts: false, commas: false, reads: ['registry'], writes: [] };

/** Names of the secrets that the build of an image needs. */
export function listInputSecrets({ inputs: { secrets } }: PipelineImage, names: Readonly<Record<string, string>>): string[] {
  return secrets.map(secret => nameSecret(secret, names));
}

/**
 * The settings that pass secrets and caches. The plugin gets a setting as the environment variable `PLUGIN_…`, and so does the build that it
 * starts: a step with an `environment` of its own would not be a plugin, which Woodpecker restricts secrets to.
 *
 * @see https://woodpecker-ci.org/docs/usage/plugins/creating-plugins#plugin-scope
 */
export function renderInputs(
  { inputs: { secrets, cacheFrom } }: PipelineImage, names: Readonly<Record<string, string>>, isCached: boolean,
): Record<string, Yaml | undefined> {
  const caches = !isCached ? [] : cacheFrom.filter(({ backend }) => WOODPECKER.reads.includes(backend)).map(cache => cache._print(false));
  const settings = secrets.map(secret => ({ secret, setting: `build_secret_${secret.variable.toLowerCase()}` }));
  return {
    ...Object.fromEntries(settings.map(({ secret, setting }) => [setting, { from_secret: nameSecret(secret, names) }])),
    secrets: settings.length === 0 ? undefined : settings.map(({ secret, setting }) => escapeComma(`id=${secret.id},env=PLUGIN_${setting.toUpperCase()}`)),
    cache_from: caches.length === 0 ? undefined : caches.map(escapeComma),
  };
}

/** Woodpecker joins a list with commas, and the plugin cuts it there. */
function escapeComma(text: string): string {
  return text.replace(/,/g, '\\,');
}

/** Woodpecker's own names have lower-case letters. */
function nameSecret({ id, variable }: PipelineSecret, names: Readonly<Record<string, string>>): string {
  return findSecretName({ id, variable: variable.toLowerCase() }, names);
}
