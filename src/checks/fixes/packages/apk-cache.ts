import type { _Fix, _SyntaxTree } from '../../../dockerfile';
import { _listMissingOptions } from '../missing-option';
import { _RunText, _isMentioned, _listRunTexts, _mounts } from '../run-text';

/** Options that choose what apk does with its index. */
const CHOSEN = /^(--no-cache|--cache-dir(=.*)?|--update-cache|--update|-U|--no-network|--root(=.*)?|-p|--simulate|-s)$/;

/** apk keeps the index of its repositories in the layer. @see https://man.archlinux.org/man/apk.8.en */
export const packagesApkCache: _Fix = {
  id: 'packages/apk-cache',
  title: 'apk add keeps no index of the repositories in the layer: --no-cache.',
  list: file => {
    const updates = listUpdates(file.tree);
    return _isMentioned(file.tree, /\/etc\/apk\/cache|setup-apkcache/) ? [] : _listMissingOptions(file, {
      verb: 'add',
      option: '--no-cache',
      lacks: ({ name, words }) => name === 'apk' && words.includes('add') && !words.some(word => word !== undefined && CHOSEN.test(word)),
    }, run => updates.some(({ index }) => index <= run.index) || _mounts(run, /apk/));
  },
};

/** The index that they fetch is used by what follows. */
function listUpdates(tree: _SyntaxTree): readonly _RunText[] {
  return _listRunTexts(tree).filter(({ commands }) => commands.some(({ name, words }) => name === 'apk' && words.some(word => /^(update|upgrade|--update-cache|--update|-U)$/.test(word ?? ''))));
}
