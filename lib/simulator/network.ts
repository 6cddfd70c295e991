/**
 * The testbed's own network as the simulated machines see it: `10.250.0.1:6443` is served by some loopback
 * port. A command on a machine (kubectl, kubeadm, curl, ctrmgrd) dials through here.
 */
export interface LoopbackAddress {
  readonly host: string
  readonly port: number
}

/** Each machine's own 127.0.0.1. */
export const loopbackOf = (hostname: string): string => `127.0.0.1 of ${hostname}`

export class SimulatedNetwork {
  readonly #listeners = new Map<string, LoopbackAddress>()
  readonly #hosts = new Set<string>()
  readonly #cutOff = new Set<string>()

  /** An address that exists, so that an unserved port on it refuses instead of having no route. */
  addHost(ip: string): void {
    this.#hosts.add(ip)
  }

  hasHost(ip: string): boolean {
    return this.#hosts.has(ip)
  }

  /** From now on the machine of that hostname reaches nobody; the answer mends it. */
  cutOff(hostname: string): () => void {
    this.#cutOff.add(hostname)
    return () => this.#cutOff.delete(hostname)
  }

  isCutOff(hostname: string): boolean {
    return this.#cutOff.has(hostname)
  }

  /** Says what serves `ip:port`; the answer takes it away again. */
  serve(ip: string, port: number, at: LoopbackAddress): () => void {
    const key = `${ip}:${port}`
    this.#listeners.set(key, at)
    return () => {
      if (this.#listeners.get(key) === at) this.#listeners.delete(key)
    }
  }

  /** Where a connection to `ip:port` really goes; undefined when nothing serves it. */
  locate(ip: string, port: number): LoopbackAddress | undefined {
    return this.#listeners.get(`${ip}:${port}`)
  }
}
