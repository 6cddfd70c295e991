import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import { notSimulated } from '../../machine/commands/not-simulated'
import type { SonicDatabases } from '../../databases/databases'
import { type CliCommand, type CliGroup, runCli } from './click'
import type { DutVariant } from '../variants'
import { clickWords } from './click-words'
import { showFeatureGroup } from './show-feature'
import { runningConfigurationGroup } from './show-running'
import { systemCommands } from './show-system'
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
    run: (args, context) =>
      ofOthers(args, group, context) ??
      runCli('show', group, args, { words: clickWords[click], context }),
  }
}

/** A switch has far more to show than Kubernetes needs: what a real device would answer is no wrong command here. */
function ofOthers(
  [word = '-']: readonly string[],
  { commands }: CliGroup,
  { machine }: CommandContext,
): CommandOutput | undefined {
  const begins = (name: string): boolean => name.startsWith(word.toLowerCase())
  if (Object.keys(commands).some(begins)) return undefined
  const name = otherCommands.find(begins)
  if (name === undefined) return undefined
  return notSimulated(machine, `show ${name}`, `show ${word}`)
}

const otherCommands = [
  ...['aaa', 'acl', 'arp', 'banner', 'bfd', 'bgp', 'buffer', 'buffer_pool', 'chassis', 'copp', 'dhcp_relay'],
  ...['dns', 'dropcounters', 'ecn', 'environment', 'event-counters', 'fabric', 'fgnhg', 'flowcnt-route', 'flowcnt-trap'],
  ...['headroom-pool', 'interfaces', 'ip', 'ipv6', 'kdump', 'ldap', 'line', 'lldp', 'mac', 'mgmt-vrf', 'mirror_session'],
  ...['mmu', 'muxcable', 'nat', 'ndp', 'ntp', 'pfc', 'pfcwd', 'policer', 'priority-group', 'queue', 'radius', 'reboot-cause'],
  ...['route-map', 'serial_console', 'sflow', 'snmpagentaddress', 'snmptrap', 'spanning-tree', 'srv6', 'ssh', 'startupconfiguration'],
  ...['storm-control', 'subinterfaces', 'suppress-fib-pending', 'syslog', 'system-health', 'tacacs', 'techsupport', 'vlan'],
  ...['vnet', 'vrf', 'vrrp', 'vxlan', 'warm_restart', 'watermark', 'ztp'],
] // prettier-ignore

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
    runningconfiguration: runningConfigurationGroup(databases),
    ...systemCommands(databases),
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
