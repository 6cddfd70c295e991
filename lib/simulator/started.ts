import type { Dut } from './dut/dut'
import type { Machine } from './machine/machine'
import type { Simulation } from './simulation'

const profile = 'kubesonic'
const minikube = '/usr/local/bin/minikube'
const nodeCa = '/etc/kubernetes/pki/ca.crt'
const minikubeCa = '/var/lib/minikube/certs/ca.crt'

/** Does what a person would do by hand: a cluster on the vmhost, and the DUTs joined to it. */
export async function startAndJoin(simulation: Simulation, apiPort: number): Promise<void> {
  await startCluster(simulation, apiPort)
  for (const dut of simulation.duts) await join(simulation, dut, apiPort)
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
  await insist(
    vmhost.machine,
    `until ${minikube} kubectl -p ${profile} -- get node ${hostname}; do sleep 0.1; done
    ${minikube} kubectl -p ${profile} -- wait --for=condition=Ready node/${hostname} --timeout=300s`,
  )
}

async function insist(machine: Machine, script: string): Promise<void> {
  const { exitCode, stderr } = await machine.exec(`set -e\n${script}`)
  if (exitCode !== 0)
    throw new Error(`The simulated ${machine.hostname} could not be started: ${stderr}`)
}
