import { describeOutline } from './outline';
import type { OutputFile } from '../../plan';
import type { ForgeBackend } from '../forge-backend';
import { createScriptBackend } from '../forges/script/backend';
import type { PipelineScriptOptions } from '../forges/script/options';
import type { OwnForge } from '../own-forge';
import { findUnsupportedLogins } from '../unsupported-logins';

/** The script, and the files of a forge of a team that calls it. */
export function createOwnBackend(forge: OwnForge, options: PipelineScriptOptions): ForgeBackend {
  const script = createScriptBackend(options);
  return {
    name: forge.name,
    factory: 'own',
    draw: pipeline => {
      const { problems, ...drawing } = script.draw(pipeline);
      return { ...drawing, problems: [...problems, ...findUnsupportedLogins(forge.name, pipeline, 'secrets of the forge', name => name)] };
    },
    renderMore: (pipeline, marker) => [...forge.renderFiles(describeOutline(pipeline, options, marker))].map((file): OutputFile => ({ ...file })),
    findMore: (pipeline, marker) => [...forge.findProblems(describeOutline(pipeline, options, marker))],
  };
}
