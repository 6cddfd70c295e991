/** A file on a web server that isn't part of the testbed. */
export interface RemoteFile {
  readonly status: number
  readonly body: string
}

/** What the vmhost can download: URLs and what they answer. A host that serves nothing here does not resolve. */
export class Internet {
  readonly #files = new Map<string, () => RemoteFile>()

  serve(url: string, file: () => RemoteFile): void {
    this.#files.set(url, file)
  }

  /** The answer to a GET; undefined when there is no such host. */
  get(url: URL): RemoteFile | undefined {
    const found = this.#files.get(url.href)
    if (found) return found()
    const hosts = [...this.#files.keys()].map((key) => new URL(key).hostname)
    return hosts.includes(url.hostname) ? { status: 404, body: 'Not Found' } : undefined
  }
}
