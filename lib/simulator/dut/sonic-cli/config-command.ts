import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { Configuration, SonicDatabases } from '../databases'
import { applyPatch } from './apply-patch'
import { type CliCommand, type CliGroup, type CliParameter, runCli } from './click'
import { featureGroup } from './config-feature'

const server = 'KUBERNETES_MASTER|SERVER'
const labels = 'KUBE_LABELS|SET'
const onOff: CliParameter = { metavar: '[on|off]', choices: ['on', 'off'] }
const yes = { flags: ['-y', '--yes'], help: 'answer yes' }
const defaults = { ip: '', port: '6443', insecure: 'True', disable: 'False' } as const

/** SONiC's `config`, as far as Kubernetes needs it. Root only. */
export const configCommand = (
  databases: SonicDatabases,
  restartServices: () => Promise<void>,
): SimulatedCommand => {
  const group = configGroup(databases, restartServices)
  return {
    name: 'config',
    path: '/usr/local/bin/config',
    readStdin: (args) => args.includes('/dev/stdin'),
    run: (args, context) =>
      context.user.uid === 0
        ? runCli('config', group, args, context)
        : { stderr: 'Root privileges are required for this operation\n', exitCode: 1 },
  }
}

function configGroup(databases: SonicDatabases, restartServices: () => Promise<void>): CliGroup {
  const setField = (
    field: keyof typeof defaults,
    help: string,
    parameter: CliParameter,
    read = (value: string) => value,
  ): CliCommand => ({
    help,
    parameters: [parameter],
    run: ([value = ''], context) => writeServer(databases, field, read(value), context),
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
  const flag = (value: string): string => (value === 'on' ? 'True' : 'False')
  const server: CliGroup = {
    help: 'Server configuration',
    commands: {
      ip: setField('ip', 'Specify a kubernetes cluster VIP', { metavar: 'VIP' }),
      port: {
        help: 'Specify a kubernetes Service port',
        parameters: [{ metavar: 'PORTVAL' }],
        run: ([value = ''], context) => setPort(databases, value, context),
      },
      insecure: setField(
        'insecure',
        'Specify a kubernetes cluster VIP access as insecure or not',
        onOff,
        flag,
      ),
      disable: setField(
        'disable',
        'Specify a kubernetes cluster VIP access is disabled or not',
        onOff,
        flag,
      ),
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
      save: {
        help: 'Export current config DB to a file on disk.',
        options: [yes],
        parameters: [],
        run: (_, context) => save(databases, context),
      },
      reload: {
        help: 'Clear current configuration and import a previous saved config DB dump file.',
        options: [
          yes,
          { flags: ['-f', '--force'], help: 'Force config reload without system checks' },
        ],
        parameters: [],
        run: async (_, context) => {
          databases.reload(JSON.parse(context.machine.fs.readText(configFile)) as Configuration)
          context.altered('CONFIG_DB')
          await restartServices()
          return {
            stdout: 'Running command: sonic-cfggen -j /etc/sonic/config_db.json --write-to-db\n',
          }
        },
      },
    },
  }
}

const configFile = '/etc/sonic/config_db.json'

/**
 * As the real CLI: the field when it differs, and each missing field with its default, every one with an HSET of
 * its own. ctrmgrd, woken by the first of them, may read a row that has not all fields yet.
 */
async function writeServer(
  { config }: SonicDatabases,
  field: keyof typeof defaults,
  value: string,
  context: CommandContext,
): Promise<CommandOutput> {
  for (const [name, fallback] of Object.entries(defaults)) {
    const wanted = name === field ? value : fallback
    const present = config.hget(server, name)
    if (present !== undefined && (name !== field || present === wanted)) continue
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

function save(databases: SonicDatabases, { fs }: CommandContext): CommandOutput {
  fs.write(configFile, `${JSON.stringify(databases.configuration(), null, 4)}\n`)
  return {
    stdout:
      'Running command: /usr/local/bin/sonic-cfggen -d --print-data > /etc/sonic/config_db.json\n',
  }
}
