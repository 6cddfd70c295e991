import { type CommandWrap, decorateCommand } from '../seams/decorate-command'
import type { Simulation } from '../simulation'
import { endAll } from '../switches/switchable'
import { caughtBy } from './mutant'

const around = (name: string, wrap: CommandWrap) => (simulation: Simulation) =>
  endAll(simulation.duts.map(({ machine }) => decorateCommand(machine, name, wrap)))

/** `show kube server status` says something else. */
const shows = (change: (text: string) => string) =>
  around('show', async (args, _, show) => {
    const said = await show(args)
    return { ...said, stdout: change(said.stdout ?? '') }
  })

/** Bugs of SONiC's command line. */
export const cliMutants = [
  ...caughtBy('server-status.feature', 'A joined DUT reports that it is connected', [
    {
      name: 'show-says-not-connected',
      what: '`show kube server status` says false where STATE_DB says true.',
      step: 'says that the DUT is connected to the API server',
      message: 'connected false',
      apply: shows((text) => text.replace(/\btrue\b/, 'false')),
    },
    {
      name: 'show-has-no-status',
      what: '`show kube server status` finds no row.',
      step: 'says that the DUT is connected to the API server',
      message: 'no status info',
      apply: shows(() => 'Kubernetes server has no status info\n'),
    },
    {
      name: 'show-names-another-server',
      what: '`show kube server status` prints another address than STATE_DB has.',
      step: 'name the same API server',
      message: '10.99.0.10',
      apply: shows((text) => text.replace('10.250.0.1', '10.99.0.10')),
    },
  ]),
  ...caughtBy('server-status.feature', 'A disjoined DUT reports that it is not connected', [
    {
      name: 'show-says-connected-when-down',
      what: '`show kube server status` says true where STATE_DB says false.',
      step: 'says that the DUT is not connected',
      message: 'connected true',
      apply: shows((text) => text.replace(/\bfalse\b/, 'true ')),
    },
  ]),
]
