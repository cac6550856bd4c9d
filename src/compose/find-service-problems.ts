import type { ComposeService } from './compose-service';
import { Problem, _findOwn, _quoteValue, _suggestNearest } from '../core';

/** Checks the names of services, and that they can start in some order. */
export function findServiceProblems(services: Readonly<Record<string, ComposeService>>): Problem[] {
  const names = Object.keys(services);
  if (names.length === 0) {
    return [{ id: 'compose/no-service', what: 'The Compose file has no service.', why: 'It would start nothing.', fix: 'Pass at least one: services: { web: ComposeService.of(image) }.' }];
  }
  return [
    ...names.filter(name => !/^[a-z0-9][a-z0-9_-]{0,62}$/.test(name)).map(name => ({
      id: 'compose/service',
      what: `${_quoteValue(name)} cannot be the name of a service.`,
      why: 'It is the name by which other containers find the service, and a part of the names of its containers.',
      fix: 'Use at most 63 lower-case letters, digits, "_" and "-", and begin with a letter or digit.',
    })),
    ...names.flatMap(name => (services[name]._options.dependsOn ?? []).filter(other => !names.includes(other)).map(other => ({
      id: 'compose/depends-on',
      what: `The service ${_quoteValue(name)} depends on ${_quoteValue(other)}, which is not declared.${_suggestNearest(other, names)}`,
      why: 'Compose would reject the file.',
      fix: `Declare the service, or choose from: ${names.join(', ')}.`,
    }))),
    ...names.filter(name => findCycle(name, services) !== undefined).slice(0, 1).map(name => ({
      id: 'compose/depends-on',
      what: `The services wait for one another: ${findCycle(name, services)!.join(' → ')}.`,
      why: 'Compose would reject the file: none of them could start first.',
      fix: 'Remove one of these dependencies.',
    })),
  ];
}

/** The shortest way from a service back to itself; undefined if there is none. */
function findCycle(start: string, services: Readonly<Record<string, ComposeService>>): string[] | undefined {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const other of _findOwn(services, way[way.length - 1])?._options.dependsOn ?? []) {
      if (other === start) return [...way, other];
      if (!seen.has(other)) ways.push([...way, other]);
      seen.add(other);
    }
  }
  return undefined;
}
