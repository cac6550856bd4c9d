/** @see https://github.com/containerd/platforms, `database.go` */
const SYSTEMS = [
  'aix', 'android', 'darwin', 'dragonfly', 'freebsd', 'hurd', 'illumos', 'ios', 'js', 'linux', 'nacl', 'netbsd', 'openbsd', 'plan9',
  'solaris', 'windows', 'zos',
];
const ARCHITECTURES = [
  '386', 'amd64', 'amd64p32', 'arm', 'armbe', 'arm64', 'arm64be', 'ppc64', 'ppc64le', 'loong64', 'mips', 'mipsle', 'mips64', 'mips64le',
  'mips64p32', 'mips64p32le', 'ppc', 'riscv', 'riscv64', 's390', 's390x', 'sparc', 'sparc64', 'wasm',
];

/** Other names of the same. */
const SAME: Record<string, string> = {
  'macos': 'darwin', 'i386': '386', 'x86_64': 'amd64', 'x86-64': 'amd64', 'aarch64': 'arm64', 'armhf': 'arm', 'armel': 'arm',
};

/** A platform that `--platform` names. */
export interface PlatformText {
  readonly system: string;
  readonly architecture: string;
}

/** The platform on which a build without options runs most often. What the file means is told for it. */
export const ASSUMED: PlatformText = { system: 'linux', architecture: 'amd64' };

/** Undefined where BuildKit cannot read it. */
export function parsePlatform(text: string): PlatformText | undefined {
  const [first, ...rest] = text.split('/');
  const system = /^([A-Za-z0-9_-]+)(?:\([A-Za-z0-9_.%-]*(?:\+[A-Za-z0-9_.%-]+)*\))?$/.exec(first)?.[1];
  if (system === undefined || rest.length > 2 || !rest.every(part => /^[A-Za-z0-9_.-]+$/.test(part))) return undefined;
  const name = usual(system);
  if (rest.length > 0) return { system: name, architecture: usual(rest[0]) };
  if (SYSTEMS.includes(name)) return { system: name, architecture: ASSUMED.architecture };
  const architecture = usual(first);
  return ARCHITECTURES.includes(architecture) ? { system: ASSUMED.system, architecture } : undefined;
}

function usual(name: string): string {
  const lower = name.toLowerCase();
  return SAME[lower] ?? lower;
}
