import { type CommandWrap, decorateCommand } from '../seams/decorate-command'
import type { Simulation } from '../simulation/simulation'
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

/** `config kube server FIELD …` is another command, or none. */
const configures = (
  field: string,
  instead: (args: readonly string[]) => readonly string[] | undefined,
) =>
  around('config', (args, _, config) => {
    const given = args.includes(field) ? instead(args) : args
    return given ? config(given) : {}
  })

const swapped = (from: string, to: string) => (args: readonly string[]) =>
  args.map((arg) => (arg === from ? to : arg))

/** Bugs of SONiC's command line. */
export const cliMutants = [
  ...caughtBy(
    'join-and-disjoin.feature',
    'The DUT joins by its own command line, runs a pod, and leaves',
    [
      {
        name: 'config-writes-the-wrong-field',
        what: '`config kube server ip` writes the address into the field of the port.',
        step: 'I join the DUT with "config kube server"',
        message: 'invalid literal for int()',
        apply: configures('ip', swapped('ip', 'port')),
      },
      {
        name: 'config-enables-nothing',
        what: '`config kube server disable off` changes nothing.',
        step: 'the node is Ready within',
        message: 'no such node',
        apply: configures('disable', (args) => (args.includes('off') ? undefined : args)),
      },
      {
        name: 'config-disables-nothing',
        what: '`config kube server disable on` changes nothing.',
        step: 'the DUT is no longer a node',
        message: 'node vlab-01 to be gone',
        apply: configures('disable', (args) => (args.includes('on') ? undefined : args)),
      },
      {
        name: 'config-ignores-insecure',
        what: '`config kube server insecure on` turns verification on.',
        step: 'the node is Ready within',
        message: 'no such node',
        apply: configures('insecure', swapped('on', 'off')),
      },
    ],
  ),
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
