import { _refuse } from '../core';
import { _jsonArray } from './command';
import type { CopySource } from './copy-source';
import { Word } from './word';

/**
 * `COPY` or `ADD` with its flags, sources and destination, and the texts below it.
 *
 * @internal
 */
export function _copyText(keyword: string, flags: string[], sources: CopySource[], destination: Word): string {
  if (sources.length === 0) refuse(`${keyword} has no source.`, 'Name at least one.');
  const paths = sources.flatMap(({ word }) => word ?? []);
  const target = destination._text;
  if (target === '') refuse(`${keyword} has no destination.`, 'Name one.');
  if (sources.length > 1 && target !== undefined && !target.endsWith('/') && target !== '.') {
    refuse(`${keyword} has ${sources.length} sources, and the destination ${JSON.stringify(target)} is no directory.`, 'Let it end with "/".');
  }
  const start = [keyword, ...flags].join(' ');
  const texts = uniqueTexts(sources);
  if ([...paths, destination].every(word => word._isPlain)) {
    let next = 0;
    const words = sources.map(({ word }) => (word === undefined ? texts[next++]._opening : word._print(text => text)));
    return [`${start} ${[...words, destination._print(text => text)].join(' ')}`, ...texts.map(({ _body }) => _body)].join('\n');
  }
  if (texts.length > 0) {
    refuse(`A path of a ${keyword} with a heredoc has characters that need quotes: ${JSON.stringify(target)}.`, 'Use letters, digits and _ @ % + = : , . / -, or copy the file from the repository.');
  }
  return `${start} ${_jsonArray([...paths, destination].map(word => word._jsonItem('path')))}`;
}

/** Two heredocs of one instruction may not share a delimiter. */
function uniqueTexts(sources: CopySource[]) {
  const texts = sources.flatMap(({ text }) => text?._free ?? []);
  const names = texts.map(({ delimiter }) => delimiter);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) refuse(`Two heredocs of one instruction end with "${twice}".`, 'Give them different delimiters, which are the names of the files too.');
  return texts;
}

function refuse(what: string, fix: string): never {
  return _refuse({ id: 'dockerfile/copy', what, why: 'BuildKit would refuse the instruction, or copy to another place.', fix });
}
