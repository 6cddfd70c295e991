import { type CoreV1Event, type V1Pod } from '../kube/api/client-node'
import { type PodApi } from '../kube/conditions'
import { following, ridingOut } from '../kube/watch/looks'
import { describePods, isRunning } from '../kube/pod-state'
import { inWords, type PodQuery, type Query } from '../kube/api/queries'
import { type Condition, met, notYet } from '../wait/condition'
import { seconds } from '../wait/duration'
import { causeOfPullFailure, type PullCause } from './pull-failure'

interface PullApi extends PodApi {
  listEvents(query: Query): Promise<CoreV1Event[]>
}

/** A pod whose image does not come: why, in Docker's words, as the kubelet's event has them. */
export interface FailedPull {
  readonly pod: string
  readonly text: string
}

/**
 * The kubelet says that it cannot pull the image of such a pod, for this cause. It is read from events: the pod's own status
 * has the text for one sync at a time only, and lags. Throws as soon as a pod runs: then it came.
 */
export const pullFails = (
  kube: PullApi,
  query: PodQuery,
  cause: PullCause,
): Condition<FailedPull> => ({
  description: `the pull of a pod ${inWords(query)} to fail, as ${cause}`,
  hint: `kubectl -n ${query.namespace ?? 'default'} get events --field-selector reason=Failed`,
  everyMs: seconds(1),
  watch: following(() => kube.watchPods(query)),
  check: (signal) =>
    ridingOut(async () => {
      const pods = await kube.listPods(query, signal)
      const running = pods.find(isRunning)
      if (running) throw new ImageCame(running.metadata?.name ?? '', cause)
      const failed = await failedPulls(kube, pods)
      const found = failed.find(({ text }) => causeOfPullFailure(text)?.cause === cause)
      if (found) return met(found)
      return notYet(failed.map(inTheWordsOfThePlan).join(', ') || describePods(pods))
    }),
})

/** A pod of an image that has to be pulled is Running. Until then it tells why its image does not come, and what to do. Gives the pod. */
export const pulledPodRunning = (kube: PullApi, query: PodQuery): Condition<V1Pod> => ({
  description: `a Running pod ${inWords(query)}, its image pulled`,
  hint: `kubectl -n ${query.namespace ?? 'default'} describe pods`,
  watch: following(() => kube.watchPods(query)),
  check: (signal) =>
    ridingOut(async () => {
      const pods = await kube.listPods(query, signal)
      const running = pods.find(isRunning)
      if (running) return met(running)
      const failed = (await failedPulls(kube, pods)).map(inTheWordsOfThePlan)
      return notYet(failed.at(-1) ?? describePods(pods))
    }),
})

/** The image came, although it should not. */
export class ImageCame extends Error {
  override readonly name = 'ImageCame'
  constructor(pod: string, cause: PullCause) {
    super(
      `Pod ${pod} is Running, although its image should not have come (${cause}).\n` +
        '  Next: was the image on the DUT already, or does the registry let everybody in?',
    )
  }
}

async function failedPulls(kube: PullApi, pods: readonly V1Pod[]): Promise<readonly FailedPull[]> {
  const each = pods.map(({ metadata }) => pullTexts(kube, metadata?.namespace, metadata?.name))
  return (await Promise.all(each)).flat()
}

async function pullTexts(
  kube: PullApi,
  namespace = 'default',
  name = '',
): Promise<readonly FailedPull[]> {
  const events = await kube.listEvents({ namespace, fields: { 'involvedObject.name': name } })
  return events.flatMap(({ message = '' }) => {
    const [, text] = /^Failed to pull image "[^"]*": ([^]*)$/.exec(message) ?? []
    return text === undefined ? [] : [{ pod: name, text }]
  })
}

const inTheWordsOfThePlan = ({ pod, text }: FailedPull): string => {
  const known = causeOfPullFailure(text)
  return `${pod}: ${known ? `${known.cause} (${text}). Next: ${known.next}` : text}`
}
