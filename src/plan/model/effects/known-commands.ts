/** What is known of a place where a command runs. */
export interface Place {
  /** The working directory. */
  readonly directory: string;
  /** The home directory. */
  readonly home: string;
  /** The directory above that of a program, e.g. `/usr/local` for `/usr/local/bin/pip`; undefined if it is not known where the program is. */
  readonly prefixOf: (program: string) => string | undefined;
  /** The highest directory at or above the working directory that may have one of these files: the root of a workspace. */
  readonly workspaceWith: (file: string) => string;
}

/** What a command does to the files at most: what `FileEffects` says. Relative paths start at the working directory. */
export interface KnownEffects {
  readonly changes?: readonly (string | undefined)[];
  readonly adds?: readonly string[];
  /** Directories that change below, wherever a link leads: `/var/spool/mail` is `/var/mail` in Debian. */
  readonly below?: readonly string[];
}

/** A command whose effects are known. */
export interface KnownCommand {
  /** Its first words. */
  readonly words: readonly string[];
  /** The options that do not make it do more. Any other makes its effects unknown. */
  readonly options: RegExp;
  /** Options whose value is the next word. */
  readonly valued?: readonly string[];
  /** Whether `-rmd` means `-r -m -d`. */
  readonly hasBundles?: boolean;
  /** Which operands it may have; undefined for any that is not an option. */
  readonly operands?: RegExp;
  readonly effects: (operands: readonly string[], place: Place, values: Readonly<Record<string, string>>) => KnownEffects;
}

/** The files of accounts, with the copies and locks that the tools leave. Scripts of packages add accounts too. */
const ACCOUNTS = ['passwd', 'group', 'shadow', 'gshadow', 'subuid', 'subgid'].flatMap(name => [`/etc/${name}`, `/etc/${name}-`, `/etc/${name}.lock`]);

/** Where packages put files: https://refspecs.linuxfoundation.org/FHS_3.0/ */
const SYSTEM = ['/bin', '/boot', '/etc', '/home', '/lib', '/lib32', '/lib64', '/libx32', '/opt', '/nix', '/run', '/sbin', '/snap', '/srv', '/usr', '/var'];

/** What their scripts rewrite. */
const REWRITTEN = [
  ...ACCOUNTS, '/etc/.pwd.lock', '/etc/alternatives', '/etc/ld.so.cache', '/etc/ssl/certs', '/etc/shells', '/run', '/tmp', '/var/cache', '/var/lib', '/var/log',
];

const INSTALLED: KnownEffects = { adds: SYSTEM, changes: REWRITTEN };
const ACCOUNT_TOOL = /^(--[a-z-]+(=.*)?|-[a-zA-Z])$/;

/** A package of npm may run a script, which by convention writes to the project, the home directory and /tmp. */
const inProject = (file: string) => (_: readonly string[], { workspaceWith, home }: Place): KnownEffects => ({ changes: [workspaceWith(file), home, '/tmp'] });
/** Wheels put files anywhere below the prefix of their Python. */
const inPrefix = (program: string) => (_: readonly string[], { prefixOf, home }: Place): KnownEffects => ({ changes: [prefixOf(program), home, '/tmp'] });
/** Python also keeps what it has compiled of its own library beside it. */
const inEnvironment = (python: string): KnownCommand['effects'] => (operands, { home, prefixOf }) => {
  const prefix = prefixOf(python);
  return { changes: [...operands, home, '/tmp', ...prefix === undefined ? [prefix] : []], adds: prefix === undefined ? [] : [`${prefix}/lib`] };
};
const atOperands = (operands: readonly string[]): KnownEffects => ({ changes: operands });
const afterFirst = ([, ...operands]: readonly string[]): KnownEffects => ({ changes: operands });
const nothing = (): KnownEffects => ({});

const account = (...homes: string[]): KnownCommand['effects'] => (_, __, values) => ({
  changes: [...ACCOUNTS, '/etc/.pwd.lock', '/var/log/lastlog', '/var/log/faillog', ...homes.flatMap(option => values[option] ?? [])],
  below: ['/home', '/var/mail', '/var/spool/mail'],
});

const PIP = /^(--no-cache-dir|--require-hashes|--no-deps|--upgrade|-U|-q|--quiet|--no-compile|--only-binary=.*|--disable-pip-version-check|--root-user-action=ignore|--break-system-packages)$/;
const NPM = /^(--omit=(dev|optional|peer)|--include=(dev|optional|peer)|--production|--only=prod(uction)?|--ignore-scripts|--(no-)?audit(=\w+)?|--(no-)?fund(=\w+)?|--prefer-offline|--loglevel=\w+|--silent|--no-progress|--force)$/;
const UV = /^(--frozen|--locked|--no-dev|--no-install-project|--no-editable|--compile-bytecode|--no-cache|-q|--quiet|--all-extras|--no-default-groups)$/;
const APT = /^(-y|-yq|-yqq|-qy|-qqy|-q|-qq|-qq?=\d|--yes|--assume-yes|--no-install-recommends|--no-install-suggests|-o=APT::Install-Recommends=\w+)$/;

