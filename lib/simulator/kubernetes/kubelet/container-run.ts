import { type RuntimeContainer } from './container-runtime'
import { type PodContainer } from '../objects'

/** One container of a pod through all its restarts. */
export interface ContainerRun {
  /** As the pod has it now. */
  spec: PodContainer
  /** The engine's container of the latest start, and of the one before. */
  id?: string
  before?: string
  restarts: number
  /** Its sandbox is another one: it is started again, whatever became of it in the one before. */
  isMadeAnew?: boolean
  /** Why the latest attempt did not get it running. */
  failure?: { reason: string; message: string } | undefined
  /** What its probes say; absent for those that it hasn't. */
  readonly probed: Probed
}

/** The engine's container of the last end that is told: of one that waits to be started again the latest, else the one before. */
export const lastEnded = (
  { failure, id, before }: ContainerRun,
  isRunning: boolean,
): string | undefined => (failure !== undefined && !isRunning ? id : before)

/** `alive` is false once its liveness or startup probe has failed for good. */
export interface Probed {
  ready?: boolean
  started?: boolean
  alive?: boolean
}

/** Takes up what a kubelet before this one had started. */
export function adoptRun(spec: PodContainer, found: readonly RuntimeContainer[]): ContainerRun {
  const own = found
    .filter(({ labels }) => labels[containerName] === spec.name)
    .sort((a, b) => attemptOf(b) - attemptOf(a))
  const run: ContainerRun = { spec, restarts: own[0] ? attemptOf(own[0]) : 0, probed: {} }
  if (own[0]) run.id = own[0].id
  if (own[1]) run.before = own[1].id
  return run
}

const attemptOf = ({ labels }: RuntimeContainer): number =>
  Number(labels['annotation.io.kubernetes.container.restartCount'] ?? 0)

const containerName = 'io.kubernetes.container.name'
export const podUid = 'io.kubernetes.pod.uid'
const sandboxName = 'POD'

export const isSandbox = ({ labels }: RuntimeContainer): boolean =>
  labels[containerName] === sandboxName

/** The last part of a sandbox's name. */
export const sandboxAttempt = ({ name }: RuntimeContainer): number =>
  Number(/_(\d+)$/.exec(name)?.[1] ?? 0)
