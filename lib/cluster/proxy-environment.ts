import { type Command, raw, root } from '../host/command'
import { type ProxySpec } from '../testbed/testbed'

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
