/** A socket that listens on a machine, as `ss` and /proc/net/tcp show it. */
export interface ListeningPort {
  /** `0.0.0.0`, `::`, or one address. */
  readonly address: string
  readonly port: number
  readonly process: string
  readonly pid: number
}

/** What listens on one machine. */
export class ListeningPorts {
  readonly #ports = new Set<ListeningPort>()

  /** Takes the port; the answer frees it again. */
  listen(port: ListeningPort): () => void {
    this.#ports.add(port)
    return () => this.#ports.delete(port)
  }

  isTaken(port: number): boolean {
    return [...this.#ports].some((listening) => listening.port === port)
  }

  all(): readonly ListeningPort[] {
    return [...this.#ports]
  }

  /** The content of /proc/net/tcp, or of tcp6. */
  procNet(family: 4 | 6): string {
    return procNet(this.all(), family)
  }
}

/** The same, of what listens. */
export function procNet(ports: readonly ListeningPort[], family: 4 | 6): string {
  const rows = ports
    .filter(({ address }) => address.includes(':') === (family === 6))
    .map(({ address, port }, i) => {
      const local = `${hexAddress(address)}:${port.toString(16).toUpperCase().padStart(4, '0')}`
      const remote = `${'0'.repeat(family === 6 ? 32 : 8)}:0000`
      return `${String(i).padStart(4)}: ${local} ${remote} 0A 00000000:00000000 00:00000000 00000000     0        0 ${20000 + i} 1 0000000000000000 100 0 0 10 0\n`
    })
  return `  sl  local_address ${' '.repeat(family === 6 ? 24 : 0)}rem_address   ${' '.repeat(family === 6 ? 24 : 0)}st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n${rows.join('')}`
}

/** Little-endian hexadecimal, as the kernel prints IPv4; of IPv6 only `::` is needed. */
const hexAddress = (address: string): string =>
  address.includes(':')
    ? '0'.repeat(32)
    : address
        .split('.')
        .reverse()
        .map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
        .join('')
