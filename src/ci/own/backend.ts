import { describeOutline } from './outline';
import { _listOf, _problem, _withoutEmpty } from '../../core';
import { _outputFile } from '../../plan';
import type { ForgeBackend } from '../forge-backend';
import { createScriptBackend } from '../forges/script/backend';
import type { PipelineScriptOptions } from '../forges/script/options';
import type { OwnForge } from '../own-forge';
import { findUnsupportedLogins } from '../unsupported-logins';

/** What the code of a team returns, which nothing else checks. */
const files = _listOf(_withoutEmpty(_outputFile));
const problems = _listOf(_withoutEmpty(_problem));

/** The script, and the files of a forge of a team that calls it. */
export function createOwnBackend(forge: OwnForge, options: PipelineScriptOptions): ForgeBackend {
  const place = `The answer of ${forge.name}`;
  const script = createScriptBackend(options);
  return {
    name: forge.name,
    factory: 'own',
    draw: pipeline => {
      const { problems: found, ...drawing } = script.draw(pipeline);
      return { ...drawing, problems: [...found, ...findUnsupportedLogins(forge.name, pipeline, 'secrets of the forge', name => name)] };
    },
    renderMore: (pipeline, marker) => files(forge.renderFiles(describeOutline(pipeline, options, marker)), place),
    findMore: (pipeline, marker) => problems(forge.findProblems(describeOutline(pipeline, options, marker)), place),
  };
}
