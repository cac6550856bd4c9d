import type { BuildStage } from '../../src/image';

/** Commands over a base, whose effects the model knows without being told. */
export interface EffectsCase {
  readonly name: string;
  /** A stand-in of `e2e/bases`. */
  readonly base: string;
  /** The build context, from `e2e`. */
  readonly context: string;
  readonly declare: (stage: BuildStage) => void;
  /** Paths that must have changed: else the case shows nothing. */
  readonly changes: readonly string[];
}

const EMPTY = 'effects/context';

export const EFFECTS_CASES: readonly EffectsCase[] = [
  {
    name: 'apt-get install',
    base: 'slim',
    context: EMPTY,
    declare: stage => stage.run(['apt-get update', 'apt-get install -y --no-install-recommends libpq5', 'apt-get clean']),
    changes: ['/var/lib/dpkg/status', '/usr/lib/x86_64-linux-gnu/libpq.so.5', '/etc/ld.so.cache'],
  },
  {
    name: 'useradd',
    base: 'slim',
    context: EMPTY,
    declare: stage => stage.run(['groupadd --gid 1000 app', 'useradd --uid 1000 --gid app --create-home --shell /usr/sbin/nologin app', 'useradd -rm -d /srv/worker worker']),
    changes: ['/etc/passwd', '/etc/group', '/home/app', '/srv/worker'],
  },
  {
    name: 'files',
    base: 'slim',
    context: EMPTY,
    declare: stage => stage.run(['mkdir -p /srv/a/b', 'touch /srv/a/b/c', 'chown -R 1000:1000 /srv/a', 'chmod -R 0700 /srv/a', 'rm -rf /usr/share/common-licenses', 'rmdir /mnt']),
    changes: ['/srv/a/b/c', '/usr/share/common-licenses', '/mnt'],
  },
  {
    name: 'pip install',
    base: 'python',
    context: EMPTY,
    declare: stage => stage.run(['pip install --no-cache-dir --break-system-packages uvicorn==0.32.1']),
    changes: ['/usr/local/bin/uvicorn'],
  },
  {
    name: 'python -m venv',
    base: 'python',
    context: EMPTY,
    declare: stage => stage.run(['python3 -m venv /srv/venv']),
    changes: ['/srv/venv/pyvenv.cfg'],
  },
  {
    name: 'npm ci',
    base: 'node',
    context: 'bases/cases/node/web',
    declare: stage => {
      stage.workdir('/srv/app');
      stage.copyLocal(['package.json', 'package-lock.json'], './');
      stage.run(['npm ci']);
      stage.run(['npm prune --omit=dev', 'npm cache clean --force']);
    },
    changes: ['/srv/app/node_modules'],
  },
];
