import { trialsOfDut } from './dut-trials'
import { trialsOfFeatures } from './feature-trials'
import { trialsOfFiles } from './file-trials'
import { trialsOfRegistry } from './registry-trials'
import { trialsOfSidecars } from './sidecar-trials'
import { type Trial } from './trial'
import { trialsOfVmhost } from './vmhost-trials'

/** In these files changes are defined; a change that is in another one is not tried here yet. */
export const filesOfChanges: readonly string[] = [
  'lib/cluster/api-undo.ts',
  'lib/cluster/cert-manager.ts',
  'lib/cluster/forward-proxy.ts',
  'lib/cluster/lock-files.ts',
  'lib/cluster/minikube-binary.ts',
  'lib/cluster/minikube-manager.ts',
  'lib/cluster/namespace-change.ts',
  'lib/dut/docker/docker-registry.ts',
  'lib/dut/dut-kube-config.ts',
  'lib/dut/features/feature-undo.ts',
  'lib/dut/features/feature.ts',
  'lib/dut/features/hand-over-waits.ts',
  'lib/dut/join/join-traces.ts',
  'lib/host/file-changes.ts',
  'lib/kubelet/kubelet-traces.ts',
  'lib/lifecycle/on-machine/incumbent-marker.sh.ts',
  'lib/lifecycle/journal/undone-now.ts',
  'lib/sidecar/client-certificates.ts',
  'lib/sidecar/sidecar-undo.ts',
  'lib/sidecar/sidecar.ts',
]

/** Every kind of change, with what others may do meanwhile where that matters. */
export const trials = async (): Promise<readonly Trial[]> => [
  ...trialsOfFiles,
  ...(await trialsOfDut()),
  ...(await trialsOfFeatures()),
  ...(await trialsOfRegistry()),
  ...(await trialsOfSidecars()),
  ...(await trialsOfVmhost()),
]
