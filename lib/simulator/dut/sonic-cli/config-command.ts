import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { Configuration, SonicDatabases } from '../databases'
import { applyPatch } from './apply-patch'
import { type CliCommand, type CliGroup, type CliParameter, runCli } from './click'

const server = 'KUBERNETES_MASTER|SERVER'
const labels = 'KUBE_LABELS|SET'
const onOff: CliParameter = { name: 'on|off', choices: ['on', 'off'] }
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
    parameter: CliParameter,
    read = (value: string) => value,
  ): CliCommand => ({
    parameters: [parameter],
    run: ([value = ''], context) => writeServer(databases, field, read(value), context),
  })
  const setLabel = (parameters: readonly CliParameter[]): CliCommand => ({
    parameters,
    run: ([key = '', value = 'false'], context) => {
      databases.state.hset(labels, { [key]: value })
      context.altered(`STATE_DB ${labels}`)
      return {}
    },
  })
  return {
    kubernetes: {
      server: {
        ip: setField('ip', { name: 'vip' }),
        port: {
          parameters: [{ name: 'port' }],
          run: ([value = ''], context) => setPort(databases, value, context),
        },
        insecure: setField('insecure', onOff, (value) => (value === 'on' ? 'True' : 'False')),
        disable: setField('disable', onOff, (value) => (value === 'on' ? 'True' : 'False')),
      },
      label: {
        add: setLabel([{ name: 'key' }, { name: 'val' }]),
        drop: setLabel([{ name: 'key' }]),
      },
    },
    feature: {
      state: setFeature(databases, 'state', {
        name: 'state',
        choices: ['enabled', 'disabled', 'always_enabled', 'always_disabled'],
      }),
      owner: setFeature(databases, 'set_owner', { name: 'owner', choices: ['local', 'kube'] }),
      fallback: setFeature(databases, 'no_fallback_to_local', onOff, (value) =>
        value === 'on' ? 'false' : 'true',
      ),
    },
    'apply-patch': {
      parameters: [{ name: 'PATCH_FILE_PATH' }],
      run: ([path = ''], context) => applyPatch(databases, path, context),
    },
    save: { parameters: [], run: (_, context) => save(databases, context) },
    reload: {
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

const setFeature = (
  databases: SonicDatabases,
  field: string,
  parameter: CliParameter,
  read = (value: string) => value,
): CliCommand => ({
  parameters: [{ name: 'name' }, parameter],
  run: ([name = '', value = ''], context) => {
    const row = `FEATURE|${name}`
    if (!databases.config.exists(row))
      return { stderr: `Unable to retrieve ${name} from FEATURE table\n`, exitCode: 1 }
    databases.config.hset(row, { [field]: read(value) })
    context.altered(`CONFIG_DB ${row}`)
    return {}
  },
})

function save(databases: SonicDatabases, { fs }: CommandContext): CommandOutput {
  fs.write(configFile, `${JSON.stringify(databases.configuration(), null, 4)}\n`)
  return {
    stdout:
      'Running command: /usr/local/bin/sonic-cfggen -d --print-data > /etc/sonic/config_db.json\n',
  }
}
