/** Releases in ascending order, each higher than the one before. Pre-releases are marked. */
export const ORDERS: Record<string, { readonly pattern: string; readonly ascending: readonly string[] }> = {
  'upstream with a suffix': {
    pattern: 'v*-mt.*',
    ascending: [
      'v1.9.0-mt.1', 'v1.9.0-mt.2', 'v1.9.0-mt.10', 'v1.9.1-mt.1', 'v1.10-rc1-mt.1 pre', 'v1.10-mt.1', 'v1.10-mt.2', 'v1.10.0-mt.1', 'v1.98.3-mt.1', 'v1.100.0-mt.1',
      'v2.0.0-mt.1',
    ],
  },
  'SemVer': {
    pattern: 'v*',
    ascending: [
      'vendor-snapshot pre', 'v0.9', 'v1.0.0-alpha pre', 'v1.0.0-alpha.1 pre', 'v1.0.0-beta pre', 'v1.0.0-beta.2 pre', 'v1.0.0-beta.11 pre', 'v1.0.0-rc.1 pre',
      'v1.0.0', 'v1.9.0', 'v1.10.0', 'v1.10.1-alpine pre', 'v1.10.1', 'v10.0.0',
    ],
  },
  'other conventions': {
    pattern: 'v*',
    ascending: ['v1.0b2 pre', 'v1.0rc1 pre', 'v1.0', 'v1.1.1', 'v1.1.1a', 'v1.1.1w', 'v2.0.0.M1 pre', 'v2.0.0', 'v9.9p1', 'v9.9p2', 'v2024a', 'v2024b'],
  },
  'calendar': { pattern: 'release-*', ascending: ['release-2025-12-31', 'release-2026-01-02', 'release-2026-01-15', 'release-2026-11-01'] },
  'releases named after the day': {
    pattern: 'v20*.*.*',
    ascending: ['v2026.1.9', 'v2026.1.10', 'v2026.11.9', 'v2026.11.29', 'v2026.11.29.1', 'v2026.11.29.2', 'v2026.11.29.10', 'v2026.11.30', 'v2026.12.1', 'v2027.1.1'],
  },
  'releases of one image, named after the day': { pattern: 'router-v20*.*.*', ascending: ['router-v2026.1.9', 'router-v2026.1.9.1', 'router-v2026.1.10'] },
  'a fixed major version': { pattern: 'v1.*', ascending: ['v1.2-beta pre', 'v1.2', 'v1.10'] },
  'capital letters': { pattern: 'V*-ACME.*', ascending: ['V1.0-RC1-ACME.1 pre', 'V1.0-ACME.1', 'V1.0-ACME.2'] },
  'numbers as long as times': { pattern: '*', ascending: ['20260101120000', '20260101120001', '120260101120000'] },
  'dates with the hash of a commit': {
    pattern: '*',
    ascending: ['2025.12.31-ffffff0', '2026.01.15-abc1234', '2026.01.16-0abc123', '2026.01.16.1-gdeadbeef', '2026.2.1-alpine pre', '2026.2.1-rc1 pre', '2026.2.1', '20260301-1a2b3c4', '20260302'],
  },
  'a number behind a date is no hash': { pattern: '*', ascending: ['2026.01.15', '2026.01.15-1200000', '2026.01.15-1300000'] },
  'a hash behind another version is a word, as in SemVer': { pattern: 'v*', ascending: ['v1.2.3-abc1234 pre', 'v1.2.3'] },
  'Java 8': { pattern: 'jdk*', ascending: ['jdk8u432-b06', 'jdk8u442-b05-ea pre', 'jdk8u442', 'jdk8u442-b06', 'jdk8u442-b10', 'jdk8u452-b01'] },
  'Java': { pattern: 'jdk-*', ascending: ['jdk-17.0.9', 'jdk-21-ea pre', 'jdk-21', 'jdk-21.0.5', 'jdk-21.0.5_11', 'jdk-21.0.10'] },
  'words for a release': { pattern: '*', ascending: ['5.9-RELEASE', '5.10-beta1 pre', '5.10-RELEASE', '6.5.2.CR1 pre', '6.5.2.Final', '7-ga'] },
  'numbers of 20 digits and more': {
    pattern: '*',
    ascending: ['123456789012345678901 pre', '9', '12345678901234567890', '12345678901234567891', '000000012345678901234567892'],
  },
};
