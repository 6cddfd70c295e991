import type { PowerRequest } from '../../machine/power'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import { interactive, type SystemctlVerb } from './systemctl-call'

const calls = { reboot: 'Reboot', poweroff: 'PowerOff' } as const

function ask(what: PowerRequest, { machine, user, altered }: CommandContext): CommandOutput {
  if (user.uid !== 0) {
    const stderr =
      interactive('Failed to set wall message, ignoring') +
      interactive(`Call to ${calls[what]} failed`)
    return { stderr, exitCode: 1 }
  }
  altered(what)
  machine.power.request(what)
  return {}
}

/** `systemctl reboot` and `systemctl poweroff`: the machine goes down a moment after they have returned. */
export const powerVerb =
  (what: PowerRequest): SystemctlVerb =>
  (_units, { context }) =>
    ask(what, context)

/** `reboot` and `poweroff` by themselves. */
export const powerCommands: readonly SimulatedCommand[] = (['reboot', 'poweroff'] as const).map(
  (name) => ({ name, path: `/sbin/${name}`, run: (_args, context) => ask(name, context) }),
)
