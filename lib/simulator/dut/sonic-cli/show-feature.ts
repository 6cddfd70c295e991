import type { CommandOutput } from '../../machine/types'
import type { Fields, SonicDatabases } from '../../databases/databases'
import type { CliCommand, CliGroup } from './click'
import { tabulate } from './tabulate'

/** `show feature …`: of all features, or of one that is named. */
export const showFeatureGroup = (databases: SonicDatabases): CliGroup => ({
  help: 'Show feature status',
  abbreviates: true,
  commands: {
    status: ofFeatures(databases, 'Show feature state', (names) =>
      table(statusColumns, names, (name) => ({
        ...databases.state.hgetall(`FEATURE|${name}`),
        ...databases.config.hgetall(`FEATURE|${name}`),
      })),
    ),
    config: ofFeatures(databases, 'Show feature config', (names) =>
      table(configColumns, names, (name) => {
        const row = databases.config.hgetall(`FEATURE|${name}`)
        const { no_fallback_to_local: refused } = row
        return refused === undefined ? row : { ...row, no_fallback_to_local: negated(refused) }
      }),
    ),
    autorestart: ofFeatures(databases, 'Show auto-restart state for a feature', (names) =>
      tabulate(
        ['Feature', 'AutoRestart'],
        names.map((name) => [
          name,
          databases.config.hget(`FEATURE|${name}`, 'auto_restart') ?? 'unknown',
        ]),
      ),
    ),
  },
})

/** What a column is called, and the field that it shows; a field of none of the rows has no column. */
type Column = readonly [title: string, field: string, otherwise?: string]

const statusColumns: readonly Column[] = [
  ['State', 'state'],
  ['AutoRestart', 'auto_restart'],
  ['SystemState', 'system_state'],
  ['UpdateTime', 'update_time'],
  ['ContainerId', 'container_id'],
  ['Version', 'container_version'],
  ['SetOwner', 'set_owner'],
  ['CurrentOwner', 'current_owner'],
  ['RemoteState', 'remote_state'],
]

const configColumns: readonly Column[] = [
  ['State', 'state'],
  ['AutoRestart', 'auto_restart'],
  ['Owner', 'set_owner', 'local'],
  ['fallback', 'no_fallback_to_local'],
]

const ofFeatures = (
  { config }: SonicDatabases,
  help: string,
  print: (names: readonly string[]) => string,
): CliCommand => ({
  help,
  parameters: [{ metavar: 'FEATURE_NAME', optional: true }],
  run: ([name]): CommandOutput => {
    const all = config.keys('FEATURE|*').map((key) => key.slice('FEATURE|'.length))
    if (name === undefined) return { stdout: print(all.sort()) }
    if (all.includes(name)) return { stdout: print([name]) }
    return { stdout: `Can not find feature ${name}\n`, exitCode: 1 }
  },
})

function table(
  columns: readonly Column[],
  names: readonly string[],
  rowOf: (name: string) => Fields,
): string {
  const rows = names.map(rowOf)
  const present = columns.filter(([, field]) => rows.some((row) => field in row))
  return tabulate(
    ['Feature', ...present.map(([title]) => title)],
    names.map((name, at) => [
      name,
      ...present.map(([, field, otherwise = '']) => rows[at]?.[field] ?? otherwise),
    ]),
  )
}

/** The table shows whether a feature may fall back, CONFIG_DB whether it may not. */
const negated = (value: string): string =>
  ({ true: 'false', false: 'true' })[value.toLowerCase()] ?? value.toLowerCase()
