import type { ScriptPlan } from './plan';
import { printFunction } from './text';
import { findRepository, hasOtherPaths } from '../../repositories';

/** The address of the image in `$registry`, as a value of the script. */
export function printAddress(plan: ScriptPlan): string {
  return listOthers(plan).length === 0 ? '$registry/$REPOSITORY' : '$(find_address "$registry")';
}

/** The function that prints the address of the image in a registry, if any image has another path in one of them. */
export function renderAddressFunction(plan: ScriptPlan): string[] {
  const others = listOthers(plan);
  return others.length === 0 ? [] : [printFunction('find_address', `case "$NAME $1" in
${others.map(({ name, host, path }) => `  '${name} ${host}') echo ${host}/${path} ;;\n`).join('')}  *) echo "$1/$REPOSITORY" ;;
esac
`, 'Prints the address of the image in a registry: find_address REGISTRY')];
}

/** Hosts, names and paths have none but plain characters. */
function listOthers({ images, pipeline: { further } }: ScriptPlan): { name: string; host: string; path: string }[] {
  return further.filter(registry => hasOtherPaths(images, registry)).flatMap(({ host }) => images
    .filter(image => findRepository(image, host) !== image.repository)
    .map(image => ({ name: image.name, host, path: findRepository(image, host) })));
}
