import type { Tool } from '../tool'

/** It never ends by itself; whoever reads it has had enough long before this. */
const lines = 10_000

export const yes: Tool = (args) => ({
  stdout: `${args.length > 0 ? args.join(' ') : 'y'}\n`.repeat(lines),
})
