import { namespaceMade } from '../../lib/cluster/namespace-change'
import { root } from '../../lib/host/command'
import { roleAltered } from '../../lib/sidecar/client-certificates'
import { Sidecar } from '../../lib/sidecar/sidecar'
import { podControlSource } from '../../lib/sidecar/sidecar-files'
import { sidecarLetIn } from '../../lib/sidecar/sidecar-undo'
import { type ClusterSpec, type VmhostSpec } from '../../lib/testbed/testbed'
import { changesOf } from './changes-of'
import { type Trial } from './trial'

const script = '/usr/local/bin/telemetry.sh'
const folder = '/usr/share/sonic/scripts/docker-telemetry-sidecar'
const existing = {
  vmhost: { address: '10.250.0.1', proxy: null } as unknown as VmhostSpec,
  cluster: {
    profile: 'kubesonic',
    existing: true,
    minikube: { version: 'v1.34.0', url: null, sha256: null, path: '/usr/local/sbin/minikube' },
  } as unknown as ClusterSpec,
}
const client = { cname: 'a.client', roles: ['x'] }

const native = root`
  mkdir -p /usr/local/bin /var/state/containers
  printf '#!/bin/sh\n# native\n' > ${script}
  chmod 755 ${script}
  echo running > /var/state/containers/telemetry
  sonic-db-cli CONFIG_DB HSET 'GNMI_CLIENT_CERT|old.client' role@ gnmi_readonly`

/** What telemetry's sidecars do, of either generation: its script and pod control, no native container, other clients in CONFIG_DB. */
const takenOver = root`
  printf '#!/bin/sh\n# wrapper\n' > ${script}
  mkdir -p ${folder}
  echo control > ${folder}/k8s_pod_control.sh
  echo half > ${folder}/.k8s_pod_control.sh.x7k2pQ
  echo control > ${podControlSource}
  rm /var/state/containers/telemetry
  sonic-db-cli CONFIG_DB HSET 'TELEMETRY|gnmi' user_auth cert
  sonic-db-cli CONFIG_DB HSET 'GNMI_CLIENT_CERT|new.client' role@ gnoi_readwrite
  sonic-db-cli CONFIG_DB DEL 'GNMI_CLIENT_CERT|old.client'`

/** What the suite changes for sidecars; what they change themselves is undone by the first of these. */
export async function trialsOfSidecars(): Promise<readonly Trial[]> {
  const change = await changesOf(async (host) => {
    const sidecar = new Sidecar(host, 'telemetry')
    await sidecar.putBack()
    await sidecar.podControl('restart')
    await roleAltered(host, client)
  })
  const nothing = root`:`
  return [
    { change: sidecarLetIn('telemetry'), given: native, meanwhile: takenOver },
    { change: namespaceMade(existing, 'sonic'), meanwhile: nothing },
    { change: { ...change('telemetry: pod control restart'), do: nothing }, meanwhile: nothing },
  ]
}
