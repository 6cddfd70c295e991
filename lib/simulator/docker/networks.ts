import type { SeededRandom } from '../chance/seeded-random'
import { DockerError } from './docker-error'
import type { Labels } from './client/labels'

/** A network of a Docker daemon. */
export interface Network {
  readonly id: string
  readonly name: string
  readonly driver: 'bridge' | 'host' | 'null'
  /** `192.168.49.0/24` */
  readonly subnet?: string
  readonly gateway?: string
  readonly labels: Labels
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** The network that containers are in where nothing else is said. */
export type Bridge = Required<Pick<Network, 'subnet' | 'gateway'>>

const preDefined = { bridge: 'bridge', host: 'host', none: 'null' } as const

/** A Docker daemon's networks, the three that it always has among them. */
export class Networks {
  readonly #networks: Network[]

  constructor(
    private readonly random: SeededRandom,
    createdAt: number,
    bridge: Bridge = { subnet: '172.17.0.0/16', gateway: '172.17.0.1' },
  ) {
    this.#networks = Object.entries(preDefined).map(([name, driver]) => ({
      id: this.#newId(),
      name,
      driver,
      ...(driver === 'bridge' && bridge),
      labels: {},
      createdAt,
    }))
  }

  /** By name, as `docker network ls` lists them. */
  all(): readonly Network[] {
    return this.#networks.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** By name, id or the beginning of an id. */
  find(reference: string): Network | undefined {
    const named = this.#networks.find(({ name }) => name === reference)
    return (
      named ??
      (/^[0-9a-f]+$/.test(reference)
        ? this.#networks.find(({ id }) => id.startsWith(reference))
        : undefined)
    )
  }

  create(network: Omit<Network, 'id' | 'driver'>): Network {
    const { name, subnet } = network
    if (this.#networks.some((each) => each.name === name))
      throw new DockerError(`network with name ${name} already exists`)
    if (subnet !== undefined && this.#networks.some((each) => each.subnet === subnet))
      throw new DockerError('Pool overlaps with other one on this address space')
    const created: Network = { ...network, id: this.#newId(), driver: 'bridge' }
    this.#networks.push(created)
    return created
  }

  /** @param isUsed whether a container that runs is in it. Throws DockerError then, and for those that are always there. */
  remove(reference: string, isUsed: (network: Network) => boolean): void {
    const network = this.find(reference)
    if (!network) throw new DockerError(`network ${reference} not found`)
    const { id, name } = network
    if (name in preDefined)
      throw new DockerError(`${name} is a pre-defined network and cannot be removed`)
    if (isUsed(network))
      throw new DockerError(
        `error while removing network: network ${name} id ${id} has active endpoints`,
      )
    this.#networks.splice(this.#networks.indexOf(network), 1)
  }

  /** The lowest of a network's addresses that nobody has; undefined where it has none to give. */
  freeAddress(name: string, taken: readonly (string | undefined)[]): string | undefined {
    const { subnet, gateway } = this.find(name) ?? {}
    if (subnet === undefined) return undefined
    const start = subnet.replace(/\d+\/\d+$/, '')
    for (let host = 2; host < 255; host++) {
      const address = `${start}${host}`
      if (address !== gateway && !taken.includes(address)) return address
    }
    return undefined
  }

  #newId(): string {
    return this.random.of('networks').hex(64)
  }
}
