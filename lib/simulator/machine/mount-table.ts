import type { Machine } from './machine'
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

const added = new WeakMap<Machine, Mount[]>()

/** All mounts of a machine, in the order in which they were made. */
export const mountsOf = (machine: Machine): readonly Mount[] => [
  ...fromBoot,
  ...(added.get(machine) ?? []),
]

export function addMount(machine: Machine, mount: Mount): void {
  added.set(machine, [...(added.get(machine) ?? []), mount])
}

export function removeMount(machine: Machine, mount: Mount): void {
  added.set(
    machine,
    (added.get(machine) ?? []).filter((each) => each !== mount),
  )
  mount.undo?.()
}

/** The last one that was made there. */
export const mountAt = (machine: Machine, path: string): Mount | undefined =>
  mountsOf(machine).findLast(({ target }) => target === path)

/** The one that a path lies on. */
export const mountOver = (machine: Machine, path: string): Mount =>
  mountsOf(machine)
    .filter(({ target }) => isBelow(path, target))
    .reduce((nearest, each) => (each.target.length >= nearest.target.length ? each : nearest))

/** /proc/mounts */
export const procMounts = (machine: Machine): string =>
  mountsOf(machine)
    .map(({ source, target, type, options }) => `${source} ${target} ${type} ${options} 0 0\n`)
    .join('')
