import { type PodContainer } from '../objects'
import { type KubeletHost } from './kubelet-host'

/** Why a container can't be started for want of its image; the reason and message of its waiting state. */
export class ImageUnavailable extends Error {
  constructor(
    readonly reason: string,
    message: string,
    /** Simulated milliseconds until it is worth another look. */
    readonly retryMs: number,
  ) {
    super(message)
  }
}

export type ReportPull = (type: 'Normal' | 'Warning', reason: string, message: string) => void

const firstBackOffMs = 10_000
const longestBackOffMs = 300_000
/** How often the kubelet looks again at a pod that isn't as it should be. */
const lookAgainMs: readonly [number, number] = [11_000, 15_000]

/** Pulls one image after the other, with a growing pause after each failure of the same. */
export class ImagePuller {
  #queue: Promise<unknown> = Promise.resolve()
  readonly #backOffs = new Map<string, { ms: number; looksLeft: number }>()

  constructor(private readonly host: KubeletHost) {}

  /** Resolves when the image is there. Throws ImageUnavailable. */
  async ensure(
    { image, imagePullPolicy }: PodContainer,
    report: ReportPull,
    signal: AbortSignal,
  ): Promise<void> {
    if (invalidName.test(image)) throw this.#invalid(image, report)
    const present = this.host.runtime.findImage(image) !== undefined
    if (present && imagePullPolicy !== 'Always') {
      report('Normal', 'Pulled', `Container image "${image}" already present on machine`)
      return
    }
    if (imagePullPolicy === 'Never') throw this.#neverPulled(image, report)
    if (this.#isBackingOff(image)) throw this.#backingOff(image)
    await this.#pull(image, report, signal)
  }

  async #pull(image: string, report: ReportPull, signal: AbortSignal): Promise<void> {
    const turn = this.#queue.then(async () => {
      signal.throwIfAborted()
      report('Normal', 'Pulling', `Pulling image "${image}"`)
      const began = Date.now()
      await this.host.runtime.pull(image, signal)
      report(
        'Normal',
        'Pulled',
        `Successfully pulled image "${image}" in ${(Date.now() - began) / 1000}s`,
      )
    })
    this.#queue = turn.catch(() => undefined)
    try {
      await turn
      this.#backOffs.delete(image)
    } catch (error) {
      signal.throwIfAborted()
      throw this.#failed(image, error as Error, report)
    }
  }

  #failed(image: string, { message }: Error, report: ReportPull): ImageUnavailable {
    const text = message.startsWith('rpc error')
      ? message
      : `rpc error: code = Unknown desc = ${fromDaemon(message)}`
    report('Warning', 'Failed', `Failed to pull image "${image}": ${text}`)
    report('Warning', 'Failed', 'Error: ErrImagePull')
    report('Normal', 'BackOff', backOffText(image))
    report('Warning', 'Failed', 'Error: ImagePullBackOff')
    const { ms } = this.#backOffs.get(image) ?? { ms: firstBackOffMs / 2 }
    const next = Math.min(ms * 2, longestBackOffMs)
    this.#backOffs.set(image, {
      ms: next,
      looksLeft: Math.max(1, Math.round(next / lookAgainMs[0])),
    })
    return new ImageUnavailable('ErrImagePull', text, this.#lookAgain())
  }

  #backingOff(image: string): ImageUnavailable {
    return new ImageUnavailable('ImagePullBackOff', backOffText(image), this.#lookAgain())
  }

  #neverPulled(image: string, report: ReportPull): ImageUnavailable {
    const message = `Container image "${image}" is not present with pull policy of Never`
    report('Warning', 'ErrImageNeverPull', message)
    report('Warning', 'Failed', 'Error: ErrImageNeverPull')
    return new ImageUnavailable('ErrImageNeverPull', message, this.#lookAgain())
  }

  #invalid(image: string, report: ReportPull): ImageUnavailable {
    const message = `Failed to apply default image tag "${image}": couldn't parse image reference "${image}": invalid reference format: repository name must be lowercase`
    report('Warning', 'InspectFailed', message)
    report('Warning', 'Failed', 'Error: InvalidImageName')
    return new ImageUnavailable('InvalidImageName', message, this.#lookAgain())
  }

  /** A failure is shown until the kubelet's next look, which finds the back-off running: so the two take turns. */
  #isBackingOff(image: string): boolean {
    const backOff = this.#backOffs.get(image)
    if (!backOff || backOff.looksLeft === 0) return false
    backOff.looksLeft--
    return true
  }

  #lookAgain(): number {
    return this.host.random.between(...lookAgainMs)
  }
}

const backOffText = (image: string): string => `Back-off pulling image "${image}"`

const invalidName = /^[^@:]*[A-Z]/

const fromDaemon = (message: string): string =>
  message.startsWith('Error response from daemon: ')
    ? message
    : `Error response from daemon: ${message}`
