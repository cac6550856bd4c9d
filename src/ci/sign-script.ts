import { _quoteShellWord } from '../core';
import type { PipelineSigning } from './pipeline';

/**
 * Prints a script that signs `$IMAGE@$DIGEST`, with cosign 3, which is logged in. With a key, it reads that and its password from the environment;
 * the configuration names no service, so nothing is published elsewhere.
 *
 * @param key name of the variable with the private key
 * @param password name of the variable with its password
 * @see https://docs.sigstore.dev/cosign/signing/signing_with_containers/
 */
export function printSignScript({ by }: PipelineSigning, key: string = 'COSIGN_PRIVATE_KEY', password: string = 'COSIGN_PASSWORD'): string {
  const opened = password === 'COSIGN_PASSWORD' ? '' : `COSIGN_PASSWORD=$${password} `;
  return by === 'identity' ? `set -eu
cosign sign --yes "$IMAGE@$DIGEST"
` : `set -eu
cosign signing-config create | ${opened}cosign sign --yes --key env://${key} --signing-config /dev/stdin "$IMAGE@$DIGEST"
`;
}

/** Names of the secrets that signing needs. */
export function listSigningSecrets(signing: PipelineSigning): string[] {
  return signing.by === 'key' ? [signing.key, signing.password] : [];
}

/** Who signs without a key, as the certificate says. */
export interface Signer {
  /** A regular expression of Go, as cosign takes it. */
  readonly identity: string;
  readonly issuer: string;
}

/** Tells in a comment how to verify a release. */
export function describeSignatureCheck(signing: PipelineSigning, reference: string, signer: Signer | undefined): string[] {
  const options = signing.by === 'key'
    ? '--key cosign.pub --insecure-ignore-tlog'
    : `--certificate-identity-regexp ${quoteExpression(signer?.identity ?? '')} --certificate-oidc-issuer ${signer?.issuer}`;
  return ['', 'To verify the signature of a release:', `  cosign verify ${options} ${reference}`];
}

/** In single quotes if that is possible: easier to read, with these characters. */
function quoteExpression(expression: string): string {
  return expression.includes("'") ? _quoteShellWord(expression) : `'${expression}'`;
}

/** A text in a regular expression. */
export function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
