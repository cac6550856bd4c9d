import { Observation } from './observation';
import { builds, health } from './probes';
import { certificates, run, start, stop } from '../traps/probes';

const NO_FILE = /^exit \d+: .*no such file or directory/;
const DENIED = /ermission denied/;
const STARTED = /^exit 0: .*started$/;
const SILENT = /^exit 0: ?$/;
const NO_USER = /unable to find (user|group) \S+: no matching entries/;

/** Opens a file with the Python of the image. */
const write = (path: string, ...before: string[]) => start([...before, '-c', `open('${path}', 'w'); print('written')`]);
const python = (code: string) => start(['-c', code]);
const home = python("import os; os.listdir(os.path.expanduser('~')); print('home')");
const trap = (does: string) => start([], ['--env', `TRAP=${does}`]);

/** By the mistake's own words. */
export const OBSERVATIONS: Readonly<Record<string, Observation>> = {
  'a misspelt program': { predicts: 'does not start', wrong: /^exit 127: .*"pyhton3": executable file not found/ },
  'a program in another directory': { predicts: 'does not start', wrong: NO_FILE },
  'a health check by a program of other bases': {
    predicts: 'is unhealthy', probe: health(['-c', 'import time; time.sleep(60)']), wrong: /^unhealthy: .*"curl": executable file not found/, right: /^healthy: /,
  },
  'a user that the base does not have': { predicts: 'does not start', wrong: NO_USER },
  'a misspelt group': { predicts: 'does not start', wrong: NO_USER },
  'a link to nothing': { predicts: 'cannot be opened', probe: run(['stat', '-L', '-c', '%n', '/srv/python']), wrong: /No such file/, right: /: \/srv\/python$/ },
  'a locale that is not generated': {
    predicts: 'no such locale', probe: python("import locale; print(locale.setlocale(locale.LC_ALL, ''))"), wrong: /unsupported locale setting/, right: /C\.UTF-8/,
  },
  'a script that cannot be executed': { predicts: 'does not start', wrong: DENIED },
  'a shell that the base does not have': { predicts: 'does not start', wrong: NO_FILE },
  'an interpreter in another directory': { predicts: 'does not start', wrong: NO_FILE },
  'an interpreter that env does not find': { predicts: 'does not start', wrong: /^exit 127: .*node.*No such file/ },
  'line ends of Windows': { predicts: 'does not start', wrong: NO_FILE },
  'a library that the base does not have': { predicts: 'does not start', wrong: /^exit 127: .*loading shared libraries: libpq\.so\.5/, right: STARTED },
  'a program for musl on glibc': { predicts: 'does not start', wrong: NO_FILE, right: STARTED },
  'a HOME that is not there': { predicts: 'HOME does not exist', probe: home, wrong: /No such file.*\/home\/app/, right: /home$/ },
  'a user of the base whose home is gone': { predicts: 'HOME does not exist', probe: home, wrong: /No such file.*\/home\/gone/, right: /home$/ },
  'a volume of root': { predicts: 'permission denied', probe: write('/data/x'), wrong: DENIED, right: /written$/ },
  'a file below a volume': {
    predicts: 'a mount hides the file', probe: run(['find', '/data', '/srv', '-name', 'x'], ['--mount', 'type=tmpfs,dst=/data']), wrong: /^exit \d: ?$/, right: /: \/srv\/x$/,
  },
  'a port that is none': {
    predicts: 'the build stops', refused: { wrong: 'EXPOSE 80/tpc', right: 'EXPOSE 80/tcp' }, probe: builds, wrong: /^does not build: .*tpc/, right: /^builds$/,
  },
  'a PATH without the directories of the base': { predicts: 'does not start', wrong: /^exit 127: .*"python3": executable file not found/ },
  'a variable that nothing expands': { predicts: 'the program gets the text', wrong: /'--port', '\$PORT'/, right: /'--port', '8080'/ },
  'a log that the user may not write': { predicts: 'permission denied', wrong: DENIED },
  'a directory that a program writes to and that is not there': { predicts: 'no such directory', probe: trap('write=/var/cache/app'), wrong: /no such file/, right: STARTED },
  'a condition of bash in sh, which is dash': { predicts: 'the shell says "not found"', wrong: /\[\[: not found/, right: SILENT },
  'arguments that a shell swallows': { predicts: 'the program gets none', wrong: SILENT, right: /'\/srv\/app\.py'/ },
  'a command of a script that the base does not have': { predicts: 'the shell says "not found"', wrong: /wget: not found/, right: SILENT },
  'a program below a directory of root': { predicts: 'does not start', wrong: DENIED },
  'a script that stays the first process': { predicts: 'is killed instead of stopping', probe: stop(), wrong: /^ended with 137 /, right: /^ended with 0 at once/ },
  'a file in the place of a directory of the base': {
    predicts: 'the file is in the directory', probe: run(['find', '/var/www']), wrong: /: \/var\/www \/var\/www\/EOT$/, right: /: \/var\/www \/var\/www\/index\.html$/,
  },
  'a program without certificates': { predicts: 'no server is trusted', probe: certificates, wrong: /unknown authority/, right: STARTED },
  'a program that looks up a user who is not in the base': { predicts: 'the lookup fails', probe: trap('user'), wrong: /unknown userid 65532/, right: STARTED },
  'an argument for the entrypoint of the base that is no command': { predicts: 'does not start', wrong: /pyhton3: not found/ },
  'a file below a volume of the base': {
    predicts: 'a mount hides the file', probe: run(['find', '/var/lib/data', '/srv', '-name', 'x'], ['--mount', 'type=tmpfs,dst=/var/lib/data']), wrong: /^exit \d: ?$/, right: /: \/srv\/x$/,
  },
  'a volume of the base that the user may not write': { predicts: 'permission denied', probe: write('/var/lib/data/x', 'python3'), wrong: DENIED, right: /written$/ },
  'a log in the directory of the base, which belongs to root': { predicts: 'permission denied', wrong: DENIED },
  'bash on Alpine': { predicts: 'does not start', wrong: NO_FILE },
  'a program for glibc on musl': { predicts: 'does not start', wrong: NO_FILE, right: STARTED },
  // The right program asks for no time zone, so that it starts is what can be seen.
  'a program without time zones': { predicts: 'there is no such time zone', probe: run(['find', '/usr/share/zoneinfo/Europe/Berlin']), rightProbe: start(), wrong: /No such file/, right: STARTED },
  'a health check by curl on Alpine': { predicts: 'is unhealthy', probe: health([], ['--env', 'TRAP=serve']), wrong: /"curl": executable file not found/, right: /refused/ },
  'a user of Debian on Alpine': { predicts: 'does not start', wrong: NO_USER, right: STARTED },
  'a directory below a file of the base': { predicts: 'the build stops', wrong: /^does not build: /, right: STARTED },
  'a script without a shell': { predicts: 'does not start', wrong: NO_FILE, right: STARTED },
  'a shell that distroless does not have': { predicts: 'does not start', wrong: /^exit 127: .*"sh": executable file not found/, right: STARTED },
  'a health check that needs a shell': { predicts: 'is unhealthy', probe: health([], ['--env', 'TRAP=serve']), wrong: /"sh": executable file not found/, right: /^healthy: started/ },
  'env on distroless': { predicts: 'does not start', wrong: /^exit 127: .*\/usr\/bin\/env.*no such file/, right: STARTED },
  'a script of Python on a base without one': { predicts: 'does not start', wrong: NO_FILE, rightProbe: trap('zone'), right: STARTED },
};
