import { _quoteValue, _refuse } from '../../core';
import { Word, _escapeTemplate } from '../../dockerfile';
import type { BuildStage } from '../../image';
import type { PackagePin } from '../../versions';

/**
 * Directory of the sources in a stage, unless they stay in Go's module cache.
 *
 * @internal
 */
export const _SOURCE = '/src';

/**
 * Addresses that BuildKit recognizes as a repository, without variables.
 *
 * @see https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository
 */
const REPOSITORY = /^(?:https?:\/\/[\w.~:/@%+,=&;()[\]-]+\.git|(?:git|ssh):\/\/[\w.~:/@%+,=&;()[\]-]+|[\w.-]+@[\w.-]+:[\w.~/%+,=&;()-]+)$/;

/** Modules whose import path differs from the address of their repository. */
const VANITY: Record<string, string> = { 'github.com/tailscale/tailscale': 'tailscale.com' };

/** How a script of the build finds the sources. */
interface Located {
  /** Lines that set `source` to the directory of the module. */
  readonly locate: string[];
  /** A directory of the build context that the script mounts. */
  readonly mounted?: { readonly source: string; readonly target: string };
}

/** Options of `GoSource.module()`. */
export interface GoModuleOptions {
  /**
   * The module's hash from a `go.sum`, `h1:…`, checked in addition to Go's checksum database.
   * @default - only the checksum database is used
   */
  readonly h1?: string;
}

/** Where a Go program comes from. */
export abstract class GoSource {
  /**
   * A module at a version, through Go's module proxy and verified by its checksum database. No git is needed.
   *
   * @param path import path of the module, e.g. `tailscale.com`
   * @param version the pin of its version
   */
  public static module(path: string, version: PackagePin, options: GoModuleOptions = {}): GoSource {
    return new ModuleSource(path, version, options.h1 ?? version.h1);
  }

  /**
   * A git repository at a tag, with its commit pinned too (`commit` of the pin).
   *
   * @param url e.g. `https://github.com/tailscale/tailscale.git`
   * @param tag the pin of its tag
   * @throws `go/unpinned-source` when the pin has no commit, and `go/source-url`
   */
  public static git(url: string, tag: PackagePin): GoSource {
    return new GitSource(url, tag);
  }

  /**
   * An archive (`.tar.gz` and the like, with one directory at its top), pinned by its SHA-256 (`sha256` of the pin).
   *
   * @param url may contain `$NAME`, the name of the pin
   * @param version the pin of its version
   * @throws `go/unpinned-source` when the pin has no sha256, and `go/source-url`
   */
  public static archive(url: string, version: PackagePin): GoSource {
    return new ArchiveSource(url, version);
  }

  /**
   * A directory of this repository that contains `go.mod`.
   *
   * @param path from the root of the project, with forward slashes
   */
  public static directory(path: string): GoSource {
    return new DirectorySource(path);
  }

  /** The pin of the version; unset for a directory. */
  public readonly version?: PackagePin;

  /** @param version the pin of the version; unset for a directory */
  protected constructor(version?: PackagePin) {
    this.version = version;
  }

  /**
   * Import path of the module, if known.
   *
   * @internal
   */
  public get _module(): string | undefined {
    return undefined;
  }

  /**
   * Appends the steps that fetch the sources, before any step that depends on the target.
   *
   * @param isOverlaid whether extra files overlay them; the sources are then in `/src`
   * @internal
   */
  public abstract _fetch(stage: BuildStage, script: (lines: string[], comment: string) => void, isOverlaid: boolean): Located;
}

