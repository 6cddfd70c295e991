import type { Dut } from '../dut/dut'
import { decorateCommand } from '../seams/decorate-command'
import type { End } from '../switches/switchable'
import { caughtBy, type MutantSpec } from './mutant'
import { onDuts } from './on-duts'

/** An undo script of the run is taken for done, and has done nothing. */
const skips = ({ machine }: Dut, change: string): End =>
  decorateCommand(machine, 'sh', (args, _, sh) =>
    args.some((arg) => arg.endsWith(`-${change}.sh`)) ? {} : sh(args),
  )

const leftover = (name: string, what: string, change: string, message: string): MutantSpec => ({
  name,
  what,
  step: 'the receipt of the run, which ends with 3',
  message,
  from: 'run',
  spoils: true,
  apply: (simulation) => onDuts(simulation, (dut) => skips(dut, change)),
})

/** Undo scripts that leave something, which the receipt must find. */
export const undoMutants = caughtBy(
  'node-readiness.feature',
  "The node is registered under the DUT's management address",
  [
    leftover(
      'undo-leaves-the-credentials',
      'The undo of the join credentials does nothing: the key of the cluster stays on the DUT.',
      'join-credentials',
      'credentials: /etc/sonic/credentials/restapiserver.key was absent, is 600 0:0',
    ),
    leftover(
      'undo-leaves-the-hosts-line',
      'The undo of the line in /etc/hosts does nothing.',
      'api-server-name-in-etc-hosts',
      'hosts file: /etc/hosts',
    ),
  ],
)
