import type { Machine } from '../../machine/machine'
import type { CommandContext, CommandOutput } from '../../machine/types'
import type { SonicDatabases } from '../../databases/databases'
import type { CliOption } from './click'

export const versionOption = (isMaster: boolean): CliOption =>
  isMaster
    ? { flags: ['--brief'], help: 'Brief output, omit docker image information' }
    : { flags: ['--verbose'], help: 'Enable verbose output' }

/** What sonic_version.yml says of a name. */
const versionFact = ({ fs }: Machine, name: string): string =>
  new RegExp(`^${name}: '?([^'\n]*)'?$`, 'm').exec(
    fs.readText('/etc/sonic/sonic_version.yml'),
  )?.[1] ?? 'N/A'

/** A virtual switch has no serial number and no model. */
export function platformSummary({ config }: SonicDatabases, machine: Machine): string {
  const { platform = 'None', hwsku = 'None' } = config.hgetall('DEVICE_METADATA|localhost')
  return text([
    `Platform: ${platform}`,
    `HwSKU: ${hwsku}`,
    `ASIC: ${versionFact(machine, 'asic_type')}`,
    'ASIC Count: 1',
    'Serial Number: N/A',
    'Model Number: N/A',
    'Hardware Revision: N/A',
  ])
}

/** `show version [--brief]`. */
export async function showVersion(
  databases: SonicDatabases,
  { machine, sh }: CommandContext,
  flags: readonly string[],
): Promise<CommandOutput> {
  const fact = (name: string): string => versionFact(machine, name)
  const said = async (command: string): Promise<string> => (await sh(command)).stdout
  const stdout = [
    text([
      '',
      `SONiC Software Version: SONiC.${fact('build_version')}`,
      `SONiC OS Version: ${fact('sonic_os_version')}`,
      `Distribution: Debian ${fact('debian_version')}`,
      `Kernel: ${fact('kernel_version')}`,
      `Build commit: ${fact('commit_id')}`,
      `Build date: ${fact('build_date')}`,
      `Built by: ${fact('built_by')}`,
      '',
    ]),
    platformSummary(databases, machine),
    `Uptime: ${(await said('uptime')).trim()}\n`,
    `Date: ${await said("date '+%a %d %b %Y %X'")}`,
  ].join('')
  if (flags.includes('--brief')) return { stdout }
  const format = 'table {{.Repository}}\\t{{.Tag}}\\t{{.ID}}\\t{{.Size}}'
  const images = await said(`sudo docker images --format '${format}'`)
  return { stdout: `${stdout}\nDocker images:\n${images}\n` }
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
