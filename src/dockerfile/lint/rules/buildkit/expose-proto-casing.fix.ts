import type { _Autofix } from '../../../edit/fix';
import { _changeWords } from '../../../edit/words';

/** Writes the protocol in lower case. One that is computed from a variable is left. */
export const exposeProtoCasingFix: _Autofix = {
  keywords: ['EXPOSE'],
  change(instruction) {
    const texts = instruction.words.map(({ text }) => text.replace(/\/[A-Z]+$/i, protocol => protocol.toLowerCase()));
    if (texts.every((text, i) => text === instruction.words[i].text)) return 'its protocol comes from a variable';
    return _changeWords(instruction, texts);
  },
};
