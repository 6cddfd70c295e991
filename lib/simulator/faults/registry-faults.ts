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

/** What goes wrong at the registry beyond the vmhost. */
export const registryFaults: readonly Switchable[] = [tokenExpired]
