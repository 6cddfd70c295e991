import { SimulatedClock } from '../../time/clock'
import { Machine } from '../../machine/machine'
import type { ExecResult } from '../../machine/types'
import { SeededRandom } from '../../chance/seeded-random'
import { Journal } from '../journal/journal'
import { journalctlCommand } from '../journal/journalctl'
import { systemctlCommand } from '../systemctl/systemctl'
import { Systemd } from '../systemd/systemd'
import { systemdRunCommand } from '../systemd/systemd-run'

/** A machine with systemd and nothing else, for tests of systemd. */
export function machineWithSystemd(): {
  machine: Machine
  journal: Journal
  systemd: Systemd
  /** As root, or as `admin`, who may do nothing. */
  sh: (script: string, user?: string) => Promise<ExecResult>
  /** What root sees of a script: its output, then its errors. */
  output: (script: string) => Promise<string>
  /** The messages of the journal. */
  logged: () => string[]
  /** Runs it until it succeeds; fails after a minute. */
  until: (script: string) => Promise<void>
  /** Ends its timers: a test's process lives as long as one of them is due. */
  stop: () => void
} {
  const [clock, random] = [new SimulatedClock(0), new SeededRandom(1)]
  const machine = new Machine({
    hostname: 'vlab-01',
    clock,
    random,
    users: [{ name: 'admin', uid: 1000, gid: 1000, home: '/home/admin', groups: [], sudo: 'none' }],
  })
  const journal = new Journal(clock)
  const systemd = new Systemd(machine, journal, clock)
  machine.install(
    systemctlCommand(systemd),
    systemdRunCommand(systemd),
    journalctlCommand(journal, () => clock.now()),
  )
  const sh = (script: string, user = 'root') => machine.exec(script, { user })
  const until = async (script: string): Promise<void> => {
    const { exitCode } = await sh(`timeout 60 sh -c 'until ${script}; do sleep 0.01; done'`)
    if (exitCode !== 0) throw new Error(`Still not so after a minute: ${script}`)
  }
  const output = async (script: string): Promise<string> => {
    const { stdout, stderr } = await sh(script)
    return stdout + stderr
  }
  const logged = (): string[] => journal.entries().map(({ message }) => message)
  return { machine, journal, systemd, sh, output, logged, until, stop: () => clock.stop() }
}
