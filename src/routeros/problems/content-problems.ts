import { _describeRouterOsRange, _hasRouterOsArgument } from '../../catalog';
import { Problem, _quoteValue } from '../../core';
import type { Deployment } from '../model/deployment';
import { listContainerArguments } from '../scripts/container';

/** An absolute path in the container, each part of which is a name. */
const PLACE = /^(\/(?!\.{1,2}(\/|$))[^\s"\\$,/]+)+$/;

/** Names of variables that hold secrets. */
const SECRET_NAME = /(^|_)(KEY|AUTHKEY|TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIALS?)$/i;
/** Secrets by their form: of Tailscale, GitHub, and private keys. */
const SECRET_VALUE = /tskey-[a-z]+-|gh[pousr]_[A-Za-z0-9]{20}|github_pat_|-----BEGIN [A-Z ]*PRIVATE KEY/;
const SECRET_ARGUMENT = /^--?(auth-?key|token|password|secret)(=.|$)/i;

/** What is wrong with what the container is given: folders, variables, arguments. */
export function findContentProblems(d: Deployment): Problem[] {
  return [...findVolumeProblems(d), ...findSecretProblems(d), ...findTextProblems(d), ...findArgumentProblems(d)];
}

function findVolumeProblems({ volumes, mounts, secrets }: Deployment): Problem[] {
  const paths = mounts.map(({ path }) => path);
  return [
    ...volumes.filter(volume => !paths.includes(volume)).map(volume => ({
      id: 'routeros/volume',
      what: `The image keeps its state in ${volume}, and no folder of the router is mounted there.`,
      why: 'The state would be lost at each update.',
      fix: `Mount a folder: mounts: [{ path: "${volume}" }]; or leave "mounts" out, which mounts one for each volume.`,
    })),
    ...mounts.filter(({ path, folder }, i) => (
      !PLACE.test(path) || paths.indexOf(path) < i || mounts.findIndex(each => each.folder === folder) < i
    )).map(({ path, folder }) => ({
      id: 'routeros/mount',
      what: `The mount of ${_quoteValue(folder)} at ${_quoteValue(path)} is not an absolute path without blanks, or one of the two appears twice.`,
      why: 'Each folder of the router is mounted at one place.',
      fix: 'Write: mounts: [{ path: "/var/lib/app", folder: "state" }].',
    })),
    ...secrets.filter(({ path }, i) => path !== undefined && (
      !PLACE.test(path) || !mounts.some(mount => path.startsWith(`${mount.path}/`)) || secrets.findIndex(each => each.path === path) < i
    )).map(({ path }) => ({
      id: 'routeros/secret-place',
      what: `The secret ${_quoteValue(path!)} is not below a mounted folder, or appears twice.`,
      why: 'The router can write only files that are its own.',
      fix: `Place it below one of: ${paths.join(', ') || 'a mount, which is to be declared'}.`,
    })),
  ];
}

function findSecretProblems({ environment, cmd, login }: Deployment): Problem[] {
  const open = [
    ...Object.entries(environment).filter(([name, value]) => SECRET_NAME.test(name) || SECRET_VALUE.test(value)).map(([name]) => `The variable ${name} holds`),
    ...cmd.filter(word => SECRET_ARGUMENT.test(word) || SECRET_VALUE.test(word)).map(word => `The argument ${word.replace(/=.*/, '=…').replace(SECRET_VALUE, '…')} is`),
  ];
  return [
    ...open.map(each => describeSecret(each, 'secrets: [RouterOsSecret.file("/var/lib/tailscale/authkey", "Auth key")]')),
    ...!SECRET_VALUE.test(login?.username ?? '') ? [] : [
      describeSecret('The name of the user at the registry is', 'registryLogin: RouterOsRegistryLogin.ask("acme-bot", "Token of acme-bot")'),
    ],
  ];
}

function describeSecret(where: string, option: string): Problem {
  return {
    id: 'routeros/secret',
    what: `${where} a secret in plain text.`,
    why: 'It would be in the repository, in the scripts, and in each export of the router\'s configuration.',
    fix: `Let the installation ask for it: ${option}.`,
  };
}

function findTextProblems({ environment, cmd, secrets, healthcheck, login, nextSteps, network }: Deployment): Problem[] {
  const lines = [
    ...Object.values(environment), ...secrets.map(({ question }) => question), healthcheck?.command ?? '', login?.question ?? '', network.bridge ?? '',
    ...nextSteps.flatMap(({ description, command = '' }) => [description, command]),
  ];
  const names = [...Object.keys(environment), ...secrets.flatMap(({ variable }) => variable ?? [])];
  return [
    ...names.filter((name, i) => !/^[A-Za-z_]\w*$/.test(name) || names.indexOf(name) < i).map(name => ({
      id: 'routeros/variable',
      what: `${_quoteValue(name)} is not the name of a variable, or appears twice.`,
      why: 'The container would not get it.',
      fix: 'Use letters, digits and "_", and each name once.',
    })),
    ...lines.filter(text => /\p{Cc}/u.test(text)).map(text => ({
      id: 'routeros/text',
      what: `${_quoteValue(text)} has a line break or another control character.`,
      why: 'RouterOS shows and stores such values on one line.',
      fix: 'Write it on one line.',
    })),
    ...cmd.filter(word => word === '' || /[\s"'\\]/.test(word)).map(word => ({
      id: 'routeros/command',
      what: `The argument ${_quoteValue(word)} has a blank, a quote or a backslash, or is empty.`,
      why: 'RouterOS splits `cmd=` at blanks, and how it reads quotes is not documented.',
      fix: 'Pass it in a variable of the environment, or in a file.',
    })),
  ];
}

/** What was asked for and the oldest version does not have. What the deployment chooses by itself follows the version. */
function findArgumentProblems(d: Deployment): Problem[] {
  const missing = Object.entries(listContainerArguments(d, d.version)).filter(([name, value]) => value !== undefined && !_hasRouterOsArgument('/container/add', name, d.version));
  return missing.map(([name]) => ({
    id: 'routeros/argument',
    what: `/container/add of RouterOS ${d.version} has no ${name}=.`,
    why: 'RouterOS refuses a whole script for one argument that it does not know.',
    fix: `It is there ${_describeRouterOsRange('/container/add', name)}: declare that as the oldest version, or leave the option out.`,
  }));
}
