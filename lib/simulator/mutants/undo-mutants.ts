import type { Dut } from '../dut/dut'
import { decorateCommand } from '../seams/decorate-command'
import { type End, endAll } from '../switches/switchable'
import type { Mutant } from './mutant'

/** An undo script of the run is taken for done, and has done nothing. */
const skips = ({ machine }: Dut, change: string): End =>
  decorateCommand(machine, 'sh', (args, _, sh) =>
    args.some((arg) => arg.endsWith(`-${change}.sh`)) ? {} : sh(args),
  )

const leftover = (name: string, what: string, change: string, message: string): Mutant => ({
  name,
  what,
  parameters: {},
  feature: 'node-readiness.feature',
  scenario: "The node is registered under the DUT's management address",
  step: 'the receipt of the run, which ends with 3',
  message,
  from: 'run',
  spoils: true,
  apply: ({ duts }) => endAll(duts.map((dut) => skips(dut, change))),
})

/** Undo scripts that leave something, which the receipt must find. */
export const undoMutants: readonly Mutant[] = [
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
]
