import { recordApiUndo } from '../../lib/cluster/api-undo'
import { parseKubernetesVersion } from '../../lib/cluster/kubernetes-version'
import { lockFilesOpened } from '../../lib/cluster/lock-files'
import { provideMinikube } from '../../lib/cluster/minikube-binary'
import { keepBeforeStart, noteAfterStart, undoOfStart } from '../../lib/cluster/minikube-undo'
import { root } from '../../lib/host/command'
import { type Host } from '../../lib/host/host'
import { kubeletTraces } from '../../lib/kubelet/kubelet-traces'
import { type Change } from '../../lib/host/change'
import { markerSet } from '../../lib/lifecycle/on-machine/incumbent-marker.sh'
import { type ClusterSpec, type VmhostSpec } from '../../lib/testbed/testbed'
import { changesOf } from './changes-of'
import { kernel, kubeletWasHere, netStays } from './kubelet-was-here'
import { type Trial } from './trial'

const installed = '/usr/local/sbin/minikube'
const vmhost = { address: '10.250.0.1', proxy: null } as unknown as VmhostSpec
const cluster = {
  profile: 'kubesonic',
  cache: 'keep',
  existing: true,
  minikube: { version: 'v1.34.0', url: null, sha256: null, path: null },
} as unknown as ClusterSpec
const withPath: ClusterSpec = { ...cluster, minikube: { ...cluster.minikube, path: installed } }

const start = (cache: ClusterSpec['cache']): Change => ({
  what: `minikube cluster, cache: ${cache}`,
  keep: keepBeforeStart,
  undo: undoOfStart(installed, { ...withPath, cache }),
  do: root`
    ${installed} start
    ${noteAfterStart}`,
})
const caFile = '/var/state/configmap'

/** What the suite changes on a vmhost. */
export async function trialsOfVmhost(): Promise<readonly Trial[]> {
  const change = await changesOf(everything)
  return [
    { change: markerSet },
    {
      name: 'marker that somebody left',
      change: markerSet,
      given: root`
        mkdir -p /run/minikube
        : > /run/minikube/started`,
    },
    { change: change('minikube v1.34.0') },
    { change: lockFilesOpened, given: root`echo 2 > /proc/sys/fs/protected_regular` },
    {
      name: 'kernel settings of a vmhost',
      change: kubeletTraces(root`docker container inspect x > /dev/null 2>&1`),
      given: kernel,
      meanwhile: kubeletWasHere,
      stays: netStays,
    },
    {
      change: start('keep'),
      stays: [
        ...['/root/.minikube', '/root/.minikube/cache', '/root/.minikube/cache/images'],
        '/root/.minikube/cache/images/pause',
        '/var/state/containers',
        '/var/state/images',
      ],
    },
    {
      change: start('remove'),
      given: root`
        mkdir -p /root/.kube
        echo 'clusters: [other]' > /root/.kube/config`,
      stays: ['/var/state/containers'],
    },
    {
      change: change('API objects'),
      meanwhile: root`: > /var/state/daemonset`,
    },
    {
      change: change('CA file'),
      given: root`echo 'clientCAFile: /var/lib/minikube/certs/ca.crt' > ${caFile}`,
      meanwhile: root`echo 'clientCAFile: /etc/kubernetes/pki/ca.crt' > ${caFile}`,
    },
  ]
}

async function everything(host: Host): Promise<void> {
  await provideMinikube(host, { vmhost, cluster }, 'x86_64')
  const version = parseKubernetesVersion('v1.22.2')!
  await recordApiUndo(host, { vmhost, cluster: withPath }, 'run-1', version)
}
