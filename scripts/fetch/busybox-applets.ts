import type { _BusyboxApplet } from '../../src/catalog/busybox-catalog';

/**
 * Reads the `//applet:` lines of BusyBox's sources, as `scripts/gen_build_files.sh` collects them into `include/applets.h`.
 * A line reads `IF_X(IF_NOT_Y(APPLET_KIND(name, main, BB_DIR_d, BB_SUID_s, help)))`; `#if` and `#endif` may surround it.
 *
 * @see https://git.busybox.net/busybox/tree/include/applets.src.h
 */
export function readApplets(lines: string[]): _BusyboxApplet[] {
  const applets: _BusyboxApplet[] = [];
  const surrounding: string[] = [];
  for (const line of lines.map(text => text.replace(/\/\*.*?\*\//g, '').trim()).filter(text => text !== '')) {
    if (line.startsWith('#if ')) surrounding.push(`(${line.slice(4).replace(/\bENABLE_/g, '').trim()})`);
    else if (line === '#endif') surrounding.pop();
    else applets.push(appletOf(line, surrounding));
  }
  return applets;
}

function appletOf(line: string, surrounding: string[]): _BusyboxApplet {
  const match = /^((?:IF_\w+\(\s*)+)APPLET(?:_(\w+))?\((.*?)\)\)+$/.exec(line);
  if (!match) throw new Error(`not understood: ${line}`);
  const [, guards, kind = 'normal', values] = match;
  const [name, ...rest] = values.split(',').map(value => value.trim());
  const directory = rest.find(value => value.startsWith('BB_DIR_'))!.slice('BB_DIR_'.length);
  const conditions = [...guards.matchAll(/IF_(NOT_)?(\w+)\(/g)].map(([, not, symbol]) => `${not ? '!' : ''}${symbol}`);
  const when = [...conditions, ...surrounding].join(' && ');
  return {
    name: name.replace(/"/g, ''),
    symbol: conditions[0],
    ...(when !== conditions[0] && { when }),
    directory: directory === 'ROOT' ? '/' : `/${directory.toLowerCase().replace(/_/g, '/')}`,
    kind: kind.toLowerCase(),
    // If there are several, the widest one, e.g. of mount's IF_DESKTOP(BB_SUID_MAYBE) IF_NOT_DESKTOP(BB_SUID_DROP).
    suid: ['require', 'maybe', 'drop'].find(suid => line.includes(`BB_SUID_${suid.toUpperCase()}`))!,
  };
}
