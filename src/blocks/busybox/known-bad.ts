/**
 * A configuration that Kconfig allows but that does not build, or builds a command that crashes.
 *
 * @internal
 */
export interface _KnownBad {
  /** The condition, as a Kconfig expression. */
  readonly when: string;
  readonly versions: string[];
  /** The error that stops the build, or what crashes. */
  readonly why: string;
  /** It builds, and crashes when it runs. */
  readonly crashes?: boolean;
  readonly fix: string;
  /** A symbol that makes it build, or work; it is added unless a setting switches it off. */
  readonly cure?: string;
}

const BOTH = ['1.37.0', '1.38.0'];

/**
 * Our own findings: every applet and every symbol of both releases was built statically for amd64 with gcc 14, musl 1.2.5 and the
 * kernel headers 6.12 of Debian 13: all applets with all features, all applets without any, and applets in random groups of sixteen.
 * Each row was confirmed in the releases that it names.
 *
 * @internal
 */
export const _KNOWN_BAD: _KnownBad[] = [
  {
    when: 'TC',
    versions: BOTH,
    why: 'networking/tc.c uses TCA_CBQ_MAX, which Linux 6.8 removed from its headers: https://bugs.busybox.net/show_bug.cgi?id=15931.',
    fix: 'Leave out Applet.TC.',
  },
  {
    when: 'SELINUX',
    versions: BOTH,
    why: 'It includes selinux/selinux.h, but there is no libselinux for musl.',
    fix: 'Leave out SELINUX and the applets that need it.',
  },
  {
    when: 'PAM',
    versions: BOTH,
    why: 'It includes security/pam_appl.h, and PAM loads its modules at run time, which a static program cannot do.',
    fix: 'Leave out PAM.',
  },
  {
    when: 'FEATURE_INETD_RPC || FEATURE_MOUNT_NFS',
    versions: BOTH,
    why: 'They include rpc/rpc.h, but musl has no Sun RPC.',
    fix: 'Leave out FEATURE_INETD_RPC and FEATURE_MOUNT_NFS. Kernels since 2.6.23 mount NFS without the latter.',
  },
  {
    when: 'FEATURE_VI_REGEX_SEARCH',
    versions: BOTH,
    why: 'editors/vi.c uses re_search of GNU\'s regex, which musl does not have.',
    fix: 'Leave out FEATURE_VI_REGEX_SEARCH; FEATURE_VI_SEARCH works without it.',
  },
  {
    when: 'EXTRA_COMPAT && (GREP || EGREP || FGREP)',
    versions: BOTH,
    why: 'findutils/grep.c then uses re_search of GNU\'s regex, which musl does not have.',
    fix: 'Leave out EXTRA_COMPAT.',
  },
  {
    when: 'FEATURE_2_4_MODULES',
    versions: BOTH,
    why: 'modutils/modutils-24.c calls query_module and create_module, which musl does not have and Linux removed in 2.6.',
    fix: 'Leave out FEATURE_2_4_MODULES.',
  },
  {
    when: 'DEBUG_SANITIZE',
    versions: BOTH,
    why: 'gcc stops with "cannot specify -static with -fsanitize=address".',
    fix: 'Leave out DEBUG_SANITIZE.',
  },
  {
    when: 'DMALLOC || EFENCE',
    versions: BOTH,
    why: 'They link with -ldmalloc or -lefence, which do not exist for musl.',
    fix: 'Leave out DMALLOC and EFENCE.',
  },
  {
    when: '(CHPASSWD || CRYPTPW || FEATURE_FTP_AUTHENTICATION || FEATURE_HTTPD_AUTH_MD5 || FTPD || LOGIN || MKPASSWD || PASSWD || SU || SULOGIN || VLOCK)'
      + ' && !USE_BB_CRYPT',
    versions: BOTH,
    why: 'libbb/pw_encrypt.c then includes crypt.h, which musl of Debian 13 does not have.',
    fix: 'Remove the setting that switches USE_BB_CRYPT off.',
    cure: 'USE_BB_CRYPT',
  },
  {
    when: '(LZOPCAT || UNLZOP) && !LZOP',
    versions: BOTH,
    why: 'archival/bbunzip.c calls init_transformer_state, which only LZOP and other packers compile in: see archival/libarchive/Kbuild.src.',
    fix: 'Remove the setting that switches LZOP off.',
    cure: 'LZOP',
  },
  {
    when: 'WGET && !FEATURE_WGET_TIMEOUT',
    versions: ['1.37.0'],
    crashes: true,
    why: 'networking/wget.c accepts -T without it and writes its value to the address 0, so `wget -T 5` dies of SIGSEGV.',
    fix: 'Remove the setting that switches FEATURE_WGET_TIMEOUT off.',
    cure: 'FEATURE_WGET_TIMEOUT',
  },
];
