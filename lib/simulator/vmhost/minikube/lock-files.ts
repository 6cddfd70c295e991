import { createHash } from 'node:crypto'
import type { CommandContext } from '../../machine/types'
import { MinikubeFailure } from './failure'

/**
 * minikube's lock files in /tmp, which it leaves behind. With fs.protected_regular a lock that somebody else made
 * cannot be opened, even by root.
 */
export function takeLocks({ fs, machine, user }: CommandContext, profile: string): void {
  for (const { locked, path } of lockPaths(user.home, profile)) {
    if (!fs.exists(path)) fs.write(path, '', 0o600)
    else if (
      fs.stat(path).uid !== user.uid &&
      isProtected(machine.fs.readText('/proc/sys/fs/protected_regular'))
    )
      throw new MinikubeFailure(
        37,
        'HOST_JUJU_LOCK_PERMISSION',
        `Failed to save config: failed to acquire lock for ${locked}: unable to open ${path}: permission denied`,
        "Run 'sudo sysctl fs.protected_regular=0', or try a driver which does not require root, such as '--driver=docker'",
      )
  }
}

/** What minikube locks for a profile, and the lock file of each. */
export const lockPaths = (home: string, profile: string): { locked: string; path: string }[] =>
  [`${home}/.kube/config`, `${home}/.minikube/profiles/${profile}`].map((locked) => {
    const hash = createHash('sha1').update(locked).digest('hex')
    return { locked, path: `/tmp/juju-mk${hash.slice(0, 36)}` }
  })

const isProtected = (value: string): boolean => value.trim() !== '0'
