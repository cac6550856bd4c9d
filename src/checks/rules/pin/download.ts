import { Severity } from '../../../core';
import { Add, CopySource } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _listRunSteps } from '../../support/run-steps';

/** Programs that verify a file. */
const VERIFIERS = /^(b2sum|cksum|cosign|gpg|gpgv|md5sum|minisign|openssl|rhash|sha(1|224|256|384|512)sum|shasum|signify|slsa-verifier|sq|sqv)$/;
/** Words of scripts that download. */
const DOWNLOADS = /\b(curl|wget|clone)\b/;
const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const OF_COMMIT = /(^|[^0-9a-f])[0-9a-f]{40}([^0-9a-f]|$)/;

export const pinDownload: _Rule = {
  id: 'pin/download',
  title: 'Downloads are verified',
  severity: Severity.WARNING,
  why: 'Anyone who controls the server, or moves the tag, decides what is built, and the same commit may build something else tomorrow.',
  fix: 'Use stage.download() with the SHA-256 of the file, or with the commit of the git repository.',
  check: image => [
    ...image.stages.flatMap(checkAdds),
    ...image.stages.flatMap(stage => checkFetches(_listRunSteps(image).filter(step => step.stage === stage))),
  ],
};

function checkAdds({ name, steps }: StageModel): RuleFinding[] {
  return steps.flatMap(({ node, by }) => (node instanceof Add && node.checksum === undefined ? node.sources : [])
    .filter(source => source.isRemote && !isAtCommit(source))
    .map(({ word }) => ({ by, what: `The stage "${name}" adds ${word!._print('item')} without a checksum.` })));
}

/** Content addressed by a commit never changes: `https://example.com/app.git#<commit>`, `…/raw/<commit>/file`. */
function isAtCommit({ word }: CopySource): boolean {
  return OF_COMMIT.test(word!._text ?? '');
}

/** One finding for each script of a stage that downloads, unless it or a later one verifies something. */
function checkFetches(steps: _RunStep[]): RuleFinding[] {
  return steps.flatMap(({ stage, step, script }, i) => {
    if (!DOWNLOADS.test(script)) return [];
    const later = steps.slice(i).flatMap(each => each.commands);
    if (later.some(({ name }) => VERIFIERS.test(name))) return [];
    const isCheckedOut = later.some(checksOut);
    const command = steps[i].commands.find(each => isFetch(each) || (isClone(each) && !isCheckedOut));
    return command === undefined ? [] : [{ by: step.by, what: `In the stage "${stage.name}", nothing verifies what \`${command.sources.join(' ')}\` downloads.` }];
  });
}

/** A downloaded file. Output to the terminal, or a request for only the header, is not an input of the build. */
function isFetch({ name, words }: _RunCommand): boolean {
  const isAsked = words.some(word => word !== undefined && /^(-[a-zA-Z]*I[a-zA-Z]*|--head|--spider)$/.test(word));
  return (name === 'curl' || name === 'wget') && !isAsked && words.some(word => word === undefined || (/^(https?|ftp):\/\//.test(word) && !OF_COMMIT.test(word)));
}

function isClone({ name, words }: _RunCommand): boolean {
  return name === 'git' && words.includes('clone');
}

/** A commit, or a variable that may contain one. */
function checksOut({ name, words }: _RunCommand): boolean {
  const asksForOne = ['checkout', 'reset', 'fetch', 'switch', 'verify-tag', 'verify-commit', 'rev-parse'].some(verb => words.includes(verb));
  return name === 'git' && asksForOne && words.some(word => word === undefined || COMMIT.test(word) || word.startsWith('verify-'));
}
