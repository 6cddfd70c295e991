import { type ImagePulls } from '../lifecycle/session/image-pulls'

/** Pull secrets for the DaemonSets of one upgrade: each with a token that is good for a while. */
export class PullLogins {
  readonly #removals: (() => Promise<unknown>)[] = []

  /** @param name what the secrets' names begin with */
  constructor(
    private readonly pulls: Pick<ImagePulls, 'login' | 'createSecret'> | undefined,
    private readonly name: string,
  ) {}

  /**
   * Parameters of a DaemonSet that is to be deployed now; none where its image needs no login.
   * @throws TestbedFileError when the testbed file's tokenCommand gives no token
   */
  async next(): Promise<{ readonly pullSecret?: string }> {
    const login = await this.pulls?.login()
    if (!login || !this.pulls) return {}
    const pullSecret = `${this.name}-${this.#removals.length + 1}`
    this.#removals.push(await this.pulls.createSecret(pullSecret, login))
    return { pullSecret }
  }

  async undo(): Promise<void> {
    for (const remove of this.#removals.splice(0)) await remove()
  }
}
