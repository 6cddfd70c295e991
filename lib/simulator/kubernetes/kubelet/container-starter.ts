import { goDuration } from '../../go/duration'
import { referenceTo } from '../events/event-recorder'
import { type Pod, type PodContainer } from '../objects'
import { type BackOff } from './back-off'
import { containerConfig } from './container-config'
import { hashOf } from './container-hash'
import { type ContainerRun } from './container-run'
import { type ImagePuller } from './image-puller'
import { hasKubelet, type KubeletHost } from './kubelet-host'
import { killContainer } from './lifecycle/kill-container'
import { runHook } from './lifecycle/lifecycle-hook'
import { linkLog } from './pod-logs'
import { removeContainer } from './remove-container'
import { StartFailure } from './start-failure'

export interface StarterOptions {
  readonly host: KubeletHost
  readonly puller: ImagePuller
  readonly backOff: BackOff
  readonly pod: () => Pod
  readonly signal: AbortSignal
  readonly event: (
    container: string,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ) => void
}

/** Starts containers, each at most once a sync, and says why one did not start. */
export class ContainerStarter {
  constructor(private readonly options: StarterOptions) {}

  /**
   * Answers whether it runs now. `killed`: the kubelet itself has just ended it; for how long it is waited hangs on how the one before
   * that ended. Rejects only when the signal aborts.
   */
  async start(run: ContainerRun, sandboxId: string, killed = false): Promise<boolean> {
    const { event, signal } = this.options
    try {
      this.#insistOnPatience(run.spec, killed ? run.before : run.id)
      await this.#fetchImage(run)
      await this.#create(run, sandboxId)
      run.failure = undefined
      return true
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof StartFailure)) throw error
      const { reason, message, eventText } = error
      run.failure = { reason, message }
      if (eventText !== null) event(run.spec.name, 'Warning', 'Failed', `Error: ${eventText}`)
      return false
    }
  }

  /** The first restart comes at once, each later one after a pause that doubles. */
  #insistOnPatience(spec: PodContainer, id: string | undefined): void {
    const { host, backOff, pod, event } = this.options
    const ended = id === undefined ? undefined : host.runtime.inspect(id)
    if (!ended) return
    const { name, namespace, uid } = pod().metadata
    const key = `${uid}_${spec.name}_${hashOf(spec)}`
    const since = Date.parse(ended.finishedAt)
    if (!backOff.isWaiting(key, since)) return backOff.lengthen(key, since)
    const restarting = `${spec.name} in pod ${name}_${namespace}(${uid})`
    const which = hasKubelet(host, 'backOffsAreNamed') ? ` ${restarting}` : ''
    event(spec.name, 'Warning', 'BackOff', `Back-off restarting failed container${which}`)
    const pause = goDuration(backOff.current(key))
    throw new StartFailure(
      'CrashLoopBackOff',
      `back-off ${pause} restarting failed container=${spec.name} pod=${name}_${namespace}(${uid})`,
      null,
    )
  }

  #fetchImage({ spec }: ContainerRun): Promise<void> {
    const { puller, pod, signal, event } = this.options
    return puller.ensure(pod(), spec, (...what) => event(spec.name, ...what), signal)
  }

  async #create(run: ContainerRun, sandboxId: string): Promise<void> {
    const { host, pod, signal, event } = this.options
    const { runtime } = host
    const { name } = run.spec
    const attempt = run.id === undefined && !run.isMadeAnew ? 0 : run.restarts + 1
    const config = await failing('CreateContainerConfigError', async () =>
      containerConfig(host, pod(), { container: run.spec, attempt }, (message) =>
        this.#reportOfPod('InvalidEnvironmentVariableNames', message),
      ),
    )
    const id = await failing('CreateContainerError', () =>
      runtime.createContainer(pod(), run.spec, attempt, sandboxId, config),
    )
    if (signal.aborted) removeContainer(host, id)
    signal.throwIfAborted()
    if (run.before !== undefined) removeContainer(host, run.before)
    const before = run.id !== undefined && { before: run.id }
    Object.assign(run, { restarts: attempt, id, isMadeAnew: false, ...before })
    event(name, 'Normal', 'Created', `Created container ${name}`)
    await failing('RunContainerError', () => runtime.startContainer(id), [id, name])
    if (signal.aborted) await runtime.stopContainer(id, 0)
    signal.throwIfAborted()
    const started = runtime.inspect(id)
    if (started && host.hostFiles) linkLog(host.hostFiles.fs, started)
    event(name, 'Normal', 'Started', `Started container ${name}`)
    await this.#postStart(run.spec, id)
  }

  #reportOfPod(reason: string, message: string): void {
    const { host, pod } = this.options
    host.recorder.record({ about: referenceTo(pod()), type: 'Warning', reason, message })
  }

  /** A hook that fails ends its container. */
  async #postStart(container: PodContainer, id: string): Promise<void> {
    const { host, pod, event } = this.options
    const hook = container.lifecycle?.postStart
    const place = { pod: pod(), container, id }
    const failure = hook && (await runHook(host, place, hook))
    if (!failure) return
    const told = hasKubelet(host, 'hooksFailInSilence') ? 'PostStartHook failed' : failure.message
    event(container.name, 'Warning', 'FailedPostStartHook', told)
    const graceSeconds = pod().spec.terminationGracePeriodSeconds ?? 30
    await killContainer(host, event, place, { graceSeconds, message: 'FailedPostStartHook' })
    throw new StartFailure(`PostStartHookError: ${failure.error}`, failure.message, null)
  }
}

/** What the engine refuses is a StartFailure of that reason; the event names the container where the status has its id. */
async function failing<T>(
  reason: string,
  action: () => Promise<T>,
  [id, name]: readonly [string, string] = ['', ''],
): Promise<T> {
  try {
    return await action()
  } catch (error) {
    const { message } = error as Error
    throw new StartFailure(reason, message, id ? message.replaceAll(id, name) : message)
  }
}
