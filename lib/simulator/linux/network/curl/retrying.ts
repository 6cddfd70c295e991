import type { CommandLine } from '../../../go/command-line'
import type { Transfer } from './write-out'

/** The tries that `--retry` allows: how long to wait after each, and how many are left then. */
export function* retriesOf(line: CommandLine): Generator<{ seconds: number; left: number }> {
  const retries = Number(line.value('retry') ?? 0)
  const fixed = Number(line.value('retry-delay') ?? 0)
  for (let done = 0; done <= retries; done += 1)
    yield { seconds: fixed || Math.min(2 ** done, 600), left: retries - done }
}

/** What curl takes to pass by itself, in its words; undefined: it does not try again. */
export function isTransient(transfer: Transfer | undefined, line: CommandLine): string | undefined {
  const failure = transfer?.failure
  const status = transfer?.answer?.status ?? 0
  if (failure?.exitCode === 28 || failure?.exitCode === 6) return 'timeout'
  if (failure?.exitCode === 7 && line.is('retry-connrefused')) return 'connection refused'
  if ([408, 429, 500, 502, 503, 504].includes(status)) return 'HTTP error'
  if (failure && line.is('retry-all-errors')) return '(retrying all errors)'
  return undefined
}
