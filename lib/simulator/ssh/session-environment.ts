/** Who is connected with whom, as sshd sees it. */
export interface ConnectionEnds {
  readonly client: { readonly ip: string; readonly port: number }
  readonly server: { readonly ip: string; readonly port: number }
}

/** What sshd and its PAM modules give a session besides a login's own: no LANG, unless the client sends one. */
export const sessionEnvironment = ({ client, server }: ConnectionEnds): Record<string, string> => ({
  MOTD_SHOWN: 'pam',
  SSH_CLIENT: `${client.ip} ${client.port} ${server.port}`,
  SSH_CONNECTION: `${client.ip} ${client.port} ${server.ip} ${server.port}`,
})

/**
 * The ends of a connection to a machine that has an address in the simulated network: whoever comes from outside comes by
 * that network's way out, its last address.
 */
export const endsIn = (address: string, clientPort: number): ConnectionEnds => ({
  client: { ip: address.replace(/\d+$/, '254'), port: clientPort },
  server: { ip: address, port: 22 },
})
