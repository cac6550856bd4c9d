import type { _Fix } from '../../../dockerfile';
import type { _RunCommand } from '../../support/run-commands';
import { _listMissingOptions } from '../missing-option';
import { _isMentioned, _mounts } from '../run-text';

/** pip keeps what it downloads in the layer. @see https://pip.pypa.io/en/stable/topics/caching/ */
export const packagesPipCache: _Fix = {
  id: 'packages/pip-cache',
  title: 'pip install keeps no downloads in the layer: --no-cache-dir.',
  list: file => (_isMentioned(file.tree, /PIP_(NO_)?CACHE_DIR|no-cache-dir *(=|true)|pip\.conf|PIP_CONFIG_FILE/i) ? [] : _listMissingOptions(file, {
    verb: 'install',
    option: '--no-cache-dir',
    lacks: command => isInstall(command) && !command.sources.some(source => /^["']?(--no-cache-dir|--cache-dir|--no-cache)/.test(source)),
  }, run => _mounts(run, /cache|pip|\/root/) || run.commands.some(removesCache))),
};

/** `pip install`, `python -m pip install`. */
function isInstall({ name, words }: _RunCommand): boolean {
  if (/^pip[\d.]*$/.test(name)) return words[1] === 'install';
  return /^python[\d.]*$/.test(name) && words[1] === '-m' && words[2] === 'pip' && words[3] === 'install';
}

function removesCache({ name, words, sources }: _RunCommand): boolean {
  return (name === 'rm' && sources.some(source => source.includes('.cache'))) || (/^pip[\d.]*$/.test(name) && words[1] === 'cache');
}
