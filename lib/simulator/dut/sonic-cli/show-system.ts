import type { SonicDatabases } from '../../databases/databases'
import { quote } from '../../machine/commands/running'
import type { CliCommand, CliGroup } from './click'

const verbose = { flags: ['--verbose'], help: 'Enable verbose output' }

/** What `show` asks programs of the machine for, and hands on as they answer. */
export const systemCommands = (
  databases: SonicDatabases,
): Readonly<Record<string, CliGroup | CliCommand>> => ({
  boot: {
    ...running('Show boot configuration', 'sudo sonic-installer list; echo'),
    options: [],
  },
  clock: running('Show date and time', 'date'),
  logging: {
    help: 'Show system log',
    options: [
      { flags: ['-l', '--lines'], help: '', takes: 'INTEGER' },
      { flags: ['-f', '--follow'], help: '' },
      verbose,
    ],
    parameters: [{ metavar: 'PROCESS', optional: true }],
    run: ([process], { sh }, flags) => sh(logging(process, flags)),
  },
  management_interface: {
    help: 'Show management interface parameters',
    abbreviates: true,
    commands: {
      address: {
        help: 'Show IP address configured for management interface',
        parameters: [],
        run: () => ({ stdout: managementAddresses(databases) }),
      },
    },
  },
  processes: {
    help: 'Show process information',
    abbreviates: true,
    commands: {
      cpu: running('Show processes CPU info', 'top -bn 1 -o %CPU'),
      memory: running('Show processes memory info', 'top -bn 1 -o %MEM'),
      summary: running('Show processes info', 'ps -eo pid,ppid,cmd,%mem,%cpu'),
    },
  },
  services: { ...running('Show all daemon services', services), options: [] },
  'system-memory': running('Show memory information', 'free -m'),
  uptime: running('Show system uptime', 'uptime -p'),
  users: running('Show users', 'who'),
})

const running = (help: string, script: string): CliCommand => ({
  help,
  options: [verbose],
  parameters: [],
  run: (_, { sh }) => sh(script),
})

/** Of each container that runs, its processes; the last line is that of ps itself. */
const services = `sudo docker ps --format '{{.Names}}' | while read -r name; do
  printf '%s\\tdocker\\n---------------------------\\n' "$name"
  sudo docker exec "$name" ps aux < /dev/null | sed '$d'
done`

function logging(process: string | undefined, flags: readonly string[]): string {
  if (flags.some((flag) => flag === '-f' || flag === '--follow'))
    return 'sudo tail -F /var/log/syslog'
  const lines = flags.find((flag) => /^(-l|--lines)=/.test(flag))?.replace(/^[^=]*=/, '')
  return [
    'if [ -f /var/log/syslog.1 ]; then sudo cat /var/log/syslog.1 /var/log/syslog; else sudo cat /var/log/syslog; fi',
    ...(process === undefined ? [] : [`grep ${quote(process)}`]),
    ...(lines === undefined ? [] : [`tail -n ${quote(lines)}`]),
  ].join(' | ')
}

const managementAddresses = (databases: SonicDatabases): string =>
  Object.entries(databases.configuration()['MGMT_INTERFACE'] ?? {})
    .filter(([key]) => key.includes('|'))
    .map(
      ([key, { gwaddr }]) =>
        `Management IP address = ${key.slice(key.indexOf('|') + 1)}\nManagement Network Default Gateway = ${String(gwaddr)}\n`,
    )
    .join('')
