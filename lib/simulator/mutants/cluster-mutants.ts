import type { Node } from '../kubernetes/objects'
import { onEveryCluster } from '../seams/every-cluster'
import { aroundStore } from '../seams/store-writes'
import type { RequestFilter } from '../kubernetes/http/api-server'
import type { Simulation } from '../simulation/simulation'
import type { End } from '../switches/switchable'
import { caughtBy } from './mutant'

const answers = (
  simulation: Simulation,
  path: RegExp,
  answer: { status: number; body: string },
): Promise<End> =>
  onEveryCluster(simulation, ({ kubernetes: { front } }) => {
    const filter: RequestFilter = async (request, response, next) => {
      if (!path.test(request.url ?? '')) return next()
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body)
    }
    front.filters.add(filter)
    return () => front.filters.delete(filter)
  })

const minikubeCa = '/var/lib/minikube/certs/ca.crt'

/** Bugs of the control plane and of its API server. */
export const clusterMutants = [
  ...caughtBy('cluster.feature', 'The cluster runs the Kubernetes version of the testbed file', [
    {
      name: 'health-check-fails',
      what: 'The API server serves, but one of its health checks fails.',
      from: 'step',
      step: 'the API server is healthy',
      message: 'etcd failed: reason withheld',
      apply: (simulation) =>
        answers(simulation, /^\/readyz/, {
          status: 500,
          body: '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n',
        }),
    },
    {
      name: 'version-lies',
      what: 'The API server is of another version than was asked for.',
      step: 'the API server runs the Kubernetes version of the testbed file',
      message: 'Received: "v1.22.9"',
      apply: (simulation) =>
        answers(simulation, /^\/version/, {
          status: 200,
          body: JSON.stringify({ major: '1', minor: '22', gitVersion: 'v1.22.9' }),
        }),
    },
    {
      name: 'control-plane-not-ready',
      what: "The cluster's own node is not Ready.",
      step: "the cluster's own node is Ready",
      message: "waiting for the cluster's own node to be Ready",
      apply: (simulation) =>
        onEveryCluster(simulation, (cluster) =>
          aroundStore<Node>(cluster, 'nodes', (node) =>
            node.metadata.name === cluster.options.profile ? unready(node) : node,
          ),
        ),
    },
  ]),
  ...caughtBy('cluster.feature', 'The cluster is prepared for a SONiC node', [
    {
      name: 'kubelet-ca-path-comes-back',
      what: "The kubelet ConfigMap names minikube's own CA file again.",
      step: 'the kubelet configuration names the CA file that a SONiC node has',
      message: `Received: "${minikubeCa}"`,
      apply: (simulation) =>
        onEveryCluster(simulation, (cluster) =>
          aroundStore(cluster, 'configmaps', (map) => {
            const text = JSON.stringify(map).replaceAll('/etc/kubernetes/pki/ca.crt', minikubeCa)
            return JSON.parse(text) as typeof map
          }),
        ),
    },
    {
      name: 'api-unreachable-from-the-dut',
      what: 'The API server answers the runner, but not the DUT.',
      step: 'the DUT reaches the API server',
      message: 'Expected value: 0',
      apply: ({ network, duts }) => {
        const ends = duts.map(({ machine }) => network.cutOff(machine.hostname))
        return () => ends.forEach((end) => end())
      },
    },
  ]),
]

const unready = (node: Node): Node => ({
  ...node,
  status: {
    ...node.status,
    conditions: (node.status.conditions ?? []).map((condition) =>
      condition.type === 'Ready' ? { ...condition, status: 'False' } : condition,
    ),
  },
})
