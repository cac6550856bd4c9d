import { bytes, certificates, environment, run, start, stop, transferred } from './probes';
import { Trap } from './trap';

const STARTED = /^exit 0: .*started$/;

/** No machine that builds images can run this one. */
const FOREIGN = 's390x';

/** The traps, grouped by their effect. */
export const TRAPS: readonly Trap[] = [
  { rule: 'rootfs/missing-source', predicts: 'the build stops', probe: start(['/bin/app']), bad: /does not build: .*not found/ },
  { rule: 'run/missing-program', predicts: 'the build stops', probe: run(['ls', '-d', '/data']), bad: /does not build: .*\/bin\/sh: no such file/, good: /\/data/ },
  { rule: 'build/target-program-run', predicts: 'the build stops without emulation', probe: bytes, architecture: FOREIGN, platform: 'linux/arm64', bad: /does not build: .*xec format error/, good: /bytes/ },
  { rule: 'image/build-platform', predicts: 'the base is for the build machine', platform: 'linux/arm64', probe: run(['cat', '/etc/arch']), bad: /: amd64$/, good: /: arm64$/ },
  { rule: 'upx/platform', predicts: 'the build stops', platform: 'linux/s390x', probe: bytes, bad: /does not build: .*UnknownExecutableFormat/, good: /bytes/ },

  { rule: 'cache/content-gone', predicts: 'the build stops', probe: start(['/bin/app']), bad: /does not build: .*"\/src\/target\/bin\/app": not found/ },
  { rule: 'cache/file-below', predicts: 'the cache has an empty file', bad: /does not build: .*did not complete/ },
  { rule: 'packages/needs-root', predicts: 'the build stops', hasArchive: true, bad: /does not build: .*Permission denied/ },
  { rule: 'packages/prompt', predicts: 'the build stops', hasArchive: true, bad: /does not build: .*(Abort|did not complete)/ },
  { rule: 'packages/lists', predicts: 'the build stops', hasArchive: true, bad: /does not build: .*Unable to locate package cmake/ },
  { rule: 'run/cd-lost', predicts: 'the files are elsewhere', bad: /^exit 127: .*no such file/ },
  { rule: 'run/sudo', predicts: 'the build stops', bad: /does not build: .*sudo: (command )?not found/ },
  { rule: 'run/platform-argument', predicts: 'the build stops with set -u', bad: /does not build: .*did not complete/ },
  { rule: 'run/pipe-status', predicts: 'the build passes without the file', bad: STARTED, good: /does not build: .*curl/, isGoodToStop: true },
  { rule: 'run/script-goes-on', predicts: 'the build passes without the output of the failed command', bad: STARTED, good: /does not build: .*configure: not found/, isGoodToStop: true },

  { rule: 'rootfs/entrypoint-missing', predicts: 'does not start', bad: /^exit 127: .*no such file/ },
  { rule: 'go/toolchain', predicts: 'the build stops', bad: /does not build: .*requires go >= 1\.99.*GOTOOLCHAIN=local/, good: /^exit 0/ },
  { rule: 'rootfs/missing-library', predicts: 'does not start', bad: /^exit 127: .*error while loading shared libraries: libc\.so\.6/, good: /^exit 0/ },
  { rule: 'start/nothing', predicts: 'does not start', bad: /^exit 12\d: .*[nN]o command specified/ },
  { rule: 'rootfs/missing-interpreter', predicts: 'does not start', probe: start(['/start']), bad: /^exit \d+: exec .*no such file/ },
  { rule: 'rootfs/dangling-link', predicts: 'does not start', probe: run(['stat', '-L', '-c', '%n', '/bin/sh', '/etc/mtab', '/var/tmp']), bad: /\/bin\/sh.*: No such file/, good: /\/etc\/mtab \/var\/tmp/ },
  { rule: 'rootfs/not-executable-by-user', predicts: 'does not start', bad: /^exit \d+: .*(cannot open|ermission denied)/ },
  { rule: 'start/missing-shell', predicts: 'does not start', bad: /^exit 127: .*"\/bin\/sh".*no such file/ },
  { rule: 'start/first-line', predicts: 'does not start', bad: /^exit \d+: exec .*no such file/ },
  { rule: 'start/shell-syntax', predicts: 'does not start', bad: /^exit 2: .*syntax error/ },
  { rule: 'start/bashism', predicts: 'the shell refuses the script', bad: /^exit 2: .*syntax error/ },
  { rule: 'user/unknown', predicts: 'does not start', probe: start(['/bin/app']), bad: /^exit 12\d: .*unable to find user app/ },
  { rule: 'user/number', predicts: 'does not start', probe: start(['/bin/app']), bad: /uids and gids must be in range 0-2147483647/ },
  { rule: 'start/effective-capabilities', predicts: 'does not start', probe: start([], ['--cap-drop', 'ALL']), bad: /operation not permitted/ },
  { rule: 'elf/wrong-machine', predicts: 'does not start', probe: start(['/bin/app']), architecture: FOREIGN, bad: /exec format error/, good: /./ },
  { rule: 'go/environment', predicts: 'illegal instruction', platform: 'linux/arm/v5', probe: start(['/bin/app'], ['--env', 'QEMU_CPU=arm926']), bad: /Illegal instruction/ },

  { rule: 'start/missing-command', predicts: 'the shell says "not found"', bad: /ip: not found/ },
  { rule: 'start/no-exec', predicts: 'is killed instead of stopping', probe: stop(['--env', 'TRAP=serve']), bad: /^ended with 137 /, good: /^ended with 0 / },
  { rule: 'start/stop-signal', predicts: 'is killed instead of stopping', probe: stop(), bad: /^ended with 137 /, good: /^ended with (0|143) / },
  { rule: 'start/no-reaper', predicts: 'a zombie remains', probe: start([], ['--env', 'TRAP=zombies']), bad: /1 zombies/, good: /0 zombies/ },
  { rule: 'runtime/missing-ca-certificates', predicts: 'no server is trusted', probe: certificates, bad: /unknown authority/ },
  { rule: 'runtime/missing-time-zones', predicts: 'unknown time zone', probe: start([], ['--env', 'TRAP=zone']), bad: /unknown time zone Europe\/Berlin/ },
  { rule: 'user/missing-home', predicts: 'HOME does not exist', probe: start(['/bin/app'], ['--env', 'TRAP=home']), bad: /stat \/home\/app: no such file/ },
  { rule: 'volume/run-directory', predicts: 'the socket is not in the mount', probe: start([], ['--read-only', '--tmpfs', '/run', '--env', 'TRAP=write=/var/run']), bad: /\/var\/run\/written: (no such file|read-only)/ },
  { rule: 'start/exec-form-variable', predicts: 'the program gets the text', probe: start([], ['--env', 'TRAP=arguments']), bad: /given \["--port" "\$PORT"\]/, good: /given \["--port" "8080"\]/ },
  { rule: 'start/swallowed-arguments', predicts: 'the program gets none', probe: start([], ['--env', 'TRAP=arguments']), bad: /given \[\]/, good: /given \["--verbose"\]/ },
  { rule: 'runtime/missing-user-lookup', predicts: 'the lookup fails', probe: start([], ['--env', 'TRAP=user']), bad: /requires cgo or \$USER/ },
  { rule: 'runtime/not-writable', predicts: 'permission denied', probe: start([], ['--env', 'TRAP=write=/var/lib/app']), bad: /permission denied/ },
  { rule: 'volume/not-writable', predicts: 'permission denied', probe: start([], ['--env', 'TRAP=write=/data']), bad: /permission denied/ },
  { rule: 'rootfs/no-tmp', predicts: 'permission denied', probe: start(['/bin/app'], ['--user', '65532', '--env', 'TRAP=write=/tmp']), bad: /permission denied/ },
  { rule: 'user/unknown-owner', predicts: 'the files belong to root', probe: run(['stat', '-c', '%u:%g', '/bin/app']), bad: /: 0:0$/, good: /: 65532:65532$/ },
  { rule: 'copy/missing-local', predicts: 'the build stops', probe: run(['cat', '/etc/app.yml']), bad: /does not build: .*conf\/ap\.yml.*not found/, good: /verbose/ },
  { rule: 'copy/file-as-directory', predicts: 'does not start', bad: /^exit 12\d: .*not a directory/ },
  { rule: 'copy/onto-directory', predicts: 'the file is in the directory', probe: run(['ls', '/srv']), bad: /: EOT$/, good: /: index\.html$/ },
  { rule: 'copy/whole-repository', predicts: 'the file is in the image', probe: run(['ls', '-A', '/srv']), bad: /\.env/, good: /^(?!.*\.env).*index\.html$/ },
  { rule: 'copy/host-dependencies', predicts: 'the files of this machine are in the image', probe: run(['cat', '/site/node_modules/a/index.js']), bad: /: host$/, good: /: installed$/ },
  { rule: 'packages/lists-left', predicts: 'the lists are in the image', hasArchive: true, probe: run(['ls', '/var/lib/apt/lists']), bad: /_Packages/, good: /^exit 0: ?$/ },
  { rule: 'run/capability-lost', predicts: 'the file has no capabilities', probe: start([], ['--env', 'TRAP=capable']), bad: /no data available/ },
  { rule: 'run/world-writable', predicts: 'everyone can write', probe: run(['stat', '-c', '%a', '/bin/app']), bad: /: 777$/, good: /: 755$/ },
  { rule: 'copy/mode-of-checkout', predicts: 'the mode is that of the checkout', probe: run(['stat', '-c', '%a', '/etc/app.conf']), bad: /: 600$/, good: /: 644$/ },

  { rule: 'copy/more-than-declared', predicts: 'the sources are in the image', probe: run(['ls', '/main.c']), bad: /^exit 0: \/main\.c$/, good: /No such file/ },
  { rule: 'text/literal-variable', predicts: 'PATH contains a dollar sign', probe: environment('PATH'), bad: /^PATH=\/opt\/bin:\$PATH$/, good: /^PATH=\/opt\/bin:\/usr\/local\/sbin:/ },

  { rule: 'rootfs/path-collision', predicts: 'the later replaces the earlier', probe: run(['cat', '/etc/motd', '/etc/issue']), bad: /^(?!.*\bone\b).* two$/, good: /: one two$/ },
  { rule: 'volume/hides-file', predicts: 'a mount hides the file', probe: run(['cat', '/data/app.conf', '/etc/app.conf'], ['--mount', 'type=tmpfs,dst=/data']), bad: /^exit 1: [^v]*$/, good: /verbose/ },
  { rule: 'volume/written-later', predicts: 'BuildKit keeps it', probe: run(['cat', '/data/app.conf']), bad: /: verbose$/, good: /: verbose$/ },

  { rule: 'layers/copied-twice', predicts: '3,000,000 bytes a second time', probe: bytes, bad: / \+ 3,00\d,\d\d\d bytes/, good: /^[^+]*$/ },
  { rule: 'size/budget', predicts: 'more than 8 MiB', probe: bytes, bad: /9,4\d\d,\d\d\d/, good: /7,3\d\d,\d\d\d/ },
  { rule: 'pack/method', predicts: 'a quarter more to transfer', probe: transferred, bad: /bytes/, good: /bytes/ },
].map(trap => ({ good: STARTED, ...trap }));

