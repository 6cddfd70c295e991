import { readFileSync } from 'node:fs'
import { type MachineSpec } from '../../testbed/testbed'
import { HostKeyMismatch, HostKeyUnknown, type HostRefusal } from './host-refusals'
import { fingerprint, hostKeyOf, isNoted, knownKeys, sameKey, type KnownKeys } from './known-hosts'

/**
 * Decides about one machine's host key, from a known_hosts file read when this is made. Where the testbed file says
 * `hostKey: unverified` any is accepted but a revoked one.
 */
export class HostKeyCheck {
  readonly #known: KnownKeys
  /** Why the key that was offered last is not accepted. */
  refusal: HostRefusal | undefined

  constructor(
    private readonly spec: MachineSpec,
    private readonly knownHosts: string,
  ) {
    this.#known = knownKeys(readIfThere(knownHosts), spec.ssh.host, spec.ssh.port)
  }

  /** The signature algorithms of the key types we know: a server with several keys shall offer one of these. */
  get algorithms(): string[] {
    if (this.spec.ssh.hostKey === 'unverified') return []
    const types = new Set(this.#known.trusted.map(({ type }) => type))
    return [...types].flatMap((type) =>
      type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] : [type],
    )
  }

  /** Looks at the key that the machine offers. */
  accepts(blob: Buffer): boolean {
    const offered = hostKeyOf(blob)
    const { trusted, revoked } = this.#known
    const shown = `${offered.type} ${fingerprint(offered)}`
    if (revoked.some((key) => sameKey(key, offered)))
      this.refusal = this.#mismatch(`offers ${shown}, which ${this.knownHosts} has as revoked`)
    else if (this.spec.ssh.hostKey === 'unverified') this.refusal = undefined
    else if (trusted.length === 0) this.refusal = this.#unknown(shown)
    else if (!trusted.some((key) => sameKey(key, offered)))
      this.refusal = this.#mismatch(`offers ${shown}, but ${this.knownHosts} has ${this.#shown()}`)
    return this.refusal === undefined
  }

  /** The machine has no key of the types we know it by. */
  noCommonType(): HostRefusal {
    return this.#mismatch(
      `has no host key of a kind that ${this.knownHosts} knows it by (${this.#shown()})`,
    )
  }

  #shown(): string {
    return this.#known.trusted.map((key) => `${key.type} ${fingerprint(key)}`).join(', ')
  }

  #unknown(shown: string): HostRefusal {
    return new HostKeyUnknown(
      this.spec.name,
      'knownHosts',
      `${this.knownHosts} has no host key for ${this.spec.name} (${address(this.spec)}), which offers ${shown}.`,
      `compare that fingerprint with the machine's own (ssh-keygen -lf /etc/ssh/ssh_host_…_key.pub), then: ${this.#scan()}`,
    )
  }

  #mismatch(what: string): HostRefusal {
    const { host, port } = this.spec.ssh
    const name = port === 22 ? host : `[${host}]:${port}`
    return new HostKeyMismatch(
      this.spec.name,
      'knownHosts',
      `${this.spec.name} (${address(this.spec)}) ${what}.`,
      `somebody else may be answering. If the machine was installed anew: ssh-keygen -f ${this.knownHosts} -R '${name}', then ${this.#scan()}`,
    )
  }

  #scan(): string {
    const { host, port } = this.spec.ssh
    return `ssh-keyscan -p ${port} ${host} >> ${this.knownHosts}`
  }
}

/** Somebody has reached the machine before at this very port, and has noted its key. */
export const wasReached = ({ ssh }: MachineSpec, knownHosts: string): boolean =>
  isNoted(readIfThere(knownHosts), ssh.host, ssh.port)

export const address = ({ ssh }: MachineSpec): string => `${ssh.host} port ${ssh.port}`

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
