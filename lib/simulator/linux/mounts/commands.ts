import { lazily } from '../../machine/lazy-command'
import type { SimulatedCommand } from '../../machine/types'

const mounting = () => require('./mount') as typeof import('./mount')
const listings = () => require('./listings') as typeof import('./listings')

/** What shows and changes a machine's mounts. */
export const mountCommands: readonly SimulatedCommand[] = [
  lazily('mount', () => mounting().mount),
  lazily('umount', () => mounting().umount),
  lazily('mountpoint', () => mounting().mountpoint),
  lazily('findmnt', () => listings().findmnt),
  lazily('lsblk', () => listings().lsblk),
]
