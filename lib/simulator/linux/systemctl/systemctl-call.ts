import type { CommandContext, CommandOutput } from '../../machine/types'
import type { Systemd } from '../systemd/systemd'
import type { SystemctlOptions } from './systemctl-options'
import type { Unit } from '../systemd/unit'

export type SystemctlVerb = (
  units: readonly string[],
  call: Call,
) => CommandOutput | Promise<CommandOutput>

/** What a verb of `systemctl` works with. */
export interface Call extends Omit<SystemctlOptions, 'words'> {
  readonly systemd: Systemd
  readonly context: CommandContext
}

/** The unit's full name: `.service` is understood. */
export const suffixed = (name: string): string =>
  /\.[a-z]+$/.test(name) ? name : `${name}.service`

export const lines = (values: readonly string[]): string =>
  values.map((value) => `${value}\n`).join('')

/** What others than root are told of a unit: no polkit is there that could ask them for a password. */
export const accessDenied = (what: string, rest = ''): string => `${what}: Access denied\n${rest}`

/** What logind tells them, which lets nobody but root go on either. */
export const interactive = (what: string, rest = ''): string =>
  `${what}: Interactive authentication required.\n${rest}`

export const changedOnDisk = (unit: Unit): string =>
  `Warning: The unit file, source configuration file or drop-ins of ${unit.name} changed on disk. Run 'systemctl daemon-reload' to reload units.\n`
