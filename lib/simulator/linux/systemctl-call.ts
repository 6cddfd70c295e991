import type { CommandContext, CommandOutput } from '../machine/types'
import type { Systemd } from './systemd'

export type SystemctlVerb = (
  units: readonly string[],
  call: Call,
) => CommandOutput | Promise<CommandOutput>

/** What a verb of `systemctl` works with. */
export interface Call {
  readonly systemd: Systemd
  readonly context: CommandContext
  readonly flags: ReadonlySet<string>
  /** What `-p` named, in order. */
  readonly wanted: readonly string[]
}

/** The unit's full name: `.service` is understood. */
export const suffixed = (name: string): string =>
  /\.[a-z]+$/.test(name) ? name : `${name}.service`

export const lines = (values: readonly string[]): string =>
  values.map((value) => `${value}\n`).join('')
