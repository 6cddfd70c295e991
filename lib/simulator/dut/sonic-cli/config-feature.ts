import type { CommandContext, CommandOutput } from '../../machine/types'
import type { SonicDatabases } from '../../databases/databases'
import type { CliCommand, CliGroup } from './click'

/** `config feature …`. What it refuses it says on stdout, and exits 1. */
export const featureGroup = (databases: SonicDatabases): CliGroup => {
  const setting = (
    name: string,
    help: string,
    choices: readonly string[],
    set: Setting,
    options: CliCommand['options'] = [],
  ): CliCommand => ({
    help,
    options,
    parameters: [{ metavar: '<feature-name>' }, { metavar: `<${name}>`, choices }],
    run: ([feature = '', value = ''], context) => set(databases, feature, value, context),
  })
  return {
    help: 'Configure features',
    abbreviates: true,
    commands: {
      owner: setting('owner', 'set owner for a feature', ['local', 'kube'], inTable('set_owner')),
      fallback: setting(
        'fallback',
        'set fallback for a feature',
        ['on', 'off'],
        inTable('no_fallback_to_local', (value) => (value === 'on' ? 'false' : 'true')),
      ),
      state: setting(
        'state',
        'Enable/disable a feature',
        ['enabled', 'disabled'],
        unlessAlways('state', 'state'),
        [{ flags: ['--block'], help: 'Wait till operation is finished' }],
      ),
      autorestart: setting(
        'autorestart',
        'Enable/disable autosrestart of a feature',
        ['enabled', 'disabled'],
        unlessAlways('auto_restart', 'auto-restart'),
      ),
    },
  }
}

type Setting = (
  databases: SonicDatabases,
  feature: string,
  value: string,
  context: CommandContext,
) => CommandOutput

const inTable =
  (field: string, read = (value: string) => value): Setting =>
  (databases, feature, value, context) =>
    databases.config.exists(`FEATURE|${feature}`)
      ? write(databases, feature, { [field]: read(value) }, context)
      : refused(`Unable to retrieve ${feature} from FEATURE table`)

const unlessAlways =
  (field: string, what: string): Setting =>
  (databases, feature, value, context) => {
    const row = databases.config.hgetall(`FEATURE|${feature}`)
    if (Object.keys(row).length === 0) return refused(`Feature '${feature}' doesn't exist`)
    if (row[field] === undefined)
      return refused(`Feature '${feature}' ${what} is not available in any namespace`)
    if (row[field] !== 'always_enabled')
      return write(databases, feature, { [field]: value }, context)
    return {
      ...refused(`Feature '${feature}' ${what} is always enabled and can not be modified`),
      exitCode: field === 'state' ? 1 : 0,
    }
  }

function write(
  { config }: SonicDatabases,
  feature: string,
  fields: Readonly<Record<string, string>>,
  context: CommandContext,
): CommandOutput {
  config.hset(`FEATURE|${feature}`, fields)
  context.altered(`CONFIG_DB FEATURE|${feature}`)
  return {}
}

const refused = (why: string): CommandOutput => ({ stdout: `${why}\n`, exitCode: 1 })
