import type { Machine } from '../../machine/machine'
import type { CommandOutput, SimulatedCommand } from '../../machine/types'
import type { SonicDatabases } from '../databases'
import { type CliCommand, type CliGroup, runCli } from './click'
import { tabulate } from './tabulate'

const server = 'KUBERNETES_MASTER|SERVER'

/** SONiC's `show`, as far as Kubernetes needs it. */
export const showCommand = (databases: SonicDatabases): SimulatedCommand => {
  const group = showGroup(databases)
  return {
    name: 'show',
    path: '/usr/local/bin/show',
    run: (args, context) => runCli('show', group, args, context),
  }
}

const showGroup = (databases: SonicDatabases): CliGroup => ({
  help: "SONiC command line - 'show' command",
  abbreviates: true,
  commands: {
    kubernetes: {
      commands: {
        server: {
          help: 'Server configuration',
          commands: {
            config: print(() => serverConfig(databases), 'Show kube configuration'),
            status: print(() => serverStatus(databases), 'Show kube configuration'),
          },
        },
        labels: print(() =>
          tabulate(
            ['name', 'value'],
            Object.entries(databases.state.hgetall('KUBE_LABELS|SET')).sort(),
          ),
        ),
      },
    },
    feature: {
      help: 'Show feature status',
      abbreviates: true,
      commands: { status: print(() => featureStatus(databases), 'Show feature state') },
    },
    version: {
      help: 'Show version information',
      parameters: [],
      run: (_, { machine }) => showVersion(machine),
    },
  },
})

const print = (text: () => string, help?: string): CliCommand => ({
  ...(help !== undefined && { help }),
  parameters: [],
  run: () => ({ stdout: text() }),
})

function serverConfig({ config }: SonicDatabases): string {
  const row = config.hgetall(server)
  if (Object.keys(row).length === 0) return 'Kubernetes server is not configured\n'
  const { ip = 'False', port = '6443', insecure = 'True', disable = 'False' } = row
  return tabulate(['ip', 'port', 'insecure', 'disable'], [[ip, port, insecure, disable]])
}

function serverStatus({ state }: SonicDatabases): string {
  const row = state.hgetall(server)
  if (Object.keys(row).length === 0) return 'Kubernetes server has no status info\n'
  const { ip = 'False', port = '6443', connected = '', update_time: updated = '' } = row
  return tabulate(['ip', 'port', 'connected', 'update-time'], [[ip, port, connected, updated]])
}

const featureColumns: readonly (readonly [
  title: string,
  database: 'config' | 'state',
  field: string,
])[] = [
  ['State', 'config', 'state'],
  ['AutoRestart', 'config', 'auto_restart'],
  ['SystemState', 'state', 'system_state'],
  ['UpdateTime', 'state', 'update_time'],
  ['ContainerId', 'state', 'container_id'],
  ['Version', 'state', 'container_version'],
  ['SetOwner', 'config', 'set_owner'],
  ['CurrentOwner', 'state', 'current_owner'],
  ['RemoteState', 'state', 'remote_state'],
]

// Columns without any value are left out.
function featureStatus(databases: SonicDatabases): string {
  const rows = databases.config.keys('FEATURE|*').sort()
  const filled = featureColumns.filter(([, database, field]) =>
    rows.some((row) => databases[database].hget(row, field)),
  )
  return tabulate(
    ['Feature', ...filled.map(([title]) => title)],
    rows.map((row) => [
      row.slice('FEATURE|'.length),
      ...filled.map(([, database, field]) => databases[database].hget(row, field) ?? ''),
    ]),
  )
}

function showVersion(machine: Machine): CommandOutput {
  const fact = (name: string): string =>
    new RegExp(`^${name}: '?([^'\n]*)'?$`, 'm').exec(
      machine.fs.readText('/etc/sonic/sonic_version.yml'),
    )?.[1] ?? ''
  const lines = [
    '',
    `SONiC Software Version: SONiC.${fact('build_version')}`,
    'SONiC OS Version: 12',
    `Distribution: Debian ${fact('debian_version')}`,
    `Kernel: ${fact('kernel_version')}`,
    `Build commit: ${fact('commit_id')}`,
    `Build date: ${fact('build_date')}`,
    `Built by: ${fact('built_by')}`,
    '',
  ]
  return { stdout: `${lines.join('\n')}\n` }
}
