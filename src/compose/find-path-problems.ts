import { Problem, _quoteValue } from '../core';

/** Reports a file that no editor would take for a Compose file. */
export function findPathProblems(path: string): Problem[] {
  return /[^/]\.ya?ml$/.test(path) ? [] : [{
    id: 'compose/path',
    what: `${_quoteValue(path)} does not end in .yaml or .yml.`,
    why: 'Compose files are YAML, and editors know them by that ending.',
    fix: 'Write a path with that ending: "compose.yaml", "deploy/compose.yaml".',
  }];
}

/**
 * Reports a file that tools would not find.
 *
 * @see https://containers.dev/implementors/spec/#devcontainerjson
 */
export function findDevContainerPathProblems(path: string): Problem[] {
  return /^(?:\.devcontainer\.json|\.devcontainer\/(?:[^/]+\/)?devcontainer\.json)$/.test(path) ? [] : [{
    id: 'devcontainer/path',
    what: `${_quoteValue(path)} is not where tools look for a dev container.`,
    why: 'They read .devcontainer/devcontainer.json, .devcontainer.json, and devcontainer.json in a folder of .devcontainer/.',
    fix: 'Write one of these paths: ".devcontainer/second/devcontainer.json".',
  }];
}
