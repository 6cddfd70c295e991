import { knownRegistries, refusing } from '../../../docker/image-store'
import { type PodSpec } from '../../objects'
import { type WatchHands } from '../watch-hands'
import { type WatchStory } from '../watch-story'

const registry = '10.251.0.1:5000'

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

interface Pull {
  readonly name: string
  readonly scenario: string
  /** `lab/bb:1` by default. */
  readonly image?: string
  readonly policy?: string
  readonly secret?: string
  /** The device has the image already. */
  readonly present?: boolean
  /** What the registry answers. */
  readonly refusal?: string
  /** So many seconds after the start it gives the image … */
  readonly mended?: number
  /** … to another pod first. */
  readonly toAnother?: boolean
  readonly streams: readonly [first: string, ...others: string[]]
  readonly chance?: number
}

const secret = 'kube-pull-secret'
const at = `Get "https://${registry}/v2/"`
const noCredentials = (tag: string): string =>
  `Head "https://${registry}/v2/lab/bb/manifests/${tag}": no basic auth credentials`
const unknown = (image: string): string =>
  `manifest for ${registry}/${image} not found: manifest unknown: manifest unknown`

const pulls: readonly Pull[] = [
  {
    name: 'a registry without a route is tried in vain',
    scenario: 'no-proxy-no-route',
    secret,
    refusal: `${at}: dial tcp ${registry}: connect: no route to host`,
    streams: [
      'containers-055-pods-pull-no-proxy-no-route',
      'containers-056-events-pull-no-proxy-no-route',
    ],
  },
  {
    name: 'a registry with a certificate of an unknown authority is tried in vain',
    scenario: 'unknown-ca',
    secret,
    refusal: `${at}: x509: certificate signed by unknown authority`,
    streams: ['containers-175-pods-pull-unknown-ca', 'containers-176-events-pull-unknown-ca'],
  },
  {
    name: 'a pod without a secret starts once another pod has brought the image',
    scenario: 'no-secret',
    refusal: noCredentials('1'),
    mended: 45,
    toAnother: true,
    streams: ['containers-199-pods-pull-no-secret', 'containers-200-events-pull-no-secret'],
  },
  {
    name: 'a wrong secret that is mended is used by the next attempt',
    scenario: 'wrong-secret',
    secret,
    refusal: 'unauthorized: authentication required',
    mended: 32,
    streams: ['containers-201-pods-pull-wrong-secret', 'containers-202-events-pull-wrong-secret'],
  },
  {
    name: 'a missing secret is as good as none',
    scenario: 'missing-secret',
    secret: 'no-such-secret',
    refusal: noCredentials('1'),
    mended: 32,
    streams: ['containers-203-pods-pull-missing-secret'],
  },
  {
    name: 'an unknown tag is asked for after 10, 20 and 40 seconds',
    scenario: 'tag-unknown',
    image: 'lab/bb:nope',
    secret,
    refusal: unknown('lab/bb:nope'),
    streams: ['containers-205-pods-pull-tag-unknown', 'containers-206-events-pull-tag-unknown'],
  },
  {
    name: 'an unknown repository is asked for after 10, 20 and 40 seconds',
    scenario: 'repo-unknown',
    image: 'lab/nosuchrepo:1',
    secret,
    refusal: unknown('lab/nosuchrepo:1'),
    streams: ['containers-207-pods-pull-repo-unknown', 'containers-208-events-pull-repo-unknown'],
    chance: 0.9,
  },
  {
    name: 'a present image that may not be pulled is used',
    scenario: 'present-never',
    image: 'lab/bb:2',
    policy: 'Never',
    present: true,
    streams: ['containers-218-pods-pull-present-Never', 'containers-219-events-pull-present-Never'],
  },
  {
    name: 'an absent image that may not be pulled is missed',
    scenario: 'absent-never',
    image: 'lab/bb:3',
    policy: 'Never',
    streams: ['containers-220-pods-pull-absent-Never', 'containers-221-events-pull-absent-Never'],
  },
  {
    name: 'a present image that is always pulled is asked for in vain without a secret',
    scenario: 'present-always-no-secret',
    image: 'lab/bb:2',
    policy: 'Always',
    present: true,
    refusal: noCredentials('2'),
    streams: [
      'containers-224-pods-pull-present-Always-no-secret',
      'containers-225-events-pull-present-Always-no-secret',
    ],
  },
  {
    name: 'a proxy that comes back is used by the next attempt',
    scenario: 'proxy-down',
    image: 'lab/bb:3',
    secret,
    refusal: `${at}: proxyconnect tcp: dial tcp 10.250.0.1:3128: connect: connection refused`,
    mended: 30,
    streams: ['containers-226-pods-pull-proxy-down', 'containers-227-events-pull-proxy-down'],
  },
  {
    name: 'a proxy that forbids the registry is asked in vain',
    scenario: 'proxy-403',
    image: 'lab/big:1',
    secret,
    refusal: `${at}: Access violation`,
    streams: ['containers-229-events-pull-proxy-403'],
  },
]

export const pullStories = [dockerRestart, ...pulls.map(storyOf)]

function storyOf({ image = 'lab/bb:1', policy = 'IfNotPresent', ...of }: Pull): WatchStory {
  const namespace = `p-${of.scenario}`
  const reference = `${registry}/${image}`
  const gives = knownRegistries([{ tags: [reference], sizeBytes: 2_000_000, command: ['sh'] }])
  const { name, streams, chance, refusal, mended } = of
  return {
    name,
    streams,
    ...(chance !== undefined && { chance }),
    async before(hands) {
      await joinedWith(hands, namespace)
      const { runtime } = hands.lab
      runtime.registry = gives
      if (of.present) void runtime.pull(reference)
      await hands.clock.pass(2)
      if (refusal) runtime.registry = refusing(() => refusal)
    },
    async happens(hands) {
      const more = of.secret === undefined ? {} : { imagePullSecrets: [{ name: of.secret }] }
      pull(hands, namespace, { image: reference, imagePullPolicy: policy }, more)
      if (mended !== undefined) {
        await hands.at(mended)
        hands.lab.runtime.registry = gives
        if (of.toAnother) void hands.lab.runtime.pull(reference)
      }
      await hands.untilAsRecorded(streams[0])
      hands.deleteNamespace(namespace)
      await hands.podIsGone('pull')
    },
  }
}

async function joinedWith(hands: WatchHands, namespace: string): Promise<void> {
  await hands.joined()
  hands.createNamespace(namespace)
  await hands.clock.pass(1)
}

/** A DaemonSet `pull` in a namespace of its own. */
function pull(
  hands: WatchHands,
  namespace: string,
  container: { image: string; imagePullPolicy: string },
  more: Partial<PodSpec> = {},
): void {
  hands.createSet(
    'pull',
    {
      selector: { matchLabels: { app: 'pull' } },
      template: {
        metadata: { labels: { app: 'pull' } },
        spec: {
          nodeSelector: { 'worker.sonic/platform': 'x86_64-kvm_x86_64-r0' },
          hostNetwork: true,
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: 'main',
              command: ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1; done"],
              ...container,
            },
          ],
          ...more,
        },
      },
    },
    namespace,
  )
}
