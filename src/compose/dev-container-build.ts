import { posix } from 'node:path';
import { checkLiteral, printLocalPath, printLocalVariable } from './dev-container-variables';
import { Places, findRelative } from './paths';
import { _removeEmpty } from '../core';
import { _quoteCsvField } from '../dockerfile';
import type { BuildInputs, ContainerImage } from '../image';
import type { RepositoryPlan } from '../plan';

/**
 * How a dev container is built: the fields of `docker build`.
 *
 * @param stage name of the stage; undefined for the whole image
 * @param file `devcontainer.json`, from the root of the repository
 */
export function describeBuild(declared: ContainerImage, stage: string | undefined, file: string, plan: RepositoryPlan): object {
  const image = plan.imageOf(declared);
  const { buildArgs = {}, cacheFrom = [] } = image.inputs;
  const relative = (path: string) => findRelative(file, path);
  const args = {
    ...Object.fromEntries(image.requiredArgs.map(name => [name, printLocalVariable(name)])),
    ...Object.fromEntries(Object.entries(buildArgs).map(([name, value]) => [name, checkLiteral(value)])),
  };
  const options = listOptions(image.inputs, { relative, pathOf: path => plan.pathOf(declared, path) });
  return _removeEmpty({
    dockerfile: checkLiteral(relative(image.dockerfile)),
    context: checkLiteral(relative(image.context)),
    target: stage,
    args: Object.keys(args).length === 0 ? undefined : args,
    options: options.length === 0 ? undefined : options,
    cacheFrom: cacheFrom.length === 0 ? undefined : cacheFrom.map(cache => checkLiteral(cache._print(false))),
  });
}

/** The options of `docker build` that `devcontainer.json` has no fields for. A path of the machine starts in the folder of the repository. */
function listOptions({ secrets = {}, ssh = {}, contexts = {} }: BuildInputs, places: Places): string[] {
  const local = (path: string) => (/^~?\//.test(path) ? printLocalPath(path) : posix.join(ROOT, checkLiteral(places.pathOf(path))));
  return [
    ...Object.entries(secrets).map(([id, { variable, path }]) => (
      path === undefined ? `--secret=id=${id},env=${variable!}` : `--secret=${_quoteCsvField(`id=${id}`)},${_quoteCsvField(`src=${local(path)}`)}`
    )),
    ...Object.entries(ssh).map(([id, { path }]) => (path === undefined ? `--ssh=${id}` : `--ssh=${id}=${local(path)}`)),
    ...Object.entries(contexts).flatMap(([name, { path, reference, layout, layoutImage }]) => (
      path !== undefined ? [`--build-context=${name}=${local(path)}`] : reference !== undefined ? [`--build-context=${name}=docker-image://${reference}`]
        : layout !== undefined ? [`--build-context=${name}=oci-layout://${local(layout)}${checkLiteral(layoutImage!.slice(layout.length))}`] : []
    )),
  ];
}

/** The folder of the repository on the machine. */
const ROOT = '${localWorkspaceFolder}';
