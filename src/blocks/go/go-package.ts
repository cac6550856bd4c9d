import { _quoteValue, _refuse } from '../../core';

/**
 * The directory of a package, from the root of its module: `./cmd/x` as `cmd/x/`, `.` as nothing.
 *
 * @throws `go/package-path`
 * @see https://pkg.go.dev/golang.org/x/mod/module#CheckImportPath
 * @internal
 */
export function _parsePackagePath(packagePath: string): string {
  const path = packagePath.replace(/^\.\//, '').replace(/\/$/, '');
  if (packagePath === '.' || packagePath === './') return '';
  // "..." matches all packages below, and "." and ".." are not names.
  if (/^[\w.~+-]+(\/[\w.~+-]+)*$/.test(path) && !path.split('/').some(part => /^\.{1,2}$|\.{3}/.test(part))) return `${path}/`;
  return _refuse({
    id: 'go/package-path',
    what: `${_quoteValue(packagePath)} is not a package of the module.`,
    why: '`go build` would find no package there.',
    fix: 'Write its directory from the root of the module: "." or e.g. "./cmd/tailscaled".',
  });
}
