import type { SimulatedCommand } from '../../machine/types'
import type { SonicDatabases } from '../../databases/databases'
import { type CliCommand, type CliGroup, runCli } from './click'
import type { DutVariant } from '../variants'
import { clickWords } from './click-words'
import { showFeatureGroup } from './show-feature'
import { platformSummary, showVersion, versionOption } from './show-version'
import { tabulate } from './tabulate'

const server = 'KUBERNETES_MASTER|SERVER'

/** SONiC's `show`, as far as Kubernetes needs it. */
export const showCommand = (
  databases: SonicDatabases,
  { click, buildVersion }: Pick<DutVariant, 'click' | 'buildVersion'>,
): SimulatedCommand => {
  const group = showGroup(databases, buildVersion.startsWith('master'))
  return {
    name: 'show',
    path: '/usr/local/bin/show',
    run: (args, context) => runCli('show', group, args, { words: clickWords[click], context }),
  }
}

const showGroup = (databases: SonicDatabases, isMaster: boolean): CliGroup => ({
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
    feature: showFeatureGroup(databases),
    platform: {
      help: 'Show platform-specific hardware info',
      commands: {
        summary: {
          help: 'Show hardware platform information',
          parameters: [],
          run: (_, { machine }) => ({ stdout: platformSummary(databases, machine) }),
        },
      },
    },
    version: {
      help: 'Show version information',
      options: [versionOption(isMaster)],
      parameters: [],
      run: (_, context, flags) => showVersion(databases, context, flags),
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
