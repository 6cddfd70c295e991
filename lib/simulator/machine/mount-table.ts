import type { FileSystem } from '../file-system/file-system'
import { isBelow } from '../file-system/paths'

/** What stands where in a machine's tree. */
export interface Mount {
  readonly source: string
  readonly target: string
  readonly type: string
  readonly options: string
  /** Takes it away again; none of what is there from the boot. */
  readonly undo?: () => void
}

/** As systemd and the kernel make them. */
const fromBoot: readonly Mount[] = [
  { source: '/dev/vda1', target: '/', type: 'ext4', options: 'rw,relatime' },
  { source: 'proc', target: '/proc', type: 'proc', options: 'rw,relatime' },
  { source: 'sysfs', target: '/sys', type: 'sysfs', options: 'rw,relatime' },
  { source: 'tmpfs', target: '/dev', type: 'tmpfs', options: 'rw,relatime,mode=755' },
  { source: 'devpts', target: '/dev/pts', type: 'devpts', options: 'rw,relatime,gid=5,mode=620,ptmxmode=666' },
  { source: 'tmpfs', target: '/dev/shm', type: 'tmpfs', options: 'rw,relatime' },
  { source: 'tmpfs', target: '/run', type: 'tmpfs', options: 'rw,relatime,mode=755' },
  { source: 'tmpfs', target: '/tmp', type: 'tmpfs', options: 'rw,relatime' },
  { source: 'tmpfs', target: '/run/lock', type: 'tmpfs', options: 'rw,nosuid,nodev,noexec,relatime,size=5120k' },
] // prettier-ignore

/** What is mounted on a machine. The kernel forgets it with its boot. */
export class MountTable {
  #mounts: readonly Mount[] = fromBoot

  constructor(private readonly fs: FileSystem) {}

  /** In the order in which they were made. */
  all(): readonly Mount[] {
    return this.#mounts
  }

  add(mount: Mount): void {
    this.#mounts = [...this.#mounts, mount]
  }

  /** A tmpfs over a directory: what is in it is gone with it. */
  addMemory(path: string): void {
    const undo = (): void => {
      if (!this.fs.exists(path)) return
      for (const name of this.fs.list(path)) this.fs.remove(`${path}/${name}`)
    }
    this.add({ source: 'tmpfs', target: path, type: 'tmpfs', options: 'rw,relatime', undo })
  }

  /** Takes away what is mounted at a path and below it, the last first. */
  removeBelow(path: string): void {
    for (const mount of this.#mounts.toReversed())
      if (mount.undo && isBelow(mount.target, path)) this.remove(mount)
  }

  remove(mount: Mount): void {
    this.#mounts = this.#mounts.filter((each) => each !== mount)
    mount.undo?.()
  }

  /** Lets nobody write below a mount any more, or again; undefined where nothing is mounted. */
  remount(path: string, access: 'ro' | 'rw'): Mount | undefined {
    const mount = this.at(path)
    if (!mount) return undefined
    this.fs.mountReadOnly(path, access === 'ro')
    // What is mounted below has its own say.
    for (const { target, options: own } of this.#mounts)
      if (target !== path && isBelow(target, path) && this.fs.exists(target))
        this.fs.mountReadOnly(target, own.startsWith('ro'))
    const options = mount.options.replace(/^r[ow]/, access)
    const changed = { ...mount, options }
    this.#mounts = this.#mounts.map((each) => (each === mount ? changed : each))
    return changed
  }

  /** The last one that was made there. */
  at(path: string): Mount | undefined {
    return this.#mounts.findLast(({ target }) => target === path)
  }

  /** The one that a path lies on. */
  over(path: string): Mount {
    return this.#mounts
      .filter(({ target }) => isBelow(path, target))
      .reduce((nearest, each) => (each.target.length >= nearest.target.length ? each : nearest))
  }

  /** A new boot: what was mounted since the last one is not, and what could not be written can be. */
  boot(): void {
    for (const mount of this.#mounts.toReversed()) {
      if (mount.options.startsWith('ro')) this.fs.mountReadOnly(mount.target, false)
      mount.undo?.()
    }
    this.#mounts = fromBoot
  }

  /** /proc/mounts */
  text(): string {
    return this.#mounts
      .map(({ source, target, type, options }) => `${source} ${target} ${type} ${options} 0 0\n`)
      .join('')
  }
}
