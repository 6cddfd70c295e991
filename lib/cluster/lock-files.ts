import { root } from '../host/command'
import { type Change } from '../host/change'

/**
 * minikube's lock files in the sticky /tmp cannot be opened, even by root, when another user made them
 * (minikube issues 6391, 7053): only then is fs.protected_regular in the way.
 */
export const lockFilesOpened: Change = {
  what: 'fs.protected_regular for minikube lock files of other users',
  keep: root`cat /proc/sys/fs/protected_regular > "$ENTRY.value"`,
  undo: root`sysctl -qw "fs.protected_regular=$(cat "$ENTRY.value")"`,
  do: root`sysctl -qw fs.protected_regular=0`,
}