/** Rules whose effect neither a build nor a start shows, with the reason. */
export const NOT_OBSERVABLE: Readonly<Record<string, string>> = {
  'base/other-digest': 'it is about what was read of a base, and the build is the same',
  'build/stage-platform': 'it needs commands that run on two machines, and those of the traps run on this one',
  'cache/order': 'it costs time in later builds and changes no result',
  'cache/platform-argument': 'it costs time and changes no result',
  'cache/shared-between-platforms': 'it needs two builds at the same moment',
  'elf/page-size': 'it needs a kernel with such pages: qemu-user maps what that one would refuse',
  'go/flags': 'the program is slower, and otherwise the same',
  'pack/delta-updates': 'it needs the updater of a device',
  'pack/inspected-after': 'the step passes, which is the problem',
  'pack/memory': 'it needs several containers under load',
  'pack/sbom': 'it needs an SBOM scanner',
  'pack/starts-itself': 'it depends on the version of the packer',
  'packages/apt-interface': 'it prints a warning, and may behave differently in a later release',
  'pin/apk-version': 'it happens on the day the package is updated',
  'pin/download': 'it happens when the server or the tag changes',
  'pin/lock-ignored': 'it happens when a newer version is released',
  'runtime/missing-locale': 'it needs a program that gets the names of months from the C library',
  'target/platform': 'it needs a device of a lower level',
  'target/update-signal': 'it needs an updater that compares digests',
  'upx/risky': 'it needs the version of UPX that is known to break programs',
  'user/name': 'it needs Kubernetes',
  'user/root': 'it matters after a break-in',
};
