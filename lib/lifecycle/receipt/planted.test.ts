import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { type Command } from '../../host/command'
import { connectToMachine } from '../../host/fixtures/simulated-host'
import { bootTestDut } from '../../simulator/dut/test-dut'
import { type Machine } from '../../simulator/machine/machine'
import { type User } from '../../simulator/machine/types'
import { bootTestVmhost } from '../../simulator/vmhost/test-vmhost'
import { type ReceiptClass, receiptClasses } from '../../testbed/receipt-classes'
import { request, run } from '../fixtures/test-machine'
import { Journal } from '../journal/journal'
import { askForLease } from '../lease/lease'
import { restore } from '../restore/restore'
import { dutSnapshot, vmhostSnapshot } from './machine-snapshots.sh'
import { receiptScript } from './receipt.sh'

/** Rows that an upgrade changes, and what sidecars leave beside pod control: told as items of their own. */
const alsoTold: readonly (Planted & { readonly class: ReceiptClass; readonly item: string })[] = [
  {
    class: 'CONFIG_DB',
    item: 'FEATURE|snmp set_owner',
    on: 'DUT',
    by: 'sonic-db-cli CONFIG_DB HSET "FEATURE|snmp" set_owner local',
  },
  {
    class: 'STATE_DB',
    item: 'FEATURE|snmp container_version',
    on: 'DUT',
    by: 'sonic-db-cli STATE_DB HSET "FEATURE|snmp" container_version planted',
  },
  {
    class: 'CONFIG_DB',
    item: 'GNMI_CLIENT_CERT|planted role',
    on: 'DUT',
    by: 'sonic-db-cli CONFIG_DB HSET "GNMI_CLIENT_CERT|planted" role gnmi_readonly',
  },
  ...[
    '/usr/share/sonic/scripts/docker-gnmi-sidecar',
    '/usr/bin/restapi.sh',
    '/bin/.container_checker.Xy1zA2',
    '/lib/systemd/system/telemetry.service',
  ].map((item) => ({
    class: 'sidecar files' as const,
    item,
    on: 'DUT' as const,
    by: item.endsWith('-sidecar') ? `mkdir -p ${item}` : `echo planted >> ${item}`,
  })),
]

interface Planted {
  readonly on: 'DUT' | 'vmhost'
  /** What somebody does there while the run has the machine. */
  readonly by: string | ((machine: Machine) => void)
}

