import { type Secret } from '../../testbed/testbed'

/** All that is needed to talk to an API server, in memory: nothing of it is ever written to the runner's disk. */
export interface ApiAccess {
  /** `https://host:port`, as the runner reaches it. */
  readonly server: string
  /** PEM: the only authority the server's certificate may come from. */
  readonly ca: string
  /** PEM: who we are. */
  readonly certificate: string
  readonly key: Secret
  /** The name the server's certificate must carry; the address may differ (tunnels, NAT). */
  readonly tlsServerName: string
}
