import type { Kubelet } from '../../../kubernetes/kubelet/kubelet'
import { namespaces } from '../../../kubernetes/resources/core'
import type { Dut } from '../../dut'
import { kubeletKubeconfig } from '../../kubeconfig'
import type { HandoverLab } from './handover-lab'

const server = 'KUBERNETES_MASTER|SERVER'

/**
 * The device has joined, by ctrmgrd's own short cut: its files are there and its node is Ready. SNMP has never been
 * started.
 */
export async function joinedBefore(lab: HandoverLab, kubelet: Kubelet): Promise<void> {
  const { cluster, dut, clock } = lab
  cluster.client().create(namespaces, {
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name: 'sonic' },
    spec: {},
    status: { phase: '' },
  })
  await dut.boot()
  await neverStarted(dut, clock.pass.bind(clock))
  await kubelet.start()
  await lab.until('the node is Ready and clean', () => {
    const { spec, status } = lab.node ?? {}
    return status?.conditions?.at(-1)?.status === 'True' && spec?.taints === undefined
  })
  const { ca, apiserver } = cluster.pki
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const user = `    client-certificate-data: ${base64(apiserver.certificate)}\n    client-key-data: ${base64(apiserver.key)}\n`
  const access = { host: '10.250.0.1', port: 6443, ca: ca.certificate, ...apiserver }
  dut.machine.fs.writeText('/etc/sonic/kube_admin.conf', kubeletKubeconfig(access, user))
  dut.machine.fs.writeText('/var/lib/kubelet/config.yaml', 'kind: KubeletConfiguration\n')
  const { state, config } = dut.databases
  state.hset(server, { update_time: '2026-11-23 09:12:42' })
  config.hset(server, { ip: '10.250.0.1', port: '6443', insecure: 'True', disable: 'False' })
  await Promise.all([dut.systemd.find('ctrmgrd')?.restart(), clock.pass(1)])
  await lab.until('the labels are on the node', () => lab.labels['hwsku'] !== undefined)
  await clock.pass(1)
}

async function neverStarted(
  { systemd, docker, databases }: Dut,
  pass: (seconds: number) => Promise<void>,
): Promise<void> {
  await Promise.all([systemd.find('snmp')?.stop(), pass(5)])
  const container = docker.find('snmp')
  if (container) docker.remove(container)
  databases.state.del(['FEATURE|snmp', 'KUBE_LABELS|SET'])
}
