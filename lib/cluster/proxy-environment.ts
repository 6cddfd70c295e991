import { type Command, raw, root } from '../host/command'
import { type ProxySpec, type VmhostSpec } from '../testbed/testbed'

/**
 * The shell lines that set a proxy for what follows: both spellings, as curl reads one and Go programs the other.
 * `direct` are addresses that must never go through it, such as the cluster's own.
 */
export function environmentOf(proxy: ProxySpec | null, direct: readonly string[] = []): Command {
  const variables = [
    ['http_proxy', proxy?.http],
    ['https_proxy', proxy?.https],
    ['no_proxy', [...(proxy?.no ?? []), ...direct].join(',')],
  ] as const
  return variables.reduce<Command>(
    (lines, [name, value]) =>
      value
        ? root`${lines}
      export ${raw(name)}=${value} ${raw(name.toUpperCase())}=${value}`
        : lines,
    root`:`,
  )
}

/** Where the cluster itself is, for all that must not go through a proxy: minikube's networks and the vmhost. */
export const clusterAddresses = ({ address }: VmhostSpec): readonly string[] => [
  address,
  '192.168.0.0/16',
  '10.96.0.0/12',
  'localhost',
  '127.0.0.1',
]
