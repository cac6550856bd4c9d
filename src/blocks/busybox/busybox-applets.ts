import { Construct } from 'constructs';
import { Applet } from './applet';
import { _resolveBusybox } from './busybox-configuration';
import { BusyboxSetting } from './busybox-setting';
import { CrossToolchain } from './cross-toolchain';
import { Problems } from '../../core';
import { Artifact, BuildStage, IArtifactSource, _STAGE_ID, _checkImageScope } from '../../image';
import { ExecutableFormat, FileSize, RootfsEntry } from '../../rootfs';
import type { PackagePin } from '../../versions';

/** Where BusyBox and its links go, laid out as in the image. */
const OUT = '/out';
const BUSYBOX = '/bin/busybox';

/** Properties of `BusyboxApplets`. */
export interface BusyboxAppletsProps {
  /**
   * The pin of the BusyBox release. Its `sha256` is used if it has one; the library knows that of some releases. The archive is that of
   * busybox.net.
   */
  readonly version: PackagePin;
  /** The commands to build in. */
  readonly applets: Applet[];
  /**
   * Options of the commands and of BusyBox itself.
   * @default - every option is off unless an applet needs it
   */
  readonly settings?: BusyboxSetting[];
  /** The toolchain that compiles BusyBox. */
  readonly toolchain: CrossToolchain;
  /**
   * Size of the result, for forecasts.
   * @default - not known
   */
  readonly size?: FileSize;
}

/**
 * BusyBox with exactly the declared commands, static and cross-compiled on the build machine.
 * BusyBox's own build lists the links; no program of the target runs. The build fails when BusyBox's configuration
 * drops a requested option, and names that option.
 *
 * Reports `busybox/…` for options that do not fit together, before anything is built. A release that is newer than the library is a warning
 * (`busybox/unknown-version`): it gets the options of the nearest known one.
 *
 * @see https://busybox.net
 */
export class BusyboxApplets extends Construct implements IArtifactSource {
  /** BusyBox and its links. */
  public readonly artifact: Artifact;
  /** The stage that builds them. */
  public readonly stage: BuildStage;

  public constructor(scope: Construct, id: string, props: BusyboxAppletsProps) {
    super(_checkImageScope(scope, id, new.target.name), id);
    const stage = new BuildStage(this, _STAGE_ID, {
      base: props.toolchain.base,
      purpose: 'builds BusyBox with the declared applets, static, and the links to it',
    });
    this.stage = stage;
    const resolution = Problems.of(this)._collect(() => _resolveBusybox({
      version: props.version.version,
      sha256: props.version.sha256,
      applets: props.applets,
      settings: props.settings ?? [],
    }));
    for (const problem of resolution?.problems ?? []) Problems.of(this).report(problem);
    this.artifact = stage.artifact({
      root: OUT,
      entries: [
        RootfsEntry.file(BUSYBOX, {
          executable: { ...resolution?.facts, format: ExecutableFormat.ELF, alignment: props.toolchain.alignment },
          size: props.size,
        }),
        ...(resolution?.links ?? []).filter(link => link !== BUSYBOX).map(link => RootfsEntry.symlink(link, BUSYBOX)),
      ],
    });
    if (resolution === undefined) return;

    props.toolchain.prepareHost(stage, ['bzip2', 'perl']);
    stage.pin(props.version);
    stage.download(resolution.url.replace(props.version.version, `$${props.version.name}`), `sha256:${resolution.sha256}`, '/busybox.tar.bz2');
    stage.workdir('/busybox');
    stage.comment(['No build date in the binary: same input, same bytes.']);
    stage.env({ KCONFIG_NOTIMESTAMP: '1' });
    stage.write('/wanted', `${resolution.config.join('\n')}\n`);
    stage.run(CONFIGURE, { comment: 'Applies the requested options; stops with a list of those that were dropped.' });
    props.toolchain.prepareTarget(stage);
    stage.run(BUILD);
  }
}

/**
 * kconfig asks about every new symbol, sometimes twice, and fails when its input ends, so it gets more newlines than it can read.
 * `yes ""` would fail with a broken pipe.
 */
const CONFIGURE = [
  'tar -xf /busybox.tar.bz2 --strip-components=1',
  'make allnoconfig > /dev/null',
  'grep -E \'^(# )?CONFIG_\' /wanted > /lines',
  'sed -E \'s/^(# )?(CONFIG_[A-Za-z0-9_]+).*/^(# )?\\2(=| is not set)/\' /lines > /replaced',
  '{ grep -vE -f /replaced .config; cat /lines; } > /config',
  'mv /config .config',
  'awk \'BEGIN { for (i = 0; i < 5000; i++) print "" }\' > /newlines',
  'make oldconfig < /newlines > /oldconfig.log || { tail -n 20 /oldconfig.log >&2; exit 1; }',
  'if grep -vxF -f .config /lines > /dropped; then',
  '  echo "busybox: dropped by its configuration:" >&2',
  '  cat /dropped >&2',
  '  exit 1',
  'fi',
];

const BUILD = [
  '. /toolchain',
  'set -- ARCH="$KERNEL_ARCH" CROSS_COMPILE="$CROSS_COMPILE" CC="$CC" HOSTCC=gcc SKIP_STRIP=y',
  'make -j"$(nproc)" "$@" > /make.log 2>&1 || { grep -E "error|Error|undefined" /make.log >&2 || tail -n 40 /make.log >&2; exit 1; }',
  'make -s "$@" busybox.links > /dev/null',
  `mkdir -p ${OUT}/bin`,
  `"\${CROSS_COMPILE}strip" -s busybox -o ${OUT}${BUSYBOX}`,
  'while read -r link; do',
  `  mkdir -p "${OUT}\${link%/*}"`,
  `  [ "$link" = ${BUSYBOX} ] || ln -s ${BUSYBOX} "${OUT}$link"`,
  'done < busybox.links',
];
