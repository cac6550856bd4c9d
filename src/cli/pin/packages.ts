import { _BasePackage, _BasePackages, _sortPackages } from '../../bases';

/** A database of packages, whose records are blocks of lines, separated by empty lines. */
interface Database {
  readonly name: _BasePackages['database'];
  /** Its files. */
  readonly path: RegExp;
  readonly readRecord: (record: string, path: string) => _BasePackage | undefined;
}

const DATABASES: readonly Database[] = [{
  name: 'dpkg',
  // Distroless images have a file for each package, without its status (https://github.com/GoogleContainerTools/distroless).
  path: /^\/var\/lib\/dpkg\/(?:status|status\.d\/[^/]+(?<!\.md5sums))$/,
  readRecord: (record, path) => {
    const isInstalled = path.includes('/status.d/') || /^Status: \S+ ok installed$/m.test(record);
    return isInstalled ? createPackage(/^Package: (.+)$/m.exec(record), /^Version: (.+)$/m.exec(record)) : undefined;
  },
}, {
  name: 'apk',
  // https://wiki.alpinelinux.org/wiki/Apk_spec
  path: /^\/(?:usr\/)?lib\/apk\/db\/installed$/,
  readRecord: record => createPackage(/^P:(.+)$/m.exec(record), /^V:(.+)$/m.exec(record)),
}];

/** Whether a file is part of a database of packages that can be read. */
export function isPackageDatabase(path: string): boolean {
  return DATABASES.some(database => database.path.test(path));
}

/**
 * Reads the installed packages.
 *
 * @param texts the files of the database, by path
 * @returns undefined if there is no database that can be read
 */
export function readPackages(texts: ReadonlyMap<string, string>): _BasePackages | undefined {
  for (const { name, path: form, readRecord } of DATABASES) {
    const files = [...texts].filter(([path]) => form.test(path));
    if (files.length === 0) continue;
    const installed = files.flatMap(([path, text]) => text.split(/\n\n+/).flatMap(record => readRecord(record, path) ?? []));
    return { database: name, installed: _sortPackages(installed) };
  }
  return undefined;
}

function createPackage(name: RegExpExecArray | null, version: RegExpExecArray | null): _BasePackage | undefined {
  return name === null || version === null ? undefined : { name: name[1], version: version[1] };
}
