import { Project } from 'projen';
import { _onRegistered } from '../image';
import { _Synthesis } from './synthesis';

_onRegistered({ writes: root => Project.isProject(root), registered: construct => _Synthesis.ensure(construct) });
