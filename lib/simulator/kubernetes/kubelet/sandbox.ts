import { referenceTo } from '../event-recorder'
import { type Pod } from '../objects'
import { type KubeletHost } from './kubelet-host'
import { stopContainer } from './stop-container'

const retryMs: readonly [number, number] = [11_000, 15_000]

/** A pod's sandbox: made when first needed and again after it was lost. */
export class Sandbox {
  #attempt = 0
  #making: Promise<string> | undefined

  constructor(
    private readonly host: KubeletHost,
    private readonly pod: () => Pod,
    public id: string | undefined,
  ) {}

  /** Resolves when there is one, however often it takes; rejects when the signal aborts. */
  async ensure(signal: AbortSignal): Promise<string> {
    if (this.id !== undefined) return this.id
    this.#making ??= this.#make(signal).finally(() => (this.#making = undefined))
    return this.#making
  }

  async stop(): Promise<void> {
    const { id } = this
    this.id = undefined
    if (id !== undefined) await stopContainer(this.host, id, 0)
  }

  lost(): void {
    this.id = undefined
    this.#attempt++
  }

  async #make(signal: AbortSignal): Promise<string> {
    const { runtime, clock, random } = this.host
    for (;;) {
      signal.throwIfAborted()
      try {
        const id = await runtime.runSandbox(this.pod(), this.#attempt)
        if (signal.aborted) await runtime.stopContainer(id, 0)
        signal.throwIfAborted()
        return (this.id = id)
      } catch (error) {
        signal.throwIfAborted()
        this.#attempt++
        this.#reportFailure((error as Error).message)
        await new Promise<void>((resolve) =>
          clock.afterInterval(random.between(...retryMs), resolve),
        )
      }
    }
  }

  #reportFailure(text: string): void {
    const message = text.startsWith('Failed')
      ? text
      : `Failed to create pod sandbox: rpc error: code = Unknown desc = ${text}`
    this.host.recorder.record({
      about: referenceTo(this.pod()),
      type: 'Warning',
      reason: 'FailedCreatePodSandBox',
      message,
    })
  }
}
