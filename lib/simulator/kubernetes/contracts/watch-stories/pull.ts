import { knownRegistries, refusing, type Registry } from '../../../docker/images/image-store'
import { LabTerminal } from '../lab-terminal'
import { type WatchHands } from '../watch-hands'
import { type WatchStory } from '../watch-story'
import { joinedWith, pull } from './pulling-hands'

export const registry = '10.251.0.1:5000'
/** The pull secret that was right in the lab. */
export const secret = 'kube-pull-secret'

/** A pod that pulls an image from the registry beyond the vmhost. */
export interface Pull {
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
  /** So many seconds it takes to give the image; Infinity: it stalls. */
  readonly takes?: number
  /** So many seconds after the start it gives the image … */
  readonly mended?: number
  /** … to another pod first. */
  readonly toAnother?: boolean
  readonly streams: readonly [first: string, ...others: string[]]
  readonly chance?: number
}

export function storyOf({ image = 'lab/bb:1', policy = 'IfNotPresent', ...of }: Pull): WatchStory {
  const namespace = `p-${of.scenario}`
  const reference = `${registry}/${image}`
  const { name, streams, chance, refusal, mended, takes = 0 } = of
  return {
    name,
    streams,
    ...(chance !== undefined && { chance }),
    async before(hands) {
      await joinedWith(hands, namespace)
      if (of.secret === secret) await createSecret(hands, namespace)
      const { runtime } = hands.lab
      runtime.registry = givesAfter(hands, reference, () => takes)
      if (of.present) void runtime.pull(reference)
      await hands.clock.pass(2)
      if (refusal) runtime.registry = refusing(() => refusal)
    },
    async happens(hands) {
      const more = of.secret === undefined ? {} : { imagePullSecrets: [{ name: of.secret }] }
      pull(hands, namespace, { image: reference, imagePullPolicy: policy }, more)
      if (mended !== undefined) {
        await hands.at(mended)
        hands.lab.runtime.registry = givesAfter(hands, reference, () => 0)
        if (of.toAnother) void hands.lab.runtime.pull(reference)
      }
      await hands.untilAsRecorded(streams[0])
      hands.deleteNamespace(namespace)
      await hands.podIsGone('pull')
    },
  }
}

/** As it was made in the lab. */
async function createSecret(hands: WatchHands, namespace: string): Promise<void> {
  await new LabTerminal(hands).type(
    `minikube kubectl -- create secret docker-registry ${secret} -n ${namespace} --docker-server=${registry} \\
      --docker-username=lab --docker-password=secret1 --dry-run=client -o yaml | minikube kubectl -- apply -f -`,
  )
}

/** A registry with one image, which it takes so many seconds to give; Infinity: until it is given up. */
export function givesAfter(
  { clock }: WatchHands,
  image: string,
  takes: (reference: string) => number,
): Registry {
  const gives = knownRegistries([{ tags: [image], sizeBytes: 2_000_000, command: ['sh'] }])
  return {
    ...gives,
    async fetch(reference, request) {
      const seconds = takes(reference)
      await (seconds === Infinity ? givenUp(request?.signal) : clock.delay(seconds * 1000))
      return gives.fetch(reference, request)
    },
  }
}

const givenUp = (signal?: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
