import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { SonicDatabases } from '../../databases/databases'
import { applyPatch } from './apply-patch'
import { type CliCommand, type CliGroup, type CliParameter, runCli } from './click'
import { type ClickRelease, clickWords } from './click-words'
import { featureGroup } from './config-feature'
import { asks, reloadCommand, saveCommand } from './config-files'

const server = 'KUBERNETES_MASTER|SERVER'
const labels = 'KUBE_LABELS|SET'
const onOff: CliParameter = { choices: ['on', 'off'] }
const defaults = { ip: '', port: '6443', insecure: 'True', disable: 'False' } as const

/** SONiC's `config`, as far as Kubernetes needs it. Root only. */
export const configCommand = (
  databases: SonicDatabases,
  click: ClickRelease,
  restartServices: () => Promise<void>,
): SimulatedCommand => {
  const group = configGroup(databases, restartServices)
  return {
    name: 'config',
    path: '/usr/local/bin/config',
    readStdin: (args) => args.includes('/dev/stdin') || asks(args),
    run: (args, context) => runCli('config', group, args, { words: clickWords[click], context }),
  }
}

function configGroup(databases: SonicDatabases, restartServices: () => Promise<void>): CliGroup {
  // Its word is compared with the text that is there as a Boolean of Python, which never equals one.
  const setFlag = (field: keyof typeof defaults, help: string): CliCommand => ({
    help,
    parameters: [onOff],
    run: ([value = ''], context) =>
      writeServer(databases, field, value === 'on' ? 'True' : 'False', context, true),
  })
  const setLabel = (help: string, parameters: readonly CliParameter[]): CliCommand => ({
    help,
    parameters,
    run: ([key = '', value = 'false'], context) => {
      databases.state.hset(labels, { [key]: value })
      context.altered(`STATE_DB ${labels}`)
      return {}
    },
  })
  const server: CliGroup = {
    help: 'Server configuration',
    commands: {
      ip: {
        help: 'Specify a kubernetes cluster VIP',
        parameters: [{ metavar: 'VIP' }],
        run: ([value = ''], context) => writeServer(databases, 'ip', value, context),
      },
      port: {
        help: 'Specify a kubernetes Service port',
        parameters: [{ metavar: 'PORTVAL' }],
        run: ([value = ''], context) => setPort(databases, value, context),
      },
      insecure: setFlag('insecure', 'Specify a kubernetes cluster VIP access as insecure or not'),
      disable: setFlag('disable', 'Specify a kubernetes cluster VIP access is disabled or not'),
    },
  }
  const label: CliGroup = {
    help: 'label configuration',
    commands: {
      add: setLabel('Add a label to this node', [{ metavar: 'KEY' }, { metavar: 'VAL' }]),
      drop: setLabel('Drop a label from this node', [{ metavar: 'KEY' }]),
    },
  }
  return {
    help: "SONiC command line - 'config' command",
    abbreviates: true,
    refuses: ({ user }) =>
      user.uid === 0
        ? undefined
        : { stderr: 'Root privileges are required for this operation\n', exitCode: 1 },
    commands: {
      kubernetes: {
        help: 'kubernetes command line',
        abbreviates: true,
        commands: { server, label },
      },
      feature: featureGroup(databases),
      'apply-patch': {
        help: 'Apply given patch of updates to Config. Patch is a JsonPatch which follows rfc6902.',
        parameters: [{ metavar: 'PATCH_FILE_PATH' }],
        run: ([path = ''], context) => applyPatch(databases, path, context),
      },
      save: saveCommand(databases),
      reload: reloadCommand(databases, restartServices),
    },
  }
}

/**
 * As the real CLI: the field when it differs (or always), and each missing field with its default, every one with an
 * HSET of its own. ctrmgrd, woken by the first of them, may read a row that has not all fields yet.
 */
async function writeServer(
  { config }: SonicDatabases,
  field: keyof typeof defaults,
  value: string,
  context: CommandContext,
  always = false,
): Promise<CommandOutput> {
  for (const [name, fallback] of Object.entries(defaults)) {
    const wanted = name === field ? value : fallback
    const present = config.hget(server, name)
    if (present !== undefined && (name !== field || (present === wanted && !always))) continue
    config.hset(server, { [name]: wanted })
    context.altered(`CONFIG_DB ${server}`)
    await context.machine.clock.outside(new Promise((resolve) => setImmediate(resolve)))
  }
  return {}
}

function setPort(
  databases: SonicDatabases,
  value: string,
  context: CommandContext,
): CommandOutput | Promise<CommandOutput> {
  if (!/^[+-]?\d+$/.test(value.trim()))
    return {
      stderr: traceback(`ValueError: invalid literal for int() with base 10: '${value}'`),
      exitCode: 1,
    }
  const port = Number(value)
  if (port > 0 && port < 65536) return writeServer(databases, 'port', value, context)
  return {
    stdout: `Invalid port value ${value}\n`,
    stderr: traceback("NameError: name 'sys' is not defined"),
    exitCode: 1,
  }
}

const traceback = (last: string): string =>
  `Traceback (most recent call last):\n  File "/usr/local/bin/config", line 8, in <module>\n    sys.exit(config())\n${last}\n`
