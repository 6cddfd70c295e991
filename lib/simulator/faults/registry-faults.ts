import { override } from '../seams/decorate'
import type { Switchable } from '../switches/switchable'

const tokenExpired: Switchable = {
  name: 'registry-token-expired',
  what: 'The registry takes every token for one that has run out, those that it will give as well: 401.',
  parameters: {},
  apply({ registry: { registry } }) {
    const { credentials } = registry
    const before = credentials.ahead
    credentials.ahead = 4 * 3600 * 1000
    return () => void (credentials.ahead = before)
  },
}

const transfers = (name: string, what: string, become: 'stall' | 'break off'): Switchable => ({
  name,
  what,
  parameters: {},
  apply: ({ registry: { registry } }) => override(registry, 'transfers', become),
})

const stalls = transfers(
  'pull-stalls',
  'In the middle of a layer the registry says nothing more; the kubelet gives up after 60 to 70 s.',
  'stall',
)

const breaksOff = transfers(
  'pull-breaks-off',
  'In the middle of a layer the connection to the registry is gone; Docker gives up at the fifth time.',
  'break off',
)

/** What goes wrong at the registry beyond the vmhost. */
export const registryFaults: readonly Switchable[] = [tokenExpired, stalls, breaksOff]
