import type { DockerEngine } from '../docker/engine'
import type { Node } from '../kubernetes/objects'
import { decorate } from '../seams/decorate'
import { onEveryCluster } from '../seams/every-cluster'
import { aroundStore } from '../seams/store-writes'
import type { Simulation } from '../simulation/simulation'
import { type End, endAll } from '../switches/switchable'
import { caughtBy, type MutantSpec } from './mutant'
import { onDuts } from './on-duts'

const onDocker = (act: (docker: DockerEngine) => End) => (simulation: Simulation) =>
  onDuts(simulation, ({ docker }) => act(docker))

/** Containers of pods that are not to be touched stay, whoever asks. */
const survivors = (docker: DockerEngine, stays: (name: string) => boolean): End =>
  endAll([
    decorate(docker, 'stopContainer', (stop) => async (id, grace) => {
      if (!stays(docker.find(id)?.spec.name ?? '')) await stop(id, grace)
    }),
    decorate(docker, 'removeContainer', (remove) => (id) => {
      if (!stays(docker.find(id)?.spec.name ?? '')) remove(id)
    }),
  ])

const runs = 'the DUT runs the container of the test-ds-pod'
const noneLeft = 'no container of a test-ds-pod is left on the DUT'
const isWorkload = (name: string): boolean => name.startsWith('k8s_mock-ds-container_')
const isSandbox = (name: string): boolean => name.startsWith('k8s_POD_test-daemonset-')

const nodeMutant = (
  spec: Omit<MutantSpec, 'apply' | 'step'> & { readonly step: string },
  change: (node: Node) => Node,
): MutantSpec => ({
  ...spec,
  apply: (simulation) =>
    onEveryCluster(simulation, (cluster) =>
      aroundStore<Node>(cluster, 'nodes', (node) =>
        node.metadata.name.startsWith('vlab') ? change(node) : node,
      ),
    ),
})

/** Bugs of the kubelet and of Docker on the DUT. */
export const kubeletMutants = [
  ...caughtBy(
    'daemonset-scheduling.feature',
    'Labelling the node starts the pod and its container',
    [
      {
        name: 'pod-running-without-container',
        what: 'The kubelet reports a pod as Running whose container Docker does not have.',
        step: runs,
        message: 'no such container',
        apply: onDocker((docker) =>
          decorate(
            docker,
            'containers',
            (all) => () => all().filter(({ spec }) => !spec.name.startsWith('k8s_')),
          ),
        ),
      },
      {
        name: 'container-of-another-pod',
        what: 'The container that runs belongs to another pod than the one that is reported.',
        step: runs,
        message: 'k8s_mock-ds-container_',
        apply: onDocker((docker) =>
          decorate(
            docker,
            'createContainer',
            (create) =>
              (pod, ...rest) =>
                create({ ...pod, metadata: { ...pod.metadata, uid: 'somebody-elses' } }, ...rest),
          ),
        ),
      },
      {
        name: 'sandbox-never-starts',
        what: 'The sandbox of a pod cannot be started.',
        step: 'a test-ds-pod is Running',
        message: 'ContainerCreating',
        apply: onDocker((docker) =>
          decorate(
            docker,
            'runSandbox',
            () => () => Promise.reject(new Error('failed to start sandbox container')),
          ),
        ),
      },
      {
        name: 'container-never-starts',
        what: 'Docker does not start the containers that the kubelet has made.',
        step: 'a test-ds-pod is Running',
        message: 'Pending',
        apply: onDocker((docker) =>
          decorate(
            docker,
            'startContainer',
            () => () => Promise.reject(new Error('Error response from daemon: cannot start')),
          ),
        ),
      },
    ],
  ),
  ...caughtBy('daemonset-removal.feature', 'Removing the label stops the pod and its container', [
    {
      name: 'container-survives-its-pod',
      what: 'The pod goes, and its container runs on.',
      step: noneLeft,
      message: 'k8s_mock-ds-container_',
      apply: onDocker((docker) => survivors(docker, isWorkload)),
    },
    {
      name: 'sandbox-survives-its-pod',
      what: 'The pod and its container go, and the sandbox runs on.',
      step: noneLeft,
      message: 'k8s_POD_',
      apply: onDocker((docker) => survivors(docker, isSandbox)),
    },
  ]),
  ...caughtBy(
    'node-readiness.feature',
    "The node is registered under the DUT's management address",
    [
      nodeMutant(
        {
          name: 'wrong-internal-ip',
          what: "The node is registered under another address than the DUT's.",
          step: "the node's internal address is the DUT's address",
          message: '10.99.0.1',
        },
        (node) => ({
          ...node,
          status: { ...node.status, addresses: [{ type: 'InternalIP', address: '10.99.0.1' }] },
        }),
      ),
    ],
  ),
  ...caughtBy(
    'node-readiness.feature',
    'The joined DUT is a Ready node under its lower-case hostname',
    [
      nodeMutant(
        {
          name: 'node-not-ready',
          what: 'The kubelet never says that its node is Ready.',
          step: 'the node is Ready within',
          message: 'to be Ready',
          from: 'step',
        },
        (node) => ({
          ...node,
          status: {
            ...node.status,
            conditions: (node.status.conditions ?? []).map((each) =>
              each.type === 'Ready' ? { ...each, status: 'False' } : each,
            ),
          },
        }),
      ),
    ],
  ),
  ...caughtBy('join-and-disjoin.feature', 'A DUT that leaves takes its containers along', [
    {
      name: 'containers-survive-disjoin',
      what: "`kubeadm reset` leaves pods' containers running.",
      step: noneLeft,
      message: 'k8s_mock-ds-container_',
      apply: onDocker((docker) => survivors(docker, isWorkload)),
    },
  ]),
  ...caughtBy('server-outage.feature', 'A short outage changes nothing on the DUT', [
    {
      name: 'pods-killed-at-outage',
      what: 'The kubelet ends its containers when it cannot reach the API server.',
      step: 'the DUT keeps running the container of the test-ds-pod',
      // What is seen instead is nothing, or the sandbox that the kubelet has begun anew.
      message: 'Did not hold',
      from: 'step',
      apply: onDocker((docker) => {
        for (const { id, name } of docker.podContainers())
          if (name.includes('test-daemonset')) docker.removeContainer(id)
        // A kubelet would begin the pod anew, at times before anybody has looked.
        return decorate(docker, 'startContainer', (start) => async (id) => {
          if (!isWorkload(docker.find(id)?.spec.name ?? '')) await start(id)
        })
      }),
    },
  ]),
]
