import { Catalogue } from '../switches/switches'
import { cliMutants } from './cli-mutants'
import { clusterMutants } from './cluster-mutants'
import { ctrmgrdMutants } from './ctrmgrd-mutants'
import { joiningMutants } from './joining-mutants'
import { kubeletMutants } from './kubelet-mutants'
import { leavingMutants } from './leaving-mutants'
import { gnoiMutants } from './gnoi-mutants'
import { sidecarMutants } from './sidecar-mutants'
import type { Mutant } from './mutant'
import { pullMutants } from './pull-mutants'
import { schedulingMutants } from './scheduling-mutants'
import { undoMutants } from './undo-mutants'
import { upgradeMutants } from './upgrade-mutants'

/** Every mutant there is, one file per component. */
export const mutants = new Catalogue<Mutant>('mutant', [
  ...clusterMutants,
  ...schedulingMutants,
  ...kubeletMutants,
  ...joiningMutants,
  ...leavingMutants,
  ...pullMutants,
  ...ctrmgrdMutants,
  ...cliMutants,
  ...sidecarMutants,
  ...gnoiMutants,
  ...upgradeMutants,
  ...undoMutants,
])
