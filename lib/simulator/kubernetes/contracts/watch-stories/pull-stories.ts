import { type WatchStory } from '../watch-story'
import { givesAfter, registry, secret, storyOf } from './pull'
import { joinedWith, pull } from './pulling-hands'
import { pulls } from './pulls'

const dockerRestart: WatchStory = {
  name: 'docker restarts under a running pod, which gets a new sandbox and counts a restart',
  streams: [
    'containers-171-pods-pull-docker-restart',
    'containers-172-events-pull-docker-restart',
    'containers-173-nodes-docker-restart',
  ],
  async before(hands) {
    await joinedWith(hands, 'p-docker-restart')
    // Left by the feature hand-over before.
    hands.label('snmp_enabled', 'true')
    hands.label('snmp_local', '20261104.01')
  },
  async happens(hands) {
    pull(hands, 'p-docker-restart', { image: 'lab/busybox:1', imagePullPolicy: 'Never' })
    await hands.podIsReady('pull')
    await hands.at(4.7)
    hands.lab.runtime.powerOff(0)
    hands.lab.runtime.powerOn()
    await hands.at(23.9)
    hands.deleteNamespace('p-docker-restart')
    await hands.podIsGone('pull')
  },
}

const queue: WatchStory = {
  name: 'one pull that stalls keeps the next one waiting',
  streams: [
    'containers-274-pods-pull-stalled-pull-2',
    'containers-275-events-pull-stalled-pull-2',
    'containers-277-events-pull-queued-behind-stalled-pull',
  ],
  async before(hands) {
    await joinedWith(hands, 'p-stalled-pull-2')
    hands.createNamespace('p-queued-behind-stalled-pull')
    await hands.clock.pass(1)
    const big = `${registry}/lab/big:1`
    hands.lab.runtime.registry = givesAfter(hands, `${registry}/lab/bb:3`, (reference) =>
      reference === big ? Infinity : 0,
    )
  },
  async happens(hands) {
    const pod = (namespace: string, image: string): void =>
      pull(
        hands,
        namespace,
        { image: `${registry}/${image}`, imagePullPolicy: 'IfNotPresent' },
        withSecret,
      )
    pod('p-stalled-pull-2', 'lab/big:1')
    await hands.clock.pass(6.7)
    pod('p-queued-behind-stalled-pull', 'lab/bb:3')
    await hands.untilAsRecorded('containers-277-events-pull-queued-behind-stalled-pull')
    for (const namespace of ['p-queued-behind-stalled-pull', 'p-stalled-pull-2'])
      hands.deleteNamespace(namespace)
    await hands.podIsGone('pull')
  },
}

const withSecret = { imagePullSecrets: [{ name: secret }] }

export const pullStories = [dockerRestart, ...pulls.map(storyOf), queue]
