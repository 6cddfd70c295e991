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
  /** Runs it until it succeeds; fails after four seconds. */
  until: (script: string) => Promise<void>
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
    const { exitCode } = await sh(`timeout 4 sh -c 'until ${script}; do sleep 0.01; done'`)
    if (exitCode !== 0) throw new Error(`Still not so after 4 s: ${script}`)
  }
  return { machine, journal, systemd, sh, until }
}
