import { type Condition } from '../../objects'
import { pods } from '../../resources/pods'
import { type WatchHands } from '../watch-hands'
import { type WatchStory } from '../watch-story'
import { running, testSet } from './test-daemonset'

const join: WatchStory = {
  name: 'a device joins: its certificate, its node from registration to Ready, its lease',
  streams: [
    '001-nodes-join',
    '002-csr-join',
    '003-pods-join',
    '004-events-join',
    '005-daemonset-join',
    '006-lease-join',
  ],
  async before(hands) {
    hands.createSet('test-daemonset', testSet)
    await hands.clock.pass(1)
  },
  async happens(hands) {
    await hands.at(7.4)
    await hands.requestCertificate()
    await hands.at(14)
    await hands.join()
    await hands.until('it is Ready', () => readyOf(hands) === 'True')
    await hands.clock.pass(0.1)
  },
}

const disjoin: WatchStory = {
  name: 'a node that is drained and deleted is gone at once, its pods when they are collected',
  streams: ['020-nodes-disjoin', '021-pods-disjoin', '022-events-disjoin'],
  async before(hands) {
    await running(hands)
    for (const image of ['k8s.gcr.io/nosuch:9.9', 'k8s.gcr.io/pause:3.5']) {
      hands.changeSet('test-daemonset', (_, { containers }) => {
        containers[0]!.image = image
      })
      await hands.clock.pass(30)
    }
    await hands.rolledOut('test-daemonset')
  },
  async happens(hands) {
    await hands.at(1.27)
    hands.changeNode(({ spec }) => void (spec.unschedulable = true))
    await hands.at(1.36)
    hands.deleteNode()
    await hands.lab.kubelet.stop()
    await hands.podIsGone('test-daemonset')
  },
}

const kubeletStopped: WatchStory = {
  name: 'a kubelet stops for a minute, and its pod loses its place meanwhile',
  streams: ['023-nodes-kubelet-stopped', '024-pods-kubelet-stopped', '025-events-kubelet-stopped'],
  async before(hands) {
    hands.createSet('test-daemonset', testSet)
    await hands.join()
    hands.label('deployDaemonset', 'true')
    await hands.podIsReady('test-daemonset')
  },
  async happens(hands) {
    await hands.at(0.5)
    await hands.lab.kubelet.stop()
    await hands.until('the node is given up', () => readyOf(hands) === 'Unknown')
    await hands.clock.pass(2.5)
    hands.label('deployDaemonset', undefined)
    await hands.at(62.9)
    await hands.lab.kubelet.start()
    await hands.podIsGone('test-daemonset')
  },
}

const apiServerDown: WatchStory = {
  name: 'an API server that goes down cuts the watches',
  streams: ['028-nodes-apiserver-down'],
  async before(hands) {
    await hands.joined()
    // Left over from an outage before.
    hands.label('deployDaemonset', 'true')
    hands.taint([
      {
        key: 'node.kubernetes.io/unreachable',
        effect: 'NoExecute',
        timeAdded: '2026-11-23T08:34:30Z',
      },
    ])
  },
  happens: (hands) => hands.lab.cluster.stop(),
}

const nodeDeleted: WatchStory = {
  name: 'a node deleted at the master is not registered again; its pods are collected later',
  streams: ['029-nodes-deleted-at-master', '030-pods-node-deleted-at-master'],
  async before(hands) {
    await running(hands)
    // Left over from an outage: the node's controller had given its pods up.
    hands.api.modifyStatus(pods, hands.pod('test-daemonset')!.metadata, ({ status }) =>
      Object.assign(conditionOf(status.conditions, 'Ready') ?? {}, { status: 'False' }),
    )
  },
  async happens(hands) {
    hands.deleteNode()
    await hands.podIsGone('test-daemonset')
  },
}

export const nodeStories = [join, disjoin, kubeletStopped, apiServerDown, nodeDeleted]

const conditionOf = (conditions: Condition[] | undefined, wanted: string): Condition | undefined =>
  conditions?.find(({ type }) => type === wanted)

const readyOf = ({ node }: WatchHands): string | undefined =>
  conditionOf(node?.status.conditions, 'Ready')?.status
