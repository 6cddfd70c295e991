/** As net.JoinHostPort writes it: an address with colons in brackets. */
export const joinHostPort = (host: string, port: number): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`
