import { leases } from '../../resources/cluster-services'
import { type WatchHands } from '../watch-hands'
import { type WatchStory } from '../watch-story'

const rollout: WatchStory = {
  name: 'a rollout, its undo, a restart, and a change that waits for the deletion of its pod',
  streams: [
    'containers-083-pods-rollout',
    'containers-027-events-rollout',
    'containers-085-daemonset-rollout',
  ],
  before: (hands) => hands.joined(),
  async happens(hands) {
    await rollSeveralTimes(hands)
  },
}

const cordonAndTaint: WatchStory = {
  name: 'a cordon does not keep daemon pods away, a taint does',
  streams: [
    'containers-091-pods-cordon-taint',
    'containers-092-events-cordon-taint',
    'containers-093-daemonset-cordon-taint',
    'containers-094-node-cordon-taint',
  ],
  async before(hands) {
    await hands.joined()
    await rollSeveralTimes(hands)
    // Left by the feature hand-over before.
    hands.label('snmp_enabled', 'false')
    hands.label('snmp_local', '20261103.01')
    await shortlyBeforeAReport(hands)
  },
  async happens(hands) {
    hands.changeNode(({ spec }) => void (spec.unschedulable = true))
    await hands.at(0.3)
    hands.deletePod('roll')
    await hands.at(10.1)
    hands.changeNode(({ spec }) => void delete spec.unschedulable)
    await hands.at(10.2)
    hands.taint([{ key: 'lab', value: 'x', effect: 'NoSchedule' }])
    await hands.clock.pass(4.2)
    hands.deletePod('roll')
    await hands.podIsGone('roll')
    await hands.clock.pass(8)
    hands.taint([])
    await hands.rolledOut('roll')
    hands.deleteSet('roll')
    await hands.podIsGone('roll')
  },
}

export const rolloutStories = [rollout, cordonAndTaint]

async function rollSeveralTimes(hands: WatchHands): Promise<void> {
  hands.createRecorded('containers-085-daemonset-rollout')
  await hands.rolledOut('roll')
  setVersion(hands, '2')
  await hands.rolledOut('roll')
  setVersion(hands, undefined)
  await hands.rolledOut('roll')
  // kubectl rollout restart
  hands.changeSet('roll', ({ template }) => {
    template.metadata.annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-11-23T09:20:33Z' }
  })
  await hands.rolledOut('roll')
  hands.changeSet('roll', (spec) => void (spec.updateStrategy = { type: 'OnDelete' }))
  await hands.clock.pass(0.04)
  setVersion(hands, '3')
  await hands.clock.pass(6)
  hands.deletePod('roll')
  await hands.podIsReady('roll')
}

/**
 * The watches began when the kubelet was about to look at its node, and with the look after that to report it as
 * it does every five minutes.
 */
async function shortlyBeforeAReport(hands: WatchHands): Promise<void> {
  const { api, clock } = hands
  const lease = api.find(leases, { namespace: 'kube-node-lease', name: 'vlab-01' })!
  const { status } = hands.node!
  const look = Date.parse(lease.spec.renewTime!)
  const reported = Date.parse(status.conditions!.at(-1)!.lastHeartbeatTime!)
  const looksSince = Math.floor((look - reported) / 10_000)
  await clock.pass((look - clock.now()) / 1000 + 290 - 0.25 - looksSince * 10)
}

function setVersion(hands: WatchHands, value: string | undefined): void {
  hands.changeSet('roll', (_, { containers: [container] }) => {
    if (value === undefined) delete container!.env
    else container!.env = [{ name: 'V', value }]
  })
}
