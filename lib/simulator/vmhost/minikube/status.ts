import type { MinikubeCall } from './call'
import type { MinikubeCluster } from './minikube-cluster'

/** Bits of the exit code of `minikube status`. */
const hostStopped = 1
const clusterStopped = 2
const unconfigured = 4

export function status(call: MinikubeCall): void {
  const cluster = find(call)
  if (!cluster) return
  const api = cluster.serves
  const configured = isConfigured(call, cluster)
  const facts = {
    Name: cluster.options.profile,
    Host: cluster.running ? 'Running' : 'Stopped',
    Kubelet: cluster.running ? 'Running' : 'Stopped',
    APIServer: api ? 'Running' : 'Stopped',
    Kubeconfig: configured ? 'Configured' : 'Misconfigured',
  }
  call.exitCode =
    (cluster.running ? 0 : hostStopped) |
    (api ? 0 : clusterStopped) |
    (configured ? 0 : unconfigured)
  if (call.line.value('output') === 'json')
    return call.print(JSON.stringify({ ...facts, Worker: false }))
  call.print(
    `${facts.Name}\ntype: Control Plane\nhost: ${facts.Host}\nkubelet: ${facts.Kubelet}\napiserver: ${facts.APIServer}\nkubeconfig: ${facts.Kubeconfig}\n`,
  )
}

export function ip(call: MinikubeCall): void {
  const cluster = find(call)
  if (cluster) call.print(cluster.nodeIp)
}

export function listProfiles(call: MinikubeCall): void {
  const clusters = [...call.host.clusters.values()].filter(({ home }) => home === call.home)
  if (call.line.value('output') === 'json') return call.print(profilesJson(clusters))
  if (clusters.length === 0) return call.warn('No minikube profile was found.')
  for (const { options, nodeIp, running } of clusters)
    call.print(
      [
        options.profile,
        'docker',
        'docker',
        nodeIp,
        options.apiServerPort,
        options.kubernetes,
        running ? 'Running' : 'Stopped',
        1,
      ].join('\t'),
    )
}

function profilesJson(clusters: readonly MinikubeCluster[]): string {
  const valid = clusters.map(({ options, running, nodeIp }) => ({
    Name: options.profile,
    Status: running ? 'Running' : 'Stopped',
    Config: {
      Name: options.profile,
      Driver: 'docker',
      KubernetesConfig: { KubernetesVersion: options.kubernetes },
      Nodes: [{ IP: nodeIp, Port: options.apiServerPort, ControlPlane: true }],
    },
  }))
  return JSON.stringify({ invalid: [], valid })
}

/** The profile's cluster of this user; without one minikube says so and exits 85. */
export function find(call: MinikubeCall): MinikubeCluster | undefined {
  const cluster = call.host.clusters.get(call.profile)
  if (cluster?.home === call.home) return cluster
  const flag = call.profile === 'minikube' ? '' : ` -p ${call.profile}`
  call.say(`Profile "${call.profile}" not found. Run "minikube profile list" to view all profiles.`)
  call.print(`  To start a cluster, run: "minikube start${flag}"`)
  call.exitCode = 85
  return undefined
}

function isConfigured({ context, home }: MinikubeCall, { options }: MinikubeCluster): boolean {
  const path = `${home}/.kube/config`
  return context.fs.exists(path) && context.fs.readText(path).includes(`name: ${options.profile}`)
}
