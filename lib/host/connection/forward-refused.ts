/** sshd did not connect us to a port of the machine's own loopback. */
export class ForwardRefused extends Error {
  override readonly name = 'ForwardRefused'

  constructor(
    readonly machine: string,
    readonly port: number,
    /** Nobody listens there; otherwise sshd does not forward at all. */
    readonly nobodyListens: boolean,
    next: string,
    options?: ErrorOptions,
  ) {
    const why = nobodyListens ? 'nobody listens there' : 'its sshd forwards no connections'
    super(
      `Port ${port} on ${machine}'s loopback cannot be reached: ${why}.\n  Next: ${next}`,
      options,
    )
  }
}

/** RFC 4254, 5.1: 1 is "administratively prohibited", which sshd answers for AllowTcpForwarding no. */
export function forwardRefused(machine: string, port: number, cause: unknown): ForwardRefused {
  const prohibited = (cause as { reason?: unknown }).reason === 1
  const next = prohibited
    ? `set AllowTcpForwarding to yes or local in /etc/ssh/sshd_config on ${machine}`
    : `ss -ltnp 'sport = :${port}'   (on ${machine})`
  return new ForwardRefused(machine, port, !prohibited, next, { cause })
}