/** One difference for each class: a class without one does not compile. */
const planted: Readonly<Record<ReceiptClass, Planted>> = {
  'hosts file': { on: 'DUT', by: 'echo 10.9.9.9 planted >> /etc/hosts' },
  credentials: {
    on: 'DUT',
    by: 'mkdir -p /etc/sonic/credentials; echo x > /etc/sonic/credentials/planted',
  },
  'kubelet flags': { on: 'DUT', by: 'echo KUBELET_EXTRA_ARGS=planted >> /etc/default/kubelet' },
  'kubernetes files': { on: 'DUT', by: 'mkdir -p /etc/kubernetes/planted' },
  'kubelet files': { on: 'DUT', by: 'mkdir -p /var/lib/kubelet/planted' },
  CNI: { on: 'DUT', by: 'mkdir -p /etc/cni/net.d; echo {} > /etc/cni/net.d/planted.conf' },
  'join files': { on: 'DUT', by: 'echo planted > /etc/sonic/kube_admin.conf' },
  firewall: { on: 'DUT', by: 'iptables -N PLANTED' },
  'docker firewall': { on: 'DUT', by: 'iptables -N DOCKER-PLANTED' },
  'kernel settings': { on: 'DUT', by: 'sysctl -w kernel.panic=77' },
  CONFIG_DB: {
    on: 'DUT',
    by: 'sonic-db-cli CONFIG_DB HSET "KUBERNETES_MASTER|SERVER" ip 10.9.9.9',
  },
  STATE_DB: { on: 'DUT', by: 'sonic-db-cli STATE_DB HSET "KUBE_LABELS|SET" planted true' },
  units: { on: 'DUT', by: 'echo "[Unit]" > /etc/systemd/system/kubesonic-planted.service' },
  images: { on: 'DUT', by: 'docker tag "$(docker images -q | head -n 1)" planted:1' },
  containers: { on: 'vmhost', by: 'docker volume create kubesonic' },
  'local containers': { on: 'DUT', by: 'systemctl stop lldp && docker rm lldp' },
  'sidecar files': {
    on: 'DUT',
    by: 'mkdir -p /usr/share/sonic/scripts; echo planted > /usr/share/sonic/scripts/k8s_pod_control.sh',
  },
  'proxy and login': {
    on: 'vmhost',
    by: 'mkdir -p /root/.docker; echo {} > /root/.docker/config.json',
  },
  processes: {
    on: 'DUT',
    by: ({ processes }) =>
      void processes.start({ user: 'root', name: 'kubelet', args: ['/usr/bin/kubelet', '--x'] }),
  },
  'temporary files': { on: 'DUT', by: ': > /tmp/tmpplanted_kube_join' },
  locks: { on: 'DUT', by: ': > /var/lock/kube_join.lock' },
  'kubesonic files': { on: 'vmhost', by: 'mkdir -p /var/lib/kubesonic/planted' },
  minikube: { on: 'vmhost', by: 'mkdir -p /root/.minikube/profiles/planted' },
  kubeconfig: {
    on: 'vmhost',
    by: 'mkdir -p /root/.kube; echo current-context: planted > /root/.kube/config',
  },
  cache: {
    on: 'vmhost',
    by: 'mkdir -p /root/.minikube/cache; echo x > /root/.minikube/cache/planted',
  },
}

const password = 'planted'
const admin: User = {
  name: 'admin',
  uid: 1000,
  gid: 1000,
  home: '/home/admin',
  groups: ['sudo'],
  password,
  sudo: 'all',
}

const machines = {
  DUT: async (t: TestContext): Promise<Machine> => {
    const { dut, close } = await bootTestDut({ variant: '202505', password })
    t.after(close)
    // It would tidy up after what is planted, once told of a cluster.
    await dut.machine.exec('systemctl stop ctrmgrd')
    return dut.machine
  },
  vmhost: async (t: TestContext): Promise<Machine> => {
    const { vmhost, close } = await bootTestVmhost({ users: [admin] })
    t.after(close)
    return vmhost.machine
  },
}

const snapshots: Readonly<Record<keyof typeof machines, Command>> = {
  DUT: dutSnapshot,
  vmhost: vmhostSnapshot({ profile: 'kubesonic', cache: 'remove' }),
}

for (const on of ['DUT', 'vmhost'] as const)
  test(`${on}: what somebody planted is a difference, whatever its class, and nothing else is`, async (t) => {
    const machine = await machines[on](t)
    const host = await connectToMachine(t, machine, { address: '127.0.0.1', password })
    await askForLease(host, request)
    await new Journal(run).open(host, receiptScript(snapshots[on]))
    const classes = receiptClasses.filter((each) => planted[each].on === on)
    const rows = alsoTold.filter((each) => each.on === on)
    for (const each of [...classes.map((name) => planted[name]), ...rows])
      await plant(machine, each)
    const { receipt } = await restore(host, run)
    const names = receipt?.differences.map((difference) => difference.class) ?? []
    const found = new Set(names.filter((name) => !name.startsWith('~')))
    assert.deepEqual([...found].sort(), [...classes].sort())
    for (const { class: name, item } of rows)
      assert.ok(
        receipt?.differences.some((each) => each.class === name && each.item === item),
        item,
      )
  })

async function plant(machine: Machine, { by }: Planted): Promise<void> {
  if (typeof by !== 'string') return by(machine)
  const { exitCode, stderr } = await machine.exec(by)
  assert.equal(exitCode, 0, `${by}\n${stderr}`)
}
