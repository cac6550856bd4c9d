import { AddProps, Copy, CopySource, Heredoc, Word } from '../dockerfile';
import { _Copied, _resolveCopyMode } from './copy-mode';
import type { CopyOptions, FileOptions } from './copy-options';

/** @internal */
export function _createCopy(sources: string[], destination: string, options: CopyOptions, what: _Copied, copyFrom?: string): Copy {
  return new Copy({ copyFrom, ..._resolveCopyOptions(sources, destination, options, what) });
}

/** @internal */
export function _resolveCopyOptions(
  sources: string[], destination: string, { mode, owner, exclude, patterns, link }: CopyOptions, what = _Copied.TREE,
): AddProps {
  return {
    sources: sources.map(source => (patterns === true ? CopySource.pattern(Word.literal(source)) : CopySource.path(Word.literal(source)))),
    destination: Word.literal(destination),
    chmod: mode === undefined ? undefined : Word.literal(_resolveCopyMode(destination, mode, what)),
    chown: owner === undefined ? undefined : Word.literal(owner),
    link,
    exclude,
  };
}

/**
 * Copies a link as a link: BuildKit follows a link that is itself a source (https://github.com/moby/buildkit/issues/1260), but none in
 * a directory. With `/./` in a source, `--parents` copies only the named path, relative to the directory before it.
 *
 * @internal
 */
export function _createLinkCopy(copyFrom: string, path: string, destination: string, owner: string | undefined): Copy {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const above = (of: string) => of.slice(0, of.lastIndexOf('/') + 1);
  return new Copy({
    copyFrom,
    parents: true,
    sources: [CopySource.path(Word.literal(`${above(path)}./${name}`))],
    destination: Word.literal(above(destination)),
    chown: owner === undefined ? undefined : Word.literal(owner),
  });
}

/** @internal */
export function _createTextCopy(path: string, content: string, { mode, owner }: FileOptions): Copy {
  return new Copy({
    sources: [CopySource.heredoc(Heredoc.literal(content))],
    destination: Word.literal(path),
    chmod: Word.literal(_resolveCopyMode(path, mode ?? '0644', _Copied.FILE)),
    chown: owner === undefined ? undefined : Word.literal(owner),
  });
}
