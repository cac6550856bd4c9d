import { Project } from 'projen';
import { _setRegistry } from '../image';
import { rememberDeclaration } from './late';
import { _Synthesis } from './synthesis';

_setRegistry({
  writes: root => Project.isProject(root),
  registered: construct => _Synthesis.ensure(construct),
  declared: rememberDeclaration,
});
