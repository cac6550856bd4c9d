import type { GithubJob } from './job';
import type { Permissions } from './setup';
import { Yaml, annotateValue } from '../../../yaml';

/** The purpose of each permission, as the comment after it. */
const REASONS: Record<string, string> = {
  'contents: read': 'check out',
  'contents: write': 'attach the archives to the release',
  'packages: read': 'pull the image',
  'packages: write': 'push the image',
  'id-token: write': 'sign as this workflow',
  'attestations: write': 'store the attestation',
};

/** Permissions with their reasons. `signs`: whether the job needs its own identity to sign, and not only to log in. `tags`: whether it pushes a tag. */
export function explainPermissions(permissions: Permissions, { signs, tags }: { readonly signs: boolean; readonly tags: boolean }): Yaml {
  const reasons: Record<string, string> = { ...REASONS, ...signs ? {} : { 'id-token: write': 'log in to a registry' }, ...tags ? { 'contents: write': 'push the tag' } : {} };
  return Object.fromEntries(Object.entries(permissions).map(([scope, access]) => [scope, annotateValue(access, { after: reasons[`${scope}: ${access}`] })]));
}

/** The permissions of a job that calls these jobs: for each scope, the highest access of any of them. */
export function mergePermissions(jobs: Record<string, GithubJob>): Permissions {
  const all: Permissions = {};
  for (const { permissions } of Object.values(jobs)) {
    for (const [scope, access] of Object.entries(permissions)) {
      if (all[scope] !== 'write') all[scope] = access;
    }
  }
  return all;
}
