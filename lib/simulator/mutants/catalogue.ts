import { Catalogue } from '../switches/switches'
import type { Mutant } from './mutant'

/** Every mutant there is, one file per component. */
export const mutants = new Catalogue<Mutant>('mutant', [])
