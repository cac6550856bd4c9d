import { CaCertificates, ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import type { StageModel } from '../../plan';
import { RuntimeNeed, RuntimeNeedKind } from '../../rootfs';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../examples';
import { _needs } from '../needs';
import type { RuleFinding, _Rule } from '../rule';
import { _unknownFiles } from '../unknown';

/** https://github.com/golang/go/blob/go1.26.3/src/crypto/x509/root_linux.go; OpenSSL of Debian, Alpine and Fedora has one of them each. */
const FILES = [
  '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/ssl/cert.pem',
];
const DIRECTORIES = ['/etc/ssl/certs', '/etc/pki/tls/certs'];
const EXAMPLE = exampleProgram('/bin/app').withExecutable({ ...exampleProgram('/bin/app').executable!, needs: [RuntimeNeed.caCertificates('asks a web service')] });

export const missingCaCertificates: _Rule = {
  id: 'runtime/missing-ca-certificates',
  title: 'Who connects with TLS finds root certificates',
  severity: Severity.ERROR,
  why: 'Every connection fails: "x509: certificate signed by unknown authority".',
  fix: 'Put CaCertificates into the contents, or set SSL_CERT_FILE to where they are.',
  check: image => {
    const needs = _needs(image, RuntimeNeedKind.CA_CERTIFICATES);
    const found = needs.length === 0 ? 'yes' : certificates(image.result);
    return found === 'yes' ? [] : needs.map(({ placed: { by, entry: { path } }, need: { because } }): RuleFinding => (found === 'unknown'
      ? _unknownFiles(image.result, { by, what: `${path} needs root certificates, and it is not known whether the image has them: it ${because}.` })
      : { by, what: `${path} needs root certificates, and the image has none where ${looksAt(image.result)}: it ${because}.` }));
  },
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [EXAMPLE])], entrypoint: ['/bin/app'] }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [EXAMPLE]), new CaCertificates(image, 'Certificates', { base: EXAMPLE_BASE })],
    entrypoint: ['/bin/app'],
  }),
};

/** Variables take the place of the lists: a file for all files, directories for all directories. */
function certificates({ rootfs, config: { environment, variables, _areVariablesKnown } }: StageModel): 'yes' | 'no' | 'unknown' {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: directories } = environment;
  const isSaid = _areVariablesKnown && ['SSL_CERT_FILE', 'SSL_CERT_DIR'].every(name => !variables.includes(name) || environment[name] !== undefined);
  const files = (file ? [file] : FILES).map(path => rootfs.lookup(path));
  const below = (directories ? directories.split(':') : DIRECTORIES).map(path => rootfs.lookup(path));
  const isFilled = (path: string) => rootfs.entries.some(({ entry }) => entry.path.startsWith(`${path}/`));
  if (files.some(({ placed }) => placed !== undefined) || below.some(({ placed, path }) => placed !== undefined && isFilled(path))) return 'yes';
  const isOpen = below.some(({ isUnknown, isMissing, path }) => isUnknown || (!isMissing && rootfs.at(`${path}/any`).isUnknown));
  return !isSaid || isOpen || files.some(({ isUnknown }) => isUnknown) ? 'unknown' : 'no';
}

function looksAt({ config: { environment: { SSL_CERT_FILE: file } } }: StageModel): string {
  return file ? `SSL_CERT_FILE says, ${file}` : 'programs look for them';
}
