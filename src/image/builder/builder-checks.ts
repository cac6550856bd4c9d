import type { KubernetesBuilderOptions, RemoteBuilderNode } from './builder-options';
import { type Platform, _findReferenceProblem, _hasHidden, _quoteValue, _refuse } from '../../core';

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const TCP = /^tcp:\/\/(?:\[[0-9A-Fa-f:]+\]|([^/:]+)):(\d{1,5})$/;
const UNIX = /^unix:\/\/(?:\/[\w.-]+)+$/;

/** A label of Kubernetes: an optional domain, and a name. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
const LABEL_NAME = '[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?';
const LABEL_KEY = new RegExp(`^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?${LABEL_NAME}$`);
const LABEL_VALUE = new RegExp(`^(?:${LABEL_NAME})?$`);
/** The name of a namespace or of a service account. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Checks the nodes of a remote builder. */
export function checkNodes(nodes: readonly RemoteBuilderNode[]): void {
  if (nodes.length === 0) refuse('builder/nodes', 'The builder has no node', 'Nothing would build.', 'Pass at least one: [{ endpoint, platforms }].');
  nodes.forEach(checkNode);
  refuseRepeated('endpoint', nodes.map(({ endpoint }) => endpoint));
  for (const { endpoint, platforms } of nodes) refuseTwice(`The node ${endpoint}`, platforms);
  refuseRepeated('platform', nodes.flatMap(({ platforms }) => platforms.map(({ name }) => name)));
}

function checkNode({ endpoint, platforms, serverName, certificates }: RemoteBuilderNode): void {
  const [isTcp, host, port] = TCP.exec(endpoint) ?? [];
  const isAddress = isTcp === undefined ? UNIX.test(endpoint) : (host === undefined || HOST.test(host)) && Number(port) >= 1 && Number(port) <= 65535;
  if (!isAddress) {
    refuse('builder/endpoint', `${_quoteValue(endpoint)} is not the address of a daemon of BuildKit`, 'buildx would not find it.',
      'Write "tcp://host:port", or "unix:///path/of/the/socket" on the same machine.');
  }
  if (platforms.length === 0) {
    refuse('builder/nodes', `The node ${endpoint} has no platform`, 'Nothing would be built there.', 'Name the platforms that its machine runs: platforms: [Platform.LINUX_ARM64].');
  }
  if (isTcp === undefined && (serverName !== undefined || certificates !== undefined)) {
    refuse('builder/certificates', `The node ${endpoint} has certificates or a server name`, 'A socket of the same machine is opened without them.', 'Remove them.');
  }
  if (serverName !== undefined && !HOST.test(serverName)) {
    refuse('builder/certificates', `${_quoteValue(serverName)} is not the name of a host`, 'No certificate is valid for it.', 'Write the host name in the certificate of the daemon.');
  }
}

/** Checks a directory of certificates. */
export function checkDirectory(directory: string): string {
  if (/^~?\/./.test(directory) && !/[\0-\x1f\x7f",]/.test(directory) && !_hasHidden(directory)) return directory;
  return refuse('builder/certificates', `${_quoteValue(directory)} is not a directory for certificates`,
    'buildx needs an absolute path, and a private key must not be in the repository.', 'Write an absolute path, or one below the home directory: "~/.config/buildkit".');
}

/** Checks the options of a builder in Kubernetes. */
export function checkKubernetes({ namespace, replicas, cpus, nodeSelector = {}, serviceAccount, platforms = [] }: KubernetesBuilderOptions): void {
  refuseTwice('The builder', platforms);
  for (const [option, name] of [['namespace', namespace], ['serviceAccount', serviceAccount]] as const) {
    if (name !== undefined && !NAME.test(name)) {
      refuse('builder/kubernetes', `${option} is ${_quoteValue(name)}`, 'Kubernetes would refuse it.', 'Use at most 63 lower-case letters, digits and dashes.');
    }
  }
  for (const [key, value] of Object.entries(nodeSelector)) {
    if (!LABEL_KEY.test(key) || !LABEL_VALUE.test(value)) {
      refuse('builder/kubernetes', `${_quoteValue(`${key}=${value}`)} is not a label`, 'No machine of the cluster can have it.', 'Write a label as kubectl shows it: nodeSelector: { "example.com/pool": "builds" }.');
    }
    if (key === ARCHITECTURE && platforms.length > 0) {
      refuse('builder/kubernetes', `nodeSelector has ${ARCHITECTURE}, and there are platforms`, 'Each platform chooses machines of its own architecture.', `Remove ${ARCHITECTURE}, or platforms.`);
    }
  }
  if (replicas !== undefined && !(Number.isSafeInteger(replicas) && replicas >= 1)) {
    refuse('builder/kubernetes', `replicas is ${replicas}`, 'It is a number of pods.', 'Write a whole number, 1 or more.');
  }
  if (cpus !== undefined && !(cpus >= 0.001 && cpus <= 10_000)) {
    refuse('builder/kubernetes', `cpus is ${cpus}`, 'It is a number of cores.', 'Write a number between 0.001 and 10000.');
  }
}

/** The label of a machine in Kubernetes that is its architecture, under Go's name. */
export const ARCHITECTURE = 'kubernetes.io/arch';

/** Checks the image of BuildKit. */
export function checkImage(image: string): string {
  const problem = _findReferenceProblem(image);
  return problem === undefined ? image : refuse('builder/image', `${_quoteValue(image)} is not the reference of an image`, 'BuildKit could not be started.',
    'Write name:tag@sha256:…, as versions.imagePin("buildkit").ref does.');
}

/** Checks the name of a builder of Docker Build Cloud. */
export function checkCloudName(name: string): string {
  if (/^[a-z0-9]{2,64}\/[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?$/.test(name)) return name;
  return refuse('builder/cloud', `${_quoteValue(name)} is not the name of a cloud builder`, 'buildx would not find it.', 'Write the organization and the name of the builder: "acme/default".');
}

/** Checks the id of a Depot project. */
export function checkProjectId(id: string): string {
  if (/^[A-Za-z0-9]{1,64}$/.test(id)) return id;
  return refuse('builder/depot', `${_quoteValue(id)} is not the id of a Depot project`, 'Depot would not find it.', 'Write the id that the settings of the project show, e.g. "1234567890".');
}

function refuseRepeated(what: string, values: readonly string[]): void {
  const repeated = values.find((value, i) => values.indexOf(value) !== i);
  if (repeated === undefined) return;
  refuse('builder/nodes', `Two nodes have the ${what} ${repeated}`, 'buildx would use the first one only.', `Give each ${what} to one node.`);
}

function refuseTwice(who: string, platforms: readonly Platform[]): void {
  const names = platforms.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) refuse('builder/nodes', `${who} has the platform ${twice} twice`, 'Once is enough.', 'Remove one of the two.');
}

function refuse(id: string, what: string, why: string, fix: string): never {
  return _refuse({ id, what: `${what}.`, why, fix });
}
