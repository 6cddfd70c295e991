import { type WatchStory } from '../watch-story'

const crash: WatchStory = {
  name: 'a container that keeps crashing is restarted after 0, 10, 20, 40, 80 seconds',
  streams: [
    'containers-026-pods-crashloop',
    'containers-027-events-crashloop',
    'containers-029-daemonset-crashloop',
  ],
  before: (hands) => hands.joined(),
  async happens(hands) {
    hands.createRecorded('containers-029-daemonset-crashloop')
    await hands.at(312.76)
    hands.taint([{ key: 'lab', value: 'x', effect: 'NoSchedule' }])
    await hands.at(329)
    hands.taint([])
    await hands.at(342.04)
    hands.deleteSet('crash')
    await hands.clock.pass(1)
  },
}

const withoutHostNetwork: WatchStory = {
  name: 'a pod without host network tries sandbox after sandbox',
  streams: [
    'containers-027-events-hostnetwork-false',
    'containers-028-pods-hostnetwork-false',
    'containers-031-daemonset-hostnetwork-false',
  ],
  before: (hands) => hands.joined(),
  async happens(hands) {
    hands.createRecorded('containers-031-daemonset-hostnetwork-false')
    await hands.at(27.4)
    hands.deleteSet('cninet')
    await hands.podIsGone('cninet')
  },
}

const twoContainers: WatchStory = {
  name: 'of two containers one does not start for a while',
  streams: [
    'containers-073-events-two-containers-privileged',
    'containers-074-daemonset-two-containers-privileged',
  ],
  async before(hands) {
    const { runtime } = hands.lab
    const start = runtime.start.bind(runtime)
    let refused = true
    runtime.start = (container) => {
      const { labels } = container.spec
      if (!refused || labels?.['io.kubernetes.container.name'] !== 'main') return start(container)
      // The lab's kernel granted no container all privileges at first.
      runtime.cannotStart(container, 'unable to apply caps: operation not permitted', 128)
    }
    await hands.joined()
    hands.createRecorded('containers-074-daemonset-two-containers-privileged')
    await hands.clock.pass(176)
    refused = false
  },
  async happens(hands) {
    await hands.podIsReady('multi')
    await hands.at(11.6)
    hands.deleteSet('multi')
    await hands.clock.pass(1)
  },
}

const readiness: WatchStory = {
  name: 'a readiness probe makes a pod ready at its first success, unready at its third failure',
  streams: [
    'containers-080-pods-readiness-failing',
    'containers-081-events-readiness-failing',
    'containers-082-daemonset-readiness-failing',
  ],
  before: (hands) => hands.joined(),
  async happens(hands) {
    hands.createRecorded('containers-082-daemonset-readiness-failing')
    await hands.at(14.6)
    const { runtime } = hands.lab
    await runtime.exec(hands.containerId('ready'), ['touch', '/tmp/ok'])
    await hands.podIsReady('ready')
    await runtime.exec(hands.containerId('ready'), ['rm', '/tmp/ok'])
    await hands.until(
      'it is unready',
      () => hands.pod('ready')?.status.containerStatuses?.[0]?.ready === false,
    )
    await hands.clock.pass(0.06)
    hands.deleteSet('ready')
  },
}

/** A DaemonSet of a recording is created and, so many seconds after the start, deleted. */
const shortLived = (
  name: string,
  set: string,
  stream: string,
  seconds: number,
  others: readonly string[],
): WatchStory => ({
  name,
  streams: [stream, ...others],
  before: (hands) => hands.joined(),
  async happens(hands) {
    hands.createRecorded(stream)
    await hands.at(seconds)
    hands.deleteSet(set)
  },
})

export const failingStories = [
  crash,
  withoutHostNetwork,
  twoContainers,
  readiness,
  shortLived(
    'an image that may not be pulled is missed',
    'nev',
    'containers-104-daemonset-pullpolicy',
    2.18,
    ['containers-103-events-pullpolicy'],
  ),
  shortLived(
    'an image with an invalid name is refused',
    'inv',
    'containers-107-daemonset-invalid-image-name',
    2.13,
    ['containers-105-pods-invalid-image-name', 'containers-106-events-invalid-image-name'],
  ),
  shortLived(
    'a command that is not in the image cannot be started',
    'badcmd',
    'containers-110-daemonset-bad-command',
    5.13,
    ['containers-109-events-bad-command'],
  ),
  shortLived(
    'a directory of the host that is missing holds the pod back',
    'hp',
    'containers-113-daemonset-hostpath-missing',
    6.32,
    ['containers-111-pods-hostpath-missing', 'containers-112-events-hostpath-missing'],
  ),
]