/**
 * Commands of which it is known which files they can change. What is not here, or has another option, may change any file. A package that a
 * command installs is trusted to do what is usual for packages of its kind.
 *
 * @see https://manpages.debian.org/trixie/apt/apt-get.8.en.html
 * @see https://manpages.debian.org/trixie/passwd/useradd.8.en.html
 * @see https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper
 * @see https://docs.npmjs.com/cli/v11/commands/npm-ci
 * @see https://pip.pypa.io/en/stable/cli/pip_install/
 * @see https://docs.astral.sh/uv/reference/cli/#uv-sync
 */
export const KNOWN_COMMANDS: readonly KnownCommand[] = [
  ...['apt-get', 'apt'].flatMap((apt): KnownCommand[] => [
    { words: [apt, 'update'], options: APT, operands: /^$/, effects: () => ({ changes: ['/var/lib/apt', '/var/cache/apt', '/tmp'] }) },
    // A name with "-" at its end removes a package.
    { words: [apt, 'install'], options: APT, operands: /^[a-z0-9][a-z0-9+.:-]*[a-z0-9+.](=[\w.+:~-]+)?$/, effects: () => INSTALLED },
    { words: [apt, 'clean'], options: APT, operands: /^$/, effects: () => ({ changes: ['/var/cache/apt', '/var/lib/apt'] }) },
  ]),
  {
    words: ['apk', 'add'],
    options: /^(--no-cache|--update|-U|-u|--upgrade|-q|--quiet|--no-progress)$/,
    valued: ['-t', '--virtual'],
    operands: /^[a-z0-9.][\w.+-]*([=<>~]{1,2}[\w.-]+)?$/,
    effects: () => ({ adds: SYSTEM, changes: [...REWRITTEN, '/etc/apk', '/lib/apk', '/usr/lib/apk'] }),
  },
  { words: ['useradd'], hasBundles: true, options: ACCOUNT_TOOL, valued: ['-d', '--home-dir', '--home', '-b', '--base-dir', '-g', '--gid', '-G', '--groups', '-u', '--uid', '-s', '--shell', '-c', '--comment', '-k', '--skel'], effects: account('-d', '--home-dir', '--home', '-b', '--base-dir') },
  { words: ['adduser'], hasBundles: true, options: ACCOUNT_TOOL, valued: ['-h', '--home', '-g', '--gecos', '--gid', '-s', '--shell', '-G', '--ingroup', '-u', '--uid', '-k'], effects: account('-h', '--home') },
  ...['groupadd', 'addgroup'].map((name): KnownCommand => ({ words: [name], hasBundles: true, options: ACCOUNT_TOOL, valued: ['-g', '--gid'], effects: account() })),
  { words: ['npm', 'ci'], options: NPM, operands: /^$/, effects: inProject('package.json') },
  { words: ['npm', 'prune'], options: NPM, operands: /^$/, effects: inProject('package.json') },
  { words: ['npm', 'cache', 'clean'], options: NPM, operands: /^$/, effects: inProject('package.json') },
  ...['pip', 'pip3'].map((pip): KnownCommand => (
    { words: [pip, 'install'], options: PIP, valued: ['-r', '--requirement', '-c', '--constraint', '-i', '--index-url'], operands: /^[^-/.]/, effects: inPrefix(pip) }
  )),
  ...['python', 'python3'].flatMap((python): KnownCommand[] => [
    { words: [python, '-m', 'pip', 'install'], options: PIP, valued: ['-r', '--requirement', '-c', '--constraint'], operands: /^[^-/.]/, effects: inPrefix(python) },
    { words: [python, '-m', 'venv'], options: /^--(without-pip|copies|clear|upgrade-deps)$/, effects: inEnvironment(python) },
  ]),
  { words: ['uv', 'sync'], options: UV, valued: ['--extra', '--group', '--no-group'], operands: /^$/, effects: inProject('pyproject.toml') },
  { words: ['mkdir'], options: /^(-p|--parents|-pv|-v)$/, valued: ['-m', '--mode'], effects: atOperands },
  { words: ['rm'], options: /^-(-recursive|-force|[rfRv]+)$/, effects: atOperands },
  { words: ['rmdir'], options: /^$/, effects: atOperands },
  { words: ['touch'], options: /^$/, effects: atOperands },
  { words: ['chmod'], options: /^-R$/, effects: afterFirst },
  { words: ['chown'], options: /^-(R|h|Rh|hR)$/, effects: afterFirst },
  ...['set', 'echo', 'true', ':'].map((name): KnownCommand => ({ words: [name], options: /^/, effects: nothing })),
];
