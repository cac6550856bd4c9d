import type { ComposeServiceOptions } from './compose-service-options';
import { requireVariable } from './interpolation';
import { nameVolume, readMount } from './mounts';
import { Command, Healthcheck } from '../dockerfile';
import type { PlannedImage, StageModel } from '../plan';
import type { Yaml } from '../yaml';

/** How the container of a service runs: the settings of the image, and the options that replace them. */
export function createRuntimeFields(name: string, image: PlannedImage | undefined, options: ComposeServiceOptions): Record<string, Yaml | undefined> {
  const { command, passedEnvironment = [], ports, volumes = [] } = options;
  const passed = Object.fromEntries(passedEnvironment.map(each => [each, requireVariable(each)]));
  const environment = { ...listVariables(image), ...options.environment, ...passed };
  const mounted = volumes.map(each => readMount(each).target);
  const isFree = (path: string) => !mounted.includes(path);
  const mounts: Yaml[] = [
    ...(image?.config.volumes ?? []).filter(isFree).map(target => ({ type: 'volume', source: nameVolume(name, target), target })),
    ...listTemporary(image).filter(isFree).map(target => ({ type: 'tmpfs', target })),
    ...volumes,
  ];
  const published = ports ?? (image?.config.exposedPorts ?? []).map(publishPort);
  return {
    command: command && [...command],
    user: image?.config.user,
    environment: Object.keys(environment).length === 0 ? undefined : environment,
    ports: published.length === 0 ? undefined : published,
    volumes: mounts.length === 0 ? undefined : mounts,
    healthcheck: describeHealthcheck(findHealthcheck(image?.models[0]?.result)),
    stop_signal: image?.config.stopSignal,
  };
}

/** The named volumes of a service. */
export function listNamedVolumes(name: string, image: PlannedImage | undefined, { volumes = [] }: ComposeServiceOptions): string[] {
  const mounts = volumes.map(readMount);
  const own = (image?.config.volumes ?? []).filter(path => mounts.every(({ target }) => target !== path)).map(path => nameVolume(name, path));
  return [...own, ...mounts.filter(({ isNamed }) => isNamed).map(({ source }) => source)];
}

/** The variables that the image itself declares, as far as they are known. That of the program search is the image's own. */
function listVariables(image: PlannedImage | undefined): Record<string, string> {
  const { config } = image ?? {};
  return Object.fromEntries(Object.entries(config?.environment ?? {}).filter(([key]) => (
    key !== 'PATH' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && config!._declares(key)
  )));
}

function listTemporary(image: PlannedImage | undefined): string[] {
  return [...image?.models[0]?._temporaryDirectories ?? []];
}

/** A port that is reachable only from this machine. Docker would open it in the firewall otherwise. */
function publishPort(port: string): string {
  return `127.0.0.1:${port.replace(/\/.*/, '')}:${port.toLowerCase()}`;
}

/** The last one of the stage, or of those that it continues. */
export function findHealthcheck(stage: StageModel | undefined): Healthcheck | undefined {
  if (stage === undefined) return undefined;
  const nodes = stage.steps.map(({ node }) => node).filter((node): node is Healthcheck => node instanceof Healthcheck);
  return nodes.at(-1) ?? findHealthcheck(stage.basedOn);
}

function describeHealthcheck(check: Healthcheck | undefined): Yaml | undefined {
  if (check === undefined) return undefined;
  if (check.test === undefined) return { disable: true };
  const { interval, timeout, startPeriod, startInterval, retries } = check;
  return { test: listTest(check.test), interval, timeout, start_period: startPeriod, start_interval: startInterval, retries };
}

function listTest(test: Command): string[] {
  return test.isShell ? ['CMD-SHELL', test.text!] : ['CMD', ...test.argv];
}
