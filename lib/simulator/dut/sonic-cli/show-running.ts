import type { SonicDatabases } from '../../databases/databases'
import { jsonDumps } from '../python-text'
import type { CliCommand, CliGroup } from './click'

const verbose = { flags: ['--verbose'], help: 'Enable verbose output' }

/** `show runningconfiguration …`: CONFIG_DB as JSON. */
export const runningConfigurationGroup = (databases: SonicDatabases): CliGroup => ({
  help: 'Show current running configuration information',
  abbreviates: true,
  commands: {
    all: {
      help: 'Show full running configuration',
      options: [verbose],
      parameters: [],
      // What bgpd would add is empty: none of the device's containers routes.
      run: () => ({ stdout: `${jsonDumps({ ...databases.configuration(), bgpraw: '' }, 4)}\n` }),
    },
    acl: table(databases, 'ACL_RULE', 'Show acl running configuration'),
    ports: rowsOf(databases, 'PORT', 'portname', 'Show ports running configuration'),
    interfaces: rowsOf(
      databases,
      'INTERFACE',
      'interfacename',
      'Show interfaces running configuration',
    ),
  },
})

const table = (databases: SonicDatabases, name: string, help: string): CliCommand => ({
  help,
  options: [verbose],
  parameters: [],
  run: () => ({ stdout: printed(databases.configuration()[name]) }),
})

/** Of all rows, or of those that are named. */
const rowsOf = (
  databases: SonicDatabases,
  name: string,
  argument: string,
  help: string,
): CliCommand => ({
  help,
  options: [verbose],
  parameters: [{ metavar: argument.toUpperCase(), optional: true }],
  run: ([key]) => {
    const rows = databases.configuration()[name]
    if (key === undefined || rows === undefined) return { stdout: printed(rows) }
    const named = Object.entries(rows).filter(([each]) => each.split('|').includes(key))
    return { stdout: printed(Object.fromEntries(named.slice(0, 1))) }
  },
})

/** sonic-cfggen prints nothing of a table that is not there. */
const printed = (rows: unknown): string => (rows === undefined ? '' : `${jsonDumps(rows, 4)}\n`)
