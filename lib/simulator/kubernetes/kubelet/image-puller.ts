import { isReference, whyNoReference } from '../../docker/images/reference'
import { goDuration } from '../../go/duration'
import { type Pod, type PodContainer } from '../objects'
import { type BackOff } from './back-off'
import { hasKubelet, type KubeletHost } from './kubelet-host'
import { PullLogins } from './pull-logins'
import { StartFailure } from './start-failure'

export type ReportPull = (type: 'Normal' | 'Warning', reason: string, message: string) => void

/** Pulls one image after the other, with a growing pause after each failure for the same pod. */
export class ImagePuller {
  #queue: Promise<unknown> = Promise.resolve()
  readonly #logins: PullLogins

  constructor(
    private readonly host: KubeletHost,
    private readonly backOff: BackOff,
  ) {
    this.#logins = new PullLogins(host)
  }

  /** Resolves when the image is there. Throws StartFailure; aborted, the signal's reason. */
  async ensure(
    pod: Pod,
    { image, imagePullPolicy }: PodContainer,
    report: ReportPull,
    signal: AbortSignal,
  ): Promise<void> {
    if (!isReference(image)) throw this.#invalid(image, report)
    const present = this.host.runtime.findImage(image) !== undefined
    if (present && imagePullPolicy !== 'Always') {
      report('Normal', 'Pulled', `Container image "${image}" already present on machine`)
      return
    }
    if (imagePullPolicy === 'Never') {
      const message = `Container image "${image}" is not present with pull policy of Never`
      report('Warning', 'ErrImageNeverPull', message)
      throw new StartFailure('ErrImageNeverPull', message)
    }
    const key = `${pod.metadata.uid ?? ''}_${image}`
    if (this.backOff.isWaiting(key)) {
      const message = `Back-off pulling image "${image}"`
      report('Normal', 'BackOff', message)
      throw new StartFailure('ImagePullBackOff', message)
    }
    await this.#pull({ image, key, pod }, report, signal)
  }

  async #pull(
    { image, key, pod }: { image: string; key: string; pod: Pod },
    report: ReportPull,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock } = this.host
    report('Normal', 'Pulling', `Pulling image "${image}"`)
    const began = clock.now()
    let started = began
    const turn = this.#queue.then(() => {
      signal.throwIfAborted()
      started = clock.now()
      return this.#tryLogins(pod, image, signal)
    })
    this.#queue = turn.catch(() => undefined)
    try {
      await turn
    } catch (error) {
      signal.throwIfAborted()
      throw this.#failed(image, key, error as Error, report)
    }
    const since = (time: number): string => goDuration(Math.round(clock.now() - time))
    const took = hasKubelet(this.host, 'waitingIsTold')
      ? `${since(started)} (${since(began)} including waiting)`
      : since(began)
    report('Normal', 'Pulled', `Successfully pulled image "${image}" in ${took}`)
  }

  /** Each login in turn; the last one's failure counts. */
  async #tryLogins(pod: Pod, image: string, signal: AbortSignal): Promise<void> {
    const { runtime } = this.host
    const [last, ...others] = this.#logins.of(pod, image).toReversed()
    for (const login of others.toReversed()) {
      try {
        return void (await runtime.pull(image, signal, login))
      } catch {
        signal.throwIfAborted()
      }
    }
    await runtime.pull(image, signal, last)
  }

  #failed(image: string, key: string, { message }: Error, report: ReportPull): StartFailure {
    const text = message.startsWith('rpc error')
      ? message
      : `rpc error: code = Unknown desc = ${fromDaemon(message)}`
    report('Warning', 'Failed', `Failed to pull image "${image}": ${text}`)
    this.backOff.lengthen(key)
    return new StartFailure('ErrImagePull', text)
  }

  #invalid(image: string, report: ReportPull): StartFailure {
    const message = `Failed to apply default image tag "${image}": couldn't parse image reference "${image}": ${whyNoReference(image)}`
    report('Warning', 'InspectFailed', message)
    return new StartFailure('InvalidImageName', message)
  }
}

const fromDaemon = (message: string): string =>
  // What ends a pull in its middle comes without the daemon's words.
  /^(Error response from daemon: |context canceled$|unexpected EOF$)/.test(message)
    ? message
    : `Error response from daemon: ${message}`
