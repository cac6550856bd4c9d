import { _onRegistered } from '../image';
import { _Synthesis } from './synthesis';

_onRegistered(construct => _Synthesis.ensure(construct));
