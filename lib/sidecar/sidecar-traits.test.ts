import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectToMachine } from '../host/fixtures/simulated-host'
import { bootTestDut } from '../simulator/dut/test-dut'
import { seconds } from '../wait/duration'
import { waitFor } from '../wait/wait-for'
import { Sidecar } from './sidecar'
import { type SidecarFeature } from './sidecar-files'
import { sidecarTraits, type SidecarTraits } from './sidecar-traits'

const shared = '/usr/share/sonic/scripts/k8s_pod_control.sh'
const own = (feature: SidecarFeature): string =>
  `/usr/share/sonic/scripts/docker-${feature}-sidecar/k8s_pod_control.sh`
const password = 'x'

const cases: readonly [SidecarFeature, tag: string, SidecarTraits, podControl: string][] = [
  ['telemetry', 'latest', traits('docker', 'TELEMETRY', 'role@', 'list', true), own('telemetry')],
  ['telemetry', '20260110.01', traits('kubectl', 'GNMI', 'role', 'text'), shared],
  ['telemetry', '20260313.01', traits('kubelet', 'TELEMETRY', 'role', 'python'), shared],
  ['telemetry', '20260318.01', traits('kubelet', 'TELEMETRY', 'role', 'python'), own('telemetry')],
  ['restapi', '20260122.01', traits('kubectl', 'GNMI', 'role', 'text'), shared],
  ['restapi', '20260318.01', traits('kubelet', 'GNMI', 'role', 'text'), own('restapi')],
  ['gnmi', '20260217.01', traits('kubectl', 'GNMI', 'role', 'text'), shared],
]

test("what a sidecar is, and where it keeps pod control, is read from its image's programs, whatever its tag", async (t) => {
  for (const [feature, tag, expected, podControl] of cases) {
    const { dut, close } = await bootTestDut({ variant: '202505', password })
    t.after(close)
    const host = await connectToMachine(t, dut.machine, { address: '127.0.0.1', password })
    const imageName = `docker-${feature}-sidecar:${tag}`
    dut.docker.run({
      name: `k8s_${feature}-sidecar_${feature}-x7k2p_sonic_uid_0`,
      image: dut.docker.images.find(imageName)!,
      imageName,
      labels: {
        'io.kubernetes.container.name': `${feature}-sidecar`,
        'io.kubernetes.pod.namespace': 'sonic',
      },
    })
    const sidecar = new Sidecar(host, feature)
    assert.deepEqual(
      await waitFor(sidecarTraits(sidecar), { within: seconds(10) }),
      expected,
      imageName,
    )
    const { files } = await sidecar.look()
    assert.deepEqual(
      files.map(({ path }) => path).filter((path) => path.endsWith('pod_control.sh')),
      [podControl],
      imageName,
    )
    assert.ok(
      files.every(({ wanted }) => wanted !== undefined),
      imageName,
    )
  }
})

function traits(
  generation: SidecarTraits['generation'],
  table: SidecarTraits['clients']['table'],
  field: SidecarTraits['clients']['field'],
  roles: SidecarTraits['clients']['roles'],
  refusesBranches = false,
): SidecarTraits {
  return { generation, clients: { table, field, roles }, refusesBranches }
}