class ModuleSource extends GoSource {
  public constructor(private readonly path: string, private readonly pin: PackagePin, private readonly h1?: string) {
    super(pin);
    if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(path)) {
      _refuse({
        id: 'go/module-path',
        what: `"${path}" is not the path of a Go module.`,
        why: 'The module proxy would not find it.',
        fix: 'Write the path after `module` in its go.mod, e.g. tailscale.com or github.com/acme/app/v2.',
      });
    }
    if (h1 !== undefined && !/^h1:[A-Za-z0-9+/]{43}=$/.test(h1)) {
      _refuse({
        id: 'go/h1',
        what: `"${h1}" is not the hash of a Go module.`,
        why: 'No download could match it.',
        fix: 'Copy it from a go.sum, from the line without "/go.mod": h1: and 44 characters of base64.',
      });
    }
  }

  public override get _module(): string {
    return this.path;
  }

  public _fetch(stage: BuildStage, script: (lines: string[], comment: string) => void, isOverlaid: boolean): Located {
    const module = `"${this.path}@$${this.pin.name}"`;
    const directory = `$(go list -m -f '{{.Dir}}' ${module})`;
    stage.pin(this.pin);
    script([
      ...(this.h1 === undefined ? [`go mod download ${module}`] : [
        `go mod download -json ${module} > /module.json`,
        `grep -qF '"Sum": "${this.h1}"' /module.json || { cat /module.json >&2; echo ${module} is not ${this.h1} >&2; exit 1; }`,
      ]),
      ...(isOverlaid ? [`cp -R "${directory}" ${_SOURCE}`] : []),
    ], isOverlaid
      ? 'From the module proxy, verified by the checksum database. Copied, because Go cannot overlay files in its module cache.'
      : 'From the module proxy, verified by the checksum database.');
    return { locate: [`source=${isOverlaid ? _SOURCE : directory}`] };
  }
}

class GitSource extends GoSource {
  public constructor(private readonly url: string, private readonly pin: PackagePin) {
    super(pin);
    if (!REPOSITORY.test(url)) {
      _refuse({
        id: 'go/source-url',
        what: `${_quoteValue(url)} is not the address of a git repository.`,
        why: 'BuildKit would stop, or download it as a file. It recognizes a repository by ".git" at the end, or by git:// and ssh://.',
        fix: 'Write what `git clone` takes, without the tag: "https://github.com/tailscale/tailscale.git".',
      });
    }
    if (pin.commit === undefined) refuseUnpinned(`The tag ${pin.name} of ${url} is pinned without its commit.`, 'commit', '`git ls-remote URL "TAG^{}"` prints it');
  }

  public override get _module(): string {
    return findModulePath(this.url);
  }

  public _fetch(stage: BuildStage): Located {
    stage.pin(this.pin);
    stage.download(`${this.url}#$${this.pin.name}`, this.pin.commit!, _SOURCE);
    return { locate: [`source=${_SOURCE}`] };
  }
}

class ArchiveSource extends GoSource {
  public constructor(private readonly url: string, private readonly pin: PackagePin) {
    super(pin);
    if (!/^https?:\/\/[^\s\\'"]+$/.test(url) || Word.template(url).variables.some(name => name !== pin.name)) {
      _refuse({
        id: 'go/source-url',
        what: `${_quoteValue(url)} is not the address of an archive.`,
        why: 'BuildKit would look for a file of the repository, or stop at a variable that is not set.',
        fix: `Write an address that begins with https:// and has no variable other than $${pin.name}.`,
      });
    }
    if (pin.sha256 === undefined) refuseUnpinned(`The archive ${url} is pinned without its SHA-256.`, 'sha256', '`sha256sum` of the file prints it');
  }

  public override get _module(): string {
    return findModulePath(this.url);
  }

  public _fetch(stage: BuildStage, script: (lines: string[], comment: string) => void): Located {
    stage.pin(this.pin);
    stage.download(this.url, `sha256:${this.pin.sha256}`, '/source.tar');
    script([`mkdir ${_SOURCE}`, `tar -xf /source.tar -C ${_SOURCE} --strip-components=1`], 'The archive has one directory at its top.');
    return { locate: [`source=${_SOURCE}`] };
  }
}

class DirectorySource extends GoSource {
  public constructor(private readonly path: string) {
    super();
  }

  public _fetch(stage: BuildStage): Located {
    // BuildKit reads flags byte by byte, so a mount cannot contain it.
    if (/[^\0-\x7f]/.test(this.path)) {
      stage.copyLocal([this.path], _SOURCE);
      return { locate: [`source=${_SOURCE}`] };
    }
    stage.useLocal(this.path);
    return { locate: [`source=${_SOURCE}`], mounted: { source: _escapeTemplate(this.path), target: _SOURCE } };
  }
}

/** The module of a repository, by the address of the repository or of an archive of it. */
function findModulePath(url: string): string {
  const path = /^https:\/\/(github\.com\/[^/]+\/[^/]+?)(?:\.git|\/archive\/.*)?$/.exec(url)?.[1] ?? url;
  return VANITY[path] ?? path;
}

function refuseUnpinned(what: string, field: string, how: string): never {
  return _refuse({
    id: 'go/unpinned-source',
    what,
    why: 'A tag can be moved and a file replaced, so the same commit may build another program tomorrow.',
    fix: `Add "${field}" to the entry in versions.json; ${how}.`,
  });
}
