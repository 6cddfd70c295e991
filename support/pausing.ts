import { once } from 'node:events'
import { homedir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { clockText } from '../lib/lifecycle/lease/lease-text'
import { BadInput } from '../lib/testbed/bad-input'
import { type MachineSpec, type Testbed } from '../lib/testbed/testbed'
import { type HeldMachines } from './coordinator/machines'
import { interruption } from './interruption'

interface PausedOver {
  readonly testbed: Testbed
  readonly held: HeldMachines
}

/**
 * `--pause-on-failure`: a scenario that failed stands still before it is undone, until a person has looked at the machines.
 * The coordinator says which they are; without `--parallel` it shares its process with the scenarios.
 */
class Pausing {
  #over: PausedOver | undefined

  over(machines: PausedOver): void {
    this.#over = machines
  }

  /** Resolves at Enter; at once where nobody asked for it. Rejects when the run is interrupted. */
  async pause(scenario: string, message: string): Promise<void> {
    if (process.env.KUBESONIC_PAUSE_ON_FAILURE !== 'true' || !this.#over) return
    const { signal } = interruption
    if (signal.aborted) return
    const { held, testbed } = this.#over
    await held.holdForPerson(true)
    const input = createInterface({ input: process.stdin })
    try {
      process.stderr.write(pauseText(scenario, message, testbed, held.switchTimes))
      await Promise.race([once(input, 'line', { signal }), once(input, 'close', { signal })])
    } finally {
      input.close()
      process.stdin.unref()
      await held.holdForPerson(false)
    }
  }
}

export const pausing = new Pausing()

/** @throws BadInput where nobody could press Enter, or several scenarios might ask for it at once */
export function insistOnPerson(parallel: number): void {
  const { stdin, stderr } = process
  if (parallel > 0)
    throw new BadInput(
      '--pause-on-failure and --parallel do not go together: several scenarios might wait at once.\n  Next: leave one of them out',
    )
  if (!stdin.isTTY || !stderr.isTTY)
    throw new BadInput(
      '--pause-on-failure needs a terminal: it waits there for Enter.\n  Next: start the run on a terminal, or leave the option out',
    )
}

/** What a person has to know who is to look at the machines now. */
function pauseText(
  scenario: string,
  message: string,
  { duts, vmhost, knownHosts }: Testbed,
  switchTimes: HeldMachines['switchTimes'],
): string {
  const machines = [...duts, vmhost].map((spec) => {
    const at = switchTimes.find(({ machine }) => machine === spec.name)?.at
    const until =
      at && !spec.unarmed ? `held until ${clockText(at)}, and on while this waits` : 'held'
    return `  ${spec.name}  ${until}: ${loginOf(spec, knownHosts)}\n`
  })
  const why = message
    .split('\n')
    .slice(0, 4)
    .map((line) => `  ${line}\n`)
  return `\nPaused: \"${scenario}\" failed, and is not undone yet.\n${why.join('')}${machines.join('')}Press Enter to undo it and go on; Ctrl-C ends the run and puts all back.\n`
}

function loginOf({ ssh }: MachineSpec, knownHosts: string): string {
  const usual = path.join(homedir(), '.ssh/known_hosts')
  const options = [
    ...(ssh.identityFile === null ? [] : [`-i ${ssh.identityFile}`]),
    ...(knownHosts === usual ? [] : [`-o UserKnownHostsFile=${knownHosts}`]),
    ...(ssh.port === 22 ? [] : [`-p ${ssh.port}`]),
  ]
  return ['ssh', ...options, `${ssh.user}@${ssh.host}`].join(' ')
}
