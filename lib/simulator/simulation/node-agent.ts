import { createHash } from 'node:crypto'
import { dial } from '../network/dial'
import type { Dut } from '../dut/dut'
import { serverIn } from '../dut/kubeconfig'
import type { StartNodeAgent } from '../dut/kubelet/kubelet-service'
import { kubeletConf } from '../dut/kubelet/tls-bootstrap'
import { ApiUnreachable } from '../kubernetes/api/api-client'
import type { Kubelet } from '../kubernetes/kubelet/kubelet'
import { hostFilesOf } from '../kubernetes/kubelet/host-files'
import type { KubeletAccess } from '../kubernetes/kubelet/kubelet-host'
import { reachedBy } from '../kubernetes/kubelet/kubelet-server'
import type { NodeDescription } from '../kubernetes/kubelet/node-description'
import type { MinikubeCluster } from '../vmhost/minikube/minikube-cluster'
import type { Vmhost } from '../vmhost/vmhost'

const retryMs = 1_000
const cniDirectory = '/etc/cni/net.d'

/** The kubelet proper of a DUT: an agent of that cluster on the vmhost which the DUT's kubelet.conf points at. */
export const nodeAgent =
  (vmhost: Vmhost) =>
  (dut: Dut): StartNodeAgent =>
  async ({ name, internalIp, log }, signal) => {
    const { clock, random } = dut.parts
    const { Kubelet } =
      require('../kubernetes/kubelet/kubelet') as typeof import('../kubernetes/kubelet/kubelet')
    for (;;) {
      const cluster = clusterOf(vmhost, dut)
      const kubelet =
        cluster &&
        new Kubelet({
          node: describe(dut, name, internalIp),
          access: overNetwork(dut, cluster.kubernetes.kubeletAccess()),
          runtime: dut.docker,
          clock,
          random,
          log,
          hostFiles: hostFilesOf(dut.machine),
        })
      if (kubelet && (await registers(kubelet))) return kubelet
      await clock.delayInterval(retryMs, signal)
    }
  }

/** A device that is cut off reaches no API server, and no API server its containers. */
function overNetwork({ parts, machine }: Dut, access: KubeletAccess): KubeletAccess {
  const insist = (): void => {
    if (parts.network.isCutOff(machine.hostname))
      throw new ApiUnreachable('connect: no route to host')
    if (!machine.fs.exists(kubeletConf)) return
    const { host, port } = serverIn(machine.fs.readText(kubeletConf))
    if (dial(parts.network, machine, host, port).outcome === 'dropped')
      throw new ApiUnreachable('i/o timeout')
  }
  return {
    client() {
      insist()
      return access.client()
    },
    issueToken(...what) {
      insist()
      return access.issueToken(...what)
    },
    serve: (node, server) => access.serve(node, reachedBy(insist, server)),
  }
}

async function registers(kubelet: Kubelet): Promise<boolean> {
  try {
    await kubelet.start()
    return true
  } catch (error) {
    if (error instanceof ApiUnreachable) return false
    throw error
  }
}

function clusterOf(vmhost: Vmhost, { parts, machine }: Dut): MinikubeCluster | undefined {
  const { host, port } = serverIn(machine.fs.readText(kubeletConf))
  const dialled = dial(parts.network, machine, host, port)
  if (dialled.outcome !== 'served') return undefined
  return [...vmhost.clusters.values()].find((cluster) => cluster.isServedAt(dialled.at))
}

function describe({ parts, machine }: Dut, name: string, address: string): NodeDescription {
  const { variant, docker } = parts
  const line = (file: string, form: RegExp): string =>
    form.exec(machine.fs.readText(file))?.[1] ?? ''
  return {
    name,
    address,
    kubeletVersion: variant.kubernetes,
    containerRuntimeVersion: `docker://${variant.docker.version}`,
    osImage: line('/etc/os-release', /^PRETTY_NAME="(.*)"$/m),
    kernelVersion: line('/etc/sonic/sonic_version.yml', /^kernel_version: '(.*)'$/m),
    // As dockershim looks for them: without one it has no network for pods, and says so.
    hasNetworkConfiguration: () =>
      machine.fs.exists(cniDirectory) &&
      machine.fs.list(cniDirectory).some((name) => /\.(conf|conflist|json)$/.test(name)),
    machineId: createHash('sha256').update(machine.hostname).digest('hex').slice(0, 32),
    bootId: machine.bootId,
    images: () =>
      docker.images
        .all()
        .map(({ tags, spec }) => ({ names: [...tags], sizeBytes: spec.sizeBytes })),
  }
}
