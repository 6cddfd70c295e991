import type { Machine } from '../../machine/machine'
import type { HostFiles } from './kubelet-host'

/** What the kubelet of a machine finds there, and what its pods do at their hostPaths. */
export const hostFilesOf = ({ fs, sockets, mounts }: Machine): HostFiles => ({
  fs,
  isSocket: (path) => sockets.isListening(path),
  mountMemory: (path) => mounts.addMemory(path),
  unmount: (path) => mounts.removeBelow(path),
})
