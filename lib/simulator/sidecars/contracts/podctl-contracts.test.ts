import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Dut } from '../../dut/dut'
import { bootTestDut } from '../../dut/test-dut'
import type { Pod } from '../../kubernetes/objects'
import { hashOf } from '../../kubernetes/kubelet/container-hash'
import { settledLines } from '../../testing/settled-lines'
import { differencesFrom, transcriptsIn } from '../../testing/transcript'
import { podControlScript } from '../pod-control.sh'

let dut: Dut
let close: () => void

before(async () => {
  ;({ dut, close } = await bootTestDut({ variant: 'recorded-lab' }))
  // At this pace its boot gate would be over at once, and with it every container of Kubernetes.
  await dut.machine.exec('systemctl stop ctrmgrd')
  const script = podControlScript('docker')
  dut.machine.fs.writeText('/usr/share/sonic/k8s_pod_control.sh', script, { mode: 0o755 })
  const image = { tags: ['lab/busybox:1'], sizeBytes: 4_000_000, command: ['sh'] }
  dut.docker.images.add(image, dut.docker.now())
  await runPod('snmp')
})
after(() => close())

for (const transcript of transcriptsIn(join(__dirname, 'recordings')))
  test(`${transcript.name} reads as on the real device`, async () => {
    if (transcript.name.includes('status-running')) await runPod('restapi')
    // While there was no container the log was read on from where it had begun.
    if (!/podctl-none-(restart|stop|start)/.test(transcript.name)) await mark()
    const shown = await dut.machine.exec(quicker(transcript.command))
    assert.deepEqual(differencesFrom(transcript, shown, settledLines), [])
  })

const mark = (): Promise<unknown> => dut.machine.exec('date +%s.%N > /tmp/s3')

/** No test waits as long as the lab did. */
const quicker = (command: string): string =>
  command.replaceAll(/sleep \d/g, 'sleep 0.01').replace('timeout 3', 'timeout 0.3')

/** A feature's pod in `sonic`, as the kubelet has it made. */
async function runPod(feature: string): Promise<void> {
  const command = ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1; done"]
  const container = { name: feature, image: 'lab/busybox:1', command }
  const metadata = { name: `${feature}-8qgx5`, namespace: 'sonic', uid }
  const spec = { hostNetwork: true, terminationGracePeriodSeconds: 5, containers: [container] }
  const pod = { kind: 'Pod', apiVersion: 'v1', metadata, spec, status: {} } as unknown as Pod
  const config = { hash: hashOf(container), env: new Map<string, string>(), mounts: [], command }
  const sandbox = await dut.docker.runSandbox(pod, 0)
  const id = await dut.docker.createContainer(pod, container, 0, sandbox, config)
  await dut.docker.startContainer(id)
}

const uid = 'afdd7250-d9dd-449d-8dca-c51363a9465c'
