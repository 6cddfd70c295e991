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

/** What a machine's own packet filter does with a connection: nothing comes back of one that is dropped. */
export type Passage = 'passes' | 'dropped' | 'refused'

type Guard = (ip: string, port: number) => Passage

export class SimulatedNetwork {
  readonly #listeners = new Map<string, LoopbackAddress>()
  readonly #hosts = new Set<string>()
  readonly #cutOff = new Set<string>()
  readonly #guards = new Map<string, Guard>()
  /** What is beyond the testbed's own network, by address: the machine that has a route there. */
  readonly #beyond = new Map<string, string>()
  /** Names that a machine's name server knows. */
  readonly #names = new Map<string, string>()
  readonly #sources = new Map<number, string>()

  /** An address that exists, so that an unserved port on it refuses instead of having no route. */
  addHost(ip: string): void {
    this.#hosts.add(ip)
  }

  hasHost(ip: string): boolean {
    return this.#hosts.has(ip)
  }

  /** A host that one machine alone has a route to, and whose name that machine alone resolves. */
  addHostBeyond({ ip, name, gateway }: { ip: string; name: string; gateway: string }): void {
    this.#hosts.add(ip)
    this.#beyond.set(ip, gateway)
    this.#names.set(`${gateway} ${name}`, ip)
  }

  /** Whether packets of the machine of that hostname have a way to the address. */
  hasRoute(hostname: string, ip: string): boolean {
    const gateway = this.#beyond.get(ip)
    return gateway === undefined || gateway === hostname
  }

  /** What the name server of a machine says; undefined: no such name, or no name server. */
  resolve(hostname: string, name: string): string | undefined {
    return this.#names.get(`${hostname} ${name}`)
  }

  /** A connection from this loopback port is one of the machine with that address. */
  noteSource(port: number, ip: string): void {
    this.#sources.set(port, ip)
  }

  /** Who has connected from a loopback port; undefined: somebody outside the simulation. */
  sourceOf(port: number): string | undefined {
    return this.#sources.get(port)
  }

  /** From now on the machine of that hostname reaches nobody; the answer mends it. */
  cutOff(hostname: string): () => void {
    this.#cutOff.add(hostname)
    return () => this.#cutOff.delete(hostname)
  }

  isCutOff(hostname: string): boolean {
    return this.#cutOff.has(hostname)
  }

  /** The packet filter of the machine of that hostname. */
  guard(hostname: string, guard: Guard): void {
    this.#guards.set(hostname, guard)
  }

  passage(hostname: string, ip: string, port: number): Passage {
    return this.#guards.get(hostname)?.(ip, port) ?? 'passes'
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
