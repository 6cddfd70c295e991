import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'

/** `alice@runner7`: who holds a lease, for people. */
export const holderName = (): string => `${userName()}@${hostname()}`.replace(/\s+/g, '_')

/**
 * Names this process for other runners: where it runs, its number, when it started. Only a runner in the same place can
 * tell whether it is alive.
 */
export const thisProcess = (): string => `${place()}:${process.pid}:${startOf(process.pid) ?? ''}`

/** The process number in it, for people. */
export const pidOf = (named: string): string => named.split(':')[1] ?? '?'

/** Is the process that is named certainly gone? False for one that runs somewhere else. */
export function isGone(named: string): boolean {
  const [where, pid = '', start] = named.split(':')
  if (where !== place()) return false
  return startOf(Number(pid)) !== start
}

/** The kernel that runs it, and its namespace of process numbers: containers of one machine have their own. */
function place(): string {
  const parts = [
    hostname(),
    quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    quietly(() => readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')),
  ]
  return parts.join('/').replace(/[\s:]+/g, '_')
}

/** In ticks since the boot; elsewhere than on Linux, where it is not to be had, `?`. Undefined: there is no such process. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie has ended; its parent has only not looked yet.
  return fields[0] === 'Z' ? undefined : (fields[19] ?? '?')
}

const quietly = (read: () => string): string => {
  try {
    return read()
  } catch {
    return ''
  }
}

const userName = (): string => quietly(() => userInfo().username) || 'somebody'
