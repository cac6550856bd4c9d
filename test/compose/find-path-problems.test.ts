import { expect, test } from 'vitest';
import { findDevContainerPathProblems, findPathProblems } from '../../src/compose/find-path-problems';

test.each(['compose.yaml', 'deploy/compose.yml', 'a.yaml'])('%s can be a Compose file', path => {
  expect(findPathProblems(path)).toEqual([]);
});

test.each(['compose', 'compose.yaml.', '.yaml', 'deploy/.yml', 'compose.json'])('%s cannot be a Compose file', path => {
  expect(findPathProblems(path)).toEqual([{
    id: 'compose/path',
    what: `"${path}" does not end in .yaml or .yml.`,
    why: 'Compose files are YAML, and editors know them by that ending.',
    fix: 'Write a path with that ending: "compose.yaml", "deploy/compose.yaml".',
  }]);
});

test.each(['.devcontainer.json', '.devcontainer/devcontainer.json', '.devcontainer/second/devcontainer.json'])('tools find a dev container in %s', path => {
  expect(findDevContainerPathProblems(path)).toEqual([]);
});

test.each(['devcontainer.json', '.devcontainer/a/b/devcontainer.json', '.devcontainer/second.json'])('no tool finds a dev container in %s', path => {
  expect(findDevContainerPathProblems(path)).toEqual([{
    id: 'devcontainer/path',
    what: `"${path}" is not where tools look for a dev container.`,
    why: 'They read .devcontainer/devcontainer.json, .devcontainer.json, and devcontainer.json in a folder of .devcontainer/.',
    fix: 'Write one of these paths: ".devcontainer/second/devcontainer.json".',
  }]);
});
