import type { CommandContext, CommandOutput } from '../../machine/types'
import type { Configuration, SonicDatabases } from '../../databases/databases'
import type { CliCommand } from './click'

const configFile = '/etc/sonic/config_db.json'
const initialFile = '/etc/sonic/init_cfg.json'
const reloadLock = '/etc/sonic/reload.lock'
const cfggen = '/usr/local/bin/sonic-cfggen'
const yes = { flags: ['-y', '--yes'], help: 'answer yes' }
const fileName = { metavar: 'FILENAME', optional: true } as const

/** Whether `config save` or `config reload` would ask, and so read its input. */
export const asks = (args: readonly string[]): boolean =>
  /^(save|reload)$/.test(args[0] ?? '') && !isYes(args)

const isYes = (flags: readonly string[]): boolean => flags.some((flag) => yes.flags.includes(flag))

/** `config save [FILENAME]`: CONFIG_DB into a file. */
export const saveCommand = (databases: SonicDatabases): CliCommand => ({
  help: 'Export current config DB to a file on disk.',
  options: [yes],
  parameters: [fileName],
  run: ([file = configFile], context, flags) =>
    ifConfirmed('Existing files will be overwritten, continue?', flags, context, () => {
      context.fs.write(file, `${JSON.stringify(databases.configuration(), null, 4)}\n`)
      return { stdout: `Running command: ${cfggen} -d --print-data > ${file}\n` }
    }),
})

/** `config reload [FILENAME]`: CONFIG_DB from a file, and SONiC's services anew. */
export const reloadCommand = (
  databases: SonicDatabases,
  restartServices: () => Promise<void>,
): CliCommand => ({
  help: 'Clear current configuration and import a previous saved config DB dump file.',
  options: [yes, { flags: ['-f', '--force'], help: 'Force config reload without system checks' }],
  parameters: [fileName],
  run: ([file], context, flags) => {
    const from =
      file === undefined ? ' from the default config file(s)' : ` from the file(s) ${file}`
    const format = file === undefined ? 'config_db format' : 'config_db'
    const question = `Clear current config and reload config in ${format}${from} ?`
    return ifConfirmed(question, flags, context, () =>
      reload(databases, restartServices, file ?? configFile, context),
    )
  },
})

async function reload(
  databases: SonicDatabases,
  restartServices: () => Promise<void>,
  file: string,
  context: CommandContext,
): Promise<CommandOutput> {
  const { fs } = context.machine
  const lines = [`Acquired lock on ${reloadLock}`, 'Stopping SONiC target ...']
  if (fs.exists(file)) {
    databases.reload(JSON.parse(fs.readText(file)) as Configuration)
    context.altered('CONFIG_DB')
    const initial = fs.exists(initialFile) ? `-j ${initialFile} ` : ''
    lines.push(
      `Running command: ${cfggen} ${initial}-j ${file} --write-to-db`,
      'Running command: /usr/local/bin/db_migrator.py -o migrate',
    )
  } else lines.push(`The config file ${file} doesn't exist`)
  lines.push(
    `Running command: ${cfggen} -d -y /etc/sonic/sonic_version.yml -t /usr/share/sonic/templates/sonic-environment.j2,/etc/sonic/sonic-environment`,
    'Restarting SONiC target ...',
    'Reloading Monit configuration ...',
    'Reinitializing monit daemon',
    `Released lock on ${reloadLock}`,
  )
  await restartServices()
  return { stdout: lines.map((line) => `${line}\n`).join('') }
}

/** Asks as click does, unless it was told `-y`: without an answer, or with a no, the command aborts. */
async function ifConfirmed(
  question: string,
  flags: readonly string[],
  { stdin }: CommandContext,
  act: () => CommandOutput | Promise<CommandOutput>,
): Promise<CommandOutput> {
  if (isYes(flags)) return act()
  const asked = `${question} [y/N]: `
  if (!/^y(es)?$/i.test((stdin.split('\n')[0] ?? '').trim()))
    return { stdout: asked, stderr: 'Aborted!\n', exitCode: 1 }
  const done = await act()
  return { ...done, stdout: asked + (done.stdout ?? '') }
}
