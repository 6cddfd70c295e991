import { setTimeout as sleep } from 'node:timers/promises'
import type { Dut } from '../dut/dut'
import type { Machine } from '../machine/machine'
import type { Simulation } from './simulation'

const profile = 'kubesonic'
const minikube = '/usr/local/bin/minikube'
const nodeCa = '/etc/kubernetes/pki/ca.crt'
const minikubeCa = '/var/lib/minikube/certs/ca.crt'

/** These machines cannot be a running cluster with joined DUTs; the message says why. */
export class CannotStart extends Error {}

/**
 * Does what a person would do by hand: a cluster on the vmhost, and the DUTs joined to it, but for those without
 * Kubernetes. Rejects with CannotStart, such as for a kubeadm too new for the cluster.
 */
export async function startAndJoin(simulation: Simulation, apiPort: number): Promise<void> {
  await startCluster(simulation, apiPort)
  const able = simulation.duts.filter(({ parts }) => parts.variant.kubernetesIncluded)
  const outcomes = await Promise.allSettled(able.map((dut) => join(simulation, dut, apiPort)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}

async function startCluster({ vmhost, kubernetes }: Simulation, port: number): Promise<void> {
  vmhost.downloads.installAs(vmhost.machine, 'v1.34.0', minikube)
  const configMap = `kubelet-config${Number(kubernetes.split('.')[1]) < 24 ? `-${/\d+\.\d+/.exec(kubernetes)?.[0]}` : ''}`
  await insist(
    vmhost.machine,
    `${minikube} start -p ${profile} --driver=docker --force --kubernetes-version=${kubernetes} --listen-address=0.0.0.0 \
      --apiserver-port=${port} --ports=${port}:${port} --apiserver-ips=${vmhost.address}
    ${minikube} kubectl -p ${profile} -- get configmap ${configMap} -n kube-system -o yaml |
      sed 's|${minikubeCa}|${nodeCa}|' | ${minikube} kubectl -p ${profile} -- apply -f -`,
  )
}

async function join({ vmhost }: Simulation, dut: Dut, port: number): Promise<void> {
  const cluster = vmhost.clusters.get(profile)
  if (!cluster) throw new Error(`The simulated vmhost has no cluster ${profile} to join.`)
  const { certificate, key } = cluster.kubernetes.pki.apiserver
  const { fs, hostname } = dut.machine
  fs.writeText('/etc/sonic/credentials/restapiserver.crt', certificate, { mode: 0o600 })
  fs.writeText('/etc/sonic/credentials/restapiserver.key', key, { mode: 0o600 })
  await insist(
    dut.machine,
    `echo '${vmhost.address} control-plane.minikube.internal' >> /etc/hosts
    sonic-db-cli STATE_DB hset 'KUBERNETES_MASTER|SERVER' update_time '2026-01-01 00:00:00'
    systemctl restart ctrmgrd
    sonic-db-cli CONFIG_DB hset 'KUBERNETES_MASTER|SERVER' ip ${vmhost.address} port ${port} insecure True disable False`,
  )
  await connected(dut)
  await insist(
    vmhost.machine,
    `${minikube} kubectl -p ${profile} -- wait --for=condition=Ready node/${hostname} --timeout=300s`,
  )
}

// The whole row was written at once: nothing is lost to a race, so that the first failure is the last word.
async function connected({ databases, journal, machine }: Dut): Promise<void> {
  while (databases.state.hget('KUBERNETES_MASTER|SERVER', 'connected') !== 'true') {
    const failed = journal.entries().find(({ message }) => failedJoin.test(message))
    const reason = failedJoin.exec(failed?.message ?? '')?.[1]
    if (reason !== undefined) throw new CannotStart(`${machine.hostname} cannot join: ${reason}`)
    await sleep(20)
  }
}

const failedJoin =
  /^kube_join_master: join: ret=-?[1-9].* err:.*?((?:Join failed:|error execution phase) .*)/s

async function insist(machine: Machine, script: string): Promise<void> {
  const { exitCode, stderr } = await machine.exec(`set -e\n${script}`)
  if (exitCode !== 0)
    throw new CannotStart(`The simulated ${machine.hostname} could not be started: ${stderr}`)
}
