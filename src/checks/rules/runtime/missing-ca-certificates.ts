import { Severity } from '../../../core';
import type { ImageModel, StageModel } from '../../../plan';
import { Executable, ExecutableFormat, RuntimeNeedKind } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _listNeeds } from '../../support/needs';
import { _findCommand, _listProcesses } from '../../support/processes';
import { _reportUnknownFiles } from '../../support/unknown';

/** https://github.com/golang/go/blob/go1.26.3/src/crypto/x509/root_linux.go; OpenSSL of Debian, Alpine and Fedora has one of them each. */
const FILES = [
  '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/ssl/cert.pem',
];
const DIRECTORIES = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

export const runtimeMissingCaCertificates: _Rule = {
  id: 'runtime/missing-ca-certificates',
  title: 'Programs that use TLS find root certificates',
  severity: Severity.ERROR,
  why: 'Every connection fails: "x509: certificate signed by unknown authority".',
  fix: 'Add CaCertificates to the contents, or set SSL_CERT_FILE to the path of the certificates.',
  check: image => {
    const needs = _listNeeds(image, RuntimeNeedKind.CA_CERTIFICATES);
    if (needs.length === 0) return findUndeclared(image);
    const found = findCertificates(image.result);
    return found === 'yes' ? [] : needs.map(({ placed: { by, entry: { path } }, need: { because } }): RuleFinding => (found === 'unknown'
      ? _reportUnknownFiles(image.result, { by, what: `${path} needs root certificates, and it is not known whether the image has them: it ${because}.` })
      : { by, what: `${path} needs root certificates, and the image has none ${describePlace(image.result)}: it ${because}.` }));
  },
};

/** A program that is started, whose needs are not declared, in an image without certificates: the most common omission. */
function findUndeclared(image: ImageModel): RuleFinding[] {
  const programs = _listProcesses(image).flatMap(({ words: [program], by }) => (
    program === undefined ? [] : [{ by, placed: _findCommand(image.result, program).placed }]
  ));
  const found = programs.find(({ placed }) => isUndeclared(placed?.entry.executable));
  return found === undefined || findCertificates(image.result) !== 'no' ? [] : [{
    by: found.by,
    undecided: true,
    unknown: `the needs of ${found.placed!.entry.path} are not declared`,
    what: `The image has no root certificates, and it is not declared whether ${found.placed!.entry.path} connects over TLS.`,
  }];
}

/** A program other than a shell, for which the commands count. */
function isUndeclared(executable: Executable | undefined): boolean {
  const { format, needs, shellBuiltins, startsItself = false } = executable ?? {};
  return format === ExecutableFormat.ELF && needs === undefined && shellBuiltins === undefined && !startsItself;
}

/** The variables replace the lists: SSL_CERT_FILE all files, SSL_CERT_DIR all directories. */
function findCertificates({ rootfs, config: { environment, variables, _areVariablesKnown } }: StageModel): 'yes' | 'no' | 'unknown' {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: directories } = environment;
  const isEnvironmentKnown = _areVariablesKnown && ['SSL_CERT_FILE', 'SSL_CERT_DIR'].every(name => !variables.includes(name) || environment[name] !== undefined);
  const files = (file ? [file] : FILES).map(path => rootfs.lookup(path));
  const below = (directories ? directories.split(':') : DIRECTORIES).map(path => rootfs.lookup(path));
  const isFilled = (path: string) => rootfs._listBelow(path).next().done === false;
  if (files.some(({ placed }) => placed !== undefined) || below.some(({ placed, path }) => placed !== undefined && isFilled(path))) return 'yes';
  const isOpen = below.some(({ isUnknown, isMissing, path }) => isUnknown || (!isMissing && rootfs.at(`${path}/any`).isUnknown));
  return !isEnvironmentKnown || isOpen || files.some(({ isUnknown }) => isUnknown) ? 'unknown' : 'no';
}

function describePlace({ config: { environment: { SSL_CERT_FILE: file } } }: StageModel): string {
  return file ? `at ${file}, the value of SSL_CERT_FILE` : 'where programs look for them';
}
