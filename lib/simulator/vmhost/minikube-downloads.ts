import { createHash } from 'node:crypto'
import { binaryOf } from '../machine/process/executables'
import type { Machine } from '../machine/machine'
import type { Internet } from '../linux/network/internet'
import { minikubeName } from './minikube/minikube'
import { minikubeReleases } from './minikube/releases'

const releases = 'https://github.com/kubernetes/minikube/releases/download'

/** minikube's releases on GitHub. What is downloaded is a file that runs that release, wherever it is put. */
export class MinikubeDownloads {
  /** Set by a fault: the files arrive with other bytes than were published. */
  corrupted = false

  constructor(internet: Internet) {
    for (const { version } of minikubeReleases)
      for (const architecture of ['amd64', 'arm64']) {
        const url = `${releases}/${version}/minikube-linux-${architecture}`
        const binary = this.#binary(version)
        internet.serve(url, () => ({ status: 200, body: this.corrupted ? proxyPage : binary }))
        internet.serve(`${url}.sha256`, () => ({ status: 200, body: `${sha256(binary)}\n` }))
      }
  }

  /** Puts a release on the machine, as an administrator did before the suite came. */
  installAs(machine: Machine, version: string, path: string): void {
    machine.fs.writeText(path, this.#binary(version), { mode: 0o755 })
  }

  #binary(version: string): string {
    return binaryOf(minikubeName(version))
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const proxyPage = '<html><head><title>Access denied by the proxy</title></head></html>\n'
