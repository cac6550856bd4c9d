import type { _Autofix } from '../../../edit/fix';
import { _changeWords } from '../../../edit/words';

/** Deletes the address and the port of the host, which BuildKit ignores. */
export const exposeInvalidFormatFix: _Autofix = {
  keywords: ['EXPOSE'],
  change(instruction) {
    const texts = instruction.words.map(({ text }) => (/["'$\\`]/.test(text) ? text : text.slice(text.lastIndexOf(':') + 1)));
    if (texts.every((text, i) => text === instruction.words[i].text)) return 'its port comes from a variable';
    return _changeWords(instruction, texts);
  },
};
