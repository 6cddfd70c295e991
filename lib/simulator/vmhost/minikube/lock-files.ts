import { createHash } from 'node:crypto'
import type { CommandContext } from '../../machine/types'
import { MinikubeFailure } from './failure'

/**
 * minikube's lock files in /tmp, which it leaves behind. With fs.protected_regular a lock that somebody else made
 * cannot be opened, even by root.
 */
export function takeLocks({ fs, machine, user }: CommandContext, profile: string): void {
  const home = user.home
  for (const locked of [`${home}/.kube/config`, `${home}/.minikube/profiles/${profile}`]) {
    const hash = createHash('sha1').update(locked).digest('hex')
    const path = `/tmp/juju-mk${hash.slice(0, 36)}`
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

const isProtected = (value: string): boolean => value.trim() !== '0'
