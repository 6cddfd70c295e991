import type { SimulatedCommand } from '../../machine/types'
import type { Journal } from './journal'

/** `dmesg`: what the kernel has written in this boot; for root, as on a Debian. */
export const dmesgCommand = (journal: Journal): SimulatedCommand => ({
  name: 'dmesg',
  run(_, { user }) {
    if (user.uid !== 0)
      return { stderr: 'dmesg: read kernel buffer failed: Operation not permitted\n', exitCode: 1 }
    const lines = journal
      .entries()
      .filter(({ identifier, boot }) => identifier === 'kernel' && boot === journal.currentBoot)
    const [first] = lines
    const since = (at: number): string => ((at - (first?.at ?? at)) / 1e6).toFixed(6).padStart(12)
    return { stdout: lines.map(({ at, message }) => `[${since(at)}] ${message}\n`).join('') }
  },
})
