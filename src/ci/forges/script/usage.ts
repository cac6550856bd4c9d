import { describeCommands } from './commands';
import type { ScriptPlan } from './plan';
import { PLACES, listStepSecrets } from '../../extra-steps';
import { findSecretName } from '../../secret-name';
import { listSigningSecrets } from '../../sign-script';

/** The function that prints the help. */
export function printUsage(plan: ScriptPlan, path: string): string {
  const { images, releases, isNamed, attach, isArchived, scan, sign, pipeline: { registry, further, reads } } = plan;
  const variables = new Map([
    ['BUILDX_BUILDER', 'the builder; without it, one is made with the pinned BuildKit'],
    ['REMOTE', 'the remote of git, for tags; without it, origin'],
    ...(images.some(({ cache }) => cache !== undefined) ? [['WRITE_CACHE', 'anything, to keep the layers of a build in the registry, after a login'] as const] : []),
    ...images.flatMap(({ inputs }) => inputs.secrets).map((secret): [string, string] => [
      findSecretName(secret), `a secret of a build${secret.isRequired ? ', which needs it' : ''}`,
    ]),
    ...images.flatMap(({ steps }) => listStepSecrets(steps, PLACES)).map((name): [string, string] => [name, 'a secret of a step']),
    ...(sign === undefined ? [] : listSigningSecrets(sign.signing)).map((name): [string, string] => [name, 'a secret of the signature']),
    ...images.some(({ inputs }) => inputs.ssh.length > 0) ? [['SSH_AUTH_SOCK', 'the SSH agent with the keys of a build'] as const] : [],
  ]);
  const commands = describeCommands(plan).map(({ name, takes, help }) => `  ${`${name} ${takes}`.trim()}\n${help.map(line => `      ${line}\n`).join('')}`);
  return `usage() {
  cat <<'END'
Usage: ${path} COMMAND …

Commands:
${commands.join('')}
Images: ${images.map(({ name }) => name).join(', ')}. Without IMAGE, all of them${isNamed ? ', or those of the RELEASE, which is a git tag' : ''}.
${isNamed ? `Releases: ${releases.map(each => `${each.pattern} of ${each.images.join(', ')}`).join('; ')}.\n` : ''}
It needs docker with buildx, git and npx; and QEMU for builds that run programs of other platforms${sign === undefined ? '' : '; and cosign 3, to sign'}${scan === undefined ? '' : '; and Grype, to scan'}${attach === undefined ? '' : '; and Syft and ORAS, for the lists of contents'}${isArchived ? '; and skopeo, for the archives' : ''}.
Log in before publish, ${sign === undefined ? '' : 'sign, '}${isArchived ? 'archive, ' : ''}smoke, promote, release and rollback: docker login ${[registry, ...further.map(({ host }) => host)].join(', docker login ')}
${reads.length === 0 ? '' : `Log in before build, publish and release, to read the bases: docker login ${reads.map(({ host }) => host).join(', docker login ')}\n`}
Environment:
${[...variables].map(([name, meaning]) => `  ${name.padEnd(16)}${name.length > 15 ? ' ' : ''}${meaning}\n`).join('')}
Exit codes: 0 done, 64 wrong arguments, others: failed.
END
}
`;
}
