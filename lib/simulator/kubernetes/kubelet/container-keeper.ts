import { type RuntimeContainer } from '../container-runtime'
import { type Pod } from '../objects'
import { type ContainerRun } from './container-run'
import { type ImagePuller, ImageUnavailable } from './image-puller'
import { type KubeletHost } from './kubelet-host'
import { terminated } from './pod-status'
import { type Sandbox } from './sandbox'

/** How long the kubelet takes to notice what happened in the engine. */
export const noticeMs: readonly [number, number] = [100, 1_000]
const firstBackOffMs = 10_000
const longestBackOffMs = 300_000

export interface KeeperOptions {
  readonly host: KubeletHost
  readonly puller: ImagePuller
  readonly sandbox: Sandbox
  readonly pod: () => Pod
  readonly signal: AbortSignal
  readonly report: () => void
  readonly event: (
    container: string,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ) => void
}

/** Gets one container running, and running again; all its methods reject when the signal aborts. */
export class ContainerKeeper {
  constructor(
    private readonly options: KeeperOptions,
    private readonly run: ContainerRun,
  ) {}

  /** For an init container: resolves when it has succeeded. */
  async complete(): Promise<void> {
    for (;;) {
      const ended = await this.#runOnce()
      if (ended?.exitCode === 0) return this.#noticeSoon()
      await this.#restartPause(ended)
    }
  }

  /** Restarts it for as long as the pod's policy wants it to run. */
  async keepUp(): Promise<void> {
    for (;;) {
      const ended = await this.#runOnce()
      const { restartPolicy } = this.options.pod().spec
      const over =
        restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && ended?.exitCode === 0)
      this.#noticeSoon()
      if (ended && over) return
      await this.#restartPause(ended)
    }
  }

  /** Starts it unless it runs already, and waits for its end; undefined when it could not start. */
  async #runOnce(): Promise<RuntimeContainer | undefined> {
    const { run } = this
    const { host, sandbox, signal } = this.options
    if (run.id === undefined || !host.runtime.inspect(run.id)?.running) {
      await this.#fetchImage()
      const id = await sandbox.ensure(signal)
      if (!(await this.#start(id))) return undefined
    }
    this.#noticeSoon()
    await this.#exitOf(run.id!)
    return host.runtime.inspect(run.id!)
  }

  async #fetchImage(): Promise<void> {
    const { puller, signal, event, report } = this.options
    const { spec } = this.run
    for (;;) {
      try {
        return await puller.ensure(spec, (...what) => event(spec.name, ...what), signal)
      } catch (error) {
        if (!(error instanceof ImageUnavailable)) throw error
        this.run.waiting = { reason: error.reason, message: error.message }
        report()
        await this.#pause(error.retryMs)
      }
    }
  }

  async #start(sandboxId: string): Promise<boolean> {
    const { run } = this
    const { host, pod, signal, event } = this.options
    const { name } = run.spec
    try {
      const id = await host.runtime.startContainer(pod(), run.spec, run.restarts, sandboxId)
      if (signal.aborted) await host.runtime.stopContainer(id, 0)
      signal.throwIfAborted()
      run.id = id
      run.waiting = undefined
      event(name, 'Normal', 'Created', `Created container ${name}`)
      event(name, 'Normal', 'Started', `Started container ${name}`)
      return true
    } catch (error) {
      signal.throwIfAborted()
      const { message } = error as Error
      run.waiting = { reason: 'RunContainerError', message }
      event(name, 'Warning', 'Failed', `Error: ${message}`)
      return false
    }
  }

  /** The first restart comes at once, later ones after a pause that doubles. */
  async #restartPause(ended: RuntimeContainer | undefined): Promise<void> {
    const { run } = this
    const { host, pod, signal, event } = this.options
    if (ended) run.last = terminated(ended)
    if (run.restarts === 0) {
      await host.clock.delay(host.random.between(...noticeMs), signal)
    } else {
      const { name, namespace, uid } = pod().metadata
      const backOffMs = Math.min(firstBackOffMs * 2 ** (run.restarts - 1), longestBackOffMs)
      const message = `back-off ${inGoTime(backOffMs)} restarting failed container=${run.spec.name} pod=${name}_${namespace}(${uid})`
      run.waiting = { reason: 'CrashLoopBackOff', message }
      event(run.spec.name, 'Warning', 'BackOff', 'Back-off restarting failed container')
      this.#noticeSoon()
      await this.#pause(backOffMs)
    }
    run.restarts++
  }

  #exitOf(id: string): Promise<void> {
    const { host, signal } = this.options
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        unsubscribe()
        signal.removeEventListener('abort', onAbort)
        settle()
      }
      const onAbort = (): void => finish(() => reject(signal.reason as Error))
      const unsubscribe = host.runtime.onExit((exited) => {
        if (exited === id) finish(resolve)
      })
      signal.addEventListener('abort', onAbort, { once: true })
      if (!host.runtime.inspect(id)?.running) finish(resolve)
    })
  }

  #noticeSoon(): void {
    const { host, signal, report } = this.options
    host.clock.after(host.random.between(...noticeMs), () => {
      if (!signal.aborted) report()
    })
  }

  #pause(simulatedMs: number): Promise<void> {
    const { host, signal } = this.options
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        cancel()
        reject(signal.reason as Error)
      }
      const cancel = host.clock.afterInterval(simulatedMs, () => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      })
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }
}

const inGoTime = (ms: number): string => {
  const seconds = ms / 1000
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
