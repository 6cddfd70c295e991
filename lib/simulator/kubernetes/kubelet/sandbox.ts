import { referenceTo } from '../events/event-recorder'
import { type RuntimeContainer } from './container-runtime'
import { type Pod } from '../objects'
import { isSandbox, podUid, sandboxAttempt } from './container-run'
import { type KubeletHost } from './kubelet-host'
import { makeLogDirectory } from './pod-logs'
import { stopContainer } from './stop-container'

/** A pod's sandbox: made when first needed and again after it was lost. */
export class Sandbox {
  id: string | undefined

  constructor(
    private readonly host: KubeletHost,
    private readonly pod: () => Pod,
    /** What a kubelet before this one had made. */
    found: RuntimeContainer | undefined,
  ) {
    this.id = found?.id
  }

  get running(): boolean {
    return this.id !== undefined && this.host.runtime.inspect(this.id)?.running === true
  }

  /** The engine has one, running or not. */
  get isKnown(): boolean {
    return this.#latest !== undefined
  }

  /** The newest that the engine has, running or not: one that somebody has removed never was. */
  get #latest(): RuntimeContainer | undefined {
    const { uid } = this.pod().metadata
    return this.host.runtime
      .podContainers()
      .filter((each) => isSandbox(each) && each.labels[podUid] === uid)
      .toSorted((a, b) => sandboxAttempt(b) - sandboxAttempt(a))[0]
  }

  /** One attempt at a new one; answers its id, or undefined when that failed. */
  async make(signal: AbortSignal): Promise<string | undefined> {
    const { runtime } = this.host
    const lost = this.#latest
    if (lost) this.#report('Normal', 'SandboxChanged', changed)
    const attempt = lost ? sandboxAttempt(lost) + 1 : 0
    this.id = undefined
    if (this.host.hostFiles) makeLogDirectory(this.host.hostFiles.fs, this.pod())
    try {
      const id = await runtime.runSandbox(this.pod(), attempt)
      if (signal.aborted) await runtime.stopContainer(id, 0)
      signal.throwIfAborted()
      return (this.id = id)
    } catch (error) {
      signal.throwIfAborted()
      const { message } = error as Error
      const why = message.startsWith('Failed')
        ? message
        : `Failed to create pod sandbox: rpc error: code = Unknown desc = ${message}`
      this.#report('Warning', 'FailedCreatePodSandBox', why)
      return undefined
    }
  }

  async stop(): Promise<void> {
    if (this.id !== undefined && this.running) await stopContainer(this.host, this.id, 0)
  }

  #report(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.host.recorder.record({ about: referenceTo(this.pod()), type, reason, message })
  }
}

const changed = 'Pod sandbox changed, it will be killed and re-created.'
