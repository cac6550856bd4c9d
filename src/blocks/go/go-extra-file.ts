import { _parsePackagePath } from './go-package';
import { _hasHidden, _quoteValue, _refuse } from '../../core';

/** A file that is added to a package or replaces one of its files. The sources stay unchanged. */
export interface GoExtraFile {
  /** The package, from the root of the module, e.g. `./version`. */
  readonly packagePath: string;
  /**
   * Name of the file, e.g. `patch_linux.go`: a source file of Go or assembler, a header, or a file that the package embeds.
   * Go leaves out files whose names end in another system, e.g. `x_windows.go`.
   */
  readonly fileName: string;
  /** Its text. A `//go:build` line at its top makes it depend on tags. */
  readonly content: string;
}

/** Endings of files that only cgo or SWIG compile (https://pkg.go.dev/cmd/go#hdr-File_types). */
const FOREIGN = /\.(?:c|cc|cpp|cxx|m|f|F|for|f90|S|sx|swig|swigcxx)$/;

/**
 * The paths of the files in the stage, by their paths in the module.
 *
 * @throws `go/extra-file`, `go/package-path`
 * @internal
 */
export function _placeExtraFiles(files: readonly GoExtraFile[]): Map<string, GoExtraFile> {
  const places = new Map<string, GoExtraFile>();
  for (const file of files) {
    const place = `${_parsePackagePath(file.packagePath)}${checkFileName(file.fileName)}`;
    if (places.has(place)) refuseTwice(place);
    places.set(place, file);
  }
  return places;
}

/** @see https://pkg.go.dev/golang.org/x/mod/module#CheckFilePath and `SafeArg` in https://go.dev/src/cmd/go/internal/load/pkg.go */
function checkFileName(name: string): string {
  const refuse = (why: string, fix: string): never => _refuse({
    id: 'go/extra-file',
    what: `${_quoteValue(name)} cannot be the name of an extra file.`,
    why,
    fix,
  });
  if (/[/\\]/.test(name) || name === '' || name === '.' || name === '..') {
    return refuse('A file belongs to the one package that packagePath names.', 'Write the name alone, e.g. "patch_linux.go", and its directory as packagePath: "./internal/x".');
  }
  if (!/^(?![-+~])[\p{L}\p{Nd}_.~+-]+$/u.test(name) || _hasHidden(name)) {
    return refuse('The go command refuses some of the other characters, and other tools interpret some of them.', 'Use letters, digits, "_", "-" and ".", and begin with a letter: "patch_linux.go".');
  }
  if (/^[_.]/.test(name) || name.endsWith('_test.go')) {
    return refuse('Go leaves out files that begin with "_" or "." or end in "_test.go": the program would be built without it.', 'Rename it, e.g. "patch_linux.go".');
  }
  if (FOREIGN.test(name)) {
    return refuse('Only cgo compiles such a file, and cgo is off: the go command would stop or leave the file out.', 'Write the file in Go (.go) or in Go\'s assembler (.s).');
  }
  return name;
}

function refuseTwice(place: string): never {
  return _refuse({
    id: 'go/extra-file',
    what: `There are two extra files for ${place}.`,
    why: 'Only one of them would be compiled.',
    fix: 'Put their text into one file, or give them different names.',
  });
}
