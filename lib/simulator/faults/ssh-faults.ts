import { setTimeout as sleep } from 'node:timers/promises'
import type { Simulation } from '../simulation/simulation'
import type { SshConditions, SshService } from '../ssh/ssh-server'
import { type End, endAll, type Switchable, UnknownSwitch } from '../switches/switchable'

const whichMachine = {
  machine: { meaning: 'the hostname of one machine; without it all', byDefault: '' },
} as const

const sshDrop: Switchable = {
  name: 'ssh-drop',
  what: 'All SSH connections to a machine are cut, once; new ones are accepted.',
  parameters: whichMachine,
  apply(simulation, { machine }) {
    for (const server of servers(simulation, machine)) server.dropConnections()
    return () => undefined
  },
}

const sshDropInCommand: Switchable = {
  name: 'ssh-drop-in-command',
  what: 'The SSH connections to a machine are cut while a command runs there, once; the command runs to its end.',
  parameters: {
    ...whichMachine,
    command: { meaning: 'what stands in the command; without it any', byDefault: '' },
  },
  apply: (simulation, { machine, command = '' }) => {
    let done = false
    return inConditions(simulation, machine, (server) => ({
      onCommand(script) {
        if (done || !script.includes(command)) return
        done = true
        setImmediate(() => server.dropConnections())
      },
    }))
  },
}

const sshSlow: Switchable = {
  name: 'ssh-slow',
  what: 'Every command over SSH waits before it begins, as on a machine that swaps.',
  parameters: { ...whichMachine, ms: { meaning: 'wall milliseconds', byDefault: '1000' } },
  apply: (simulation, { machine, ms }) =>
    inConditions(simulation, machine, () => ({ onCommand: () => sleep(Number(ms)) })),
}

const sshRefused: Switchable = {
  name: 'ssh-refused',
  what: 'Nothing listens on the SSH port of a machine; connections there were are cut.',
  parameters: whichMachine,
  async apply(simulation, { machine }) {
    return endAll(await Promise.all(servers(simulation, machine).map((server) => server.refuse())))
  },
}

const sshHanging: Switchable = {
  name: 'ssh-hanging',
  what: 'New SSH connections are accepted, and sshd never says a word.',
  parameters: whichMachine,
  apply: (simulation, { machine }) => inConditions(simulation, machine, () => ({ hangs: true })),
}

const sshChannelLimit: Switchable = {
  name: 'ssh-channel-limit',
  what: "sshd opens fewer sessions at a time in one connection than OpenSSH's ten; one more is refused, and the connection lives on.",
  parameters: { ...whichMachine, sessions: { meaning: 'MaxSessions', byDefault: '1' } },
  apply: (simulation, { machine, sessions }) =>
    inConditions(simulation, machine, () => ({ maxSessions: Number(sessions) })),
}

const sshLoginRefused: Switchable = {
  name: 'ssh-login-refused',
  what: 'sshd takes no key and no password; those who are logged in stay.',
  parameters: whichMachine,
  apply: (simulation, { machine }) =>
    inConditions(simulation, machine, () => ({ refusesLogins: true })),
}

function servers({ sshServers }: Simulation, machine = ''): readonly SshService[] {
  if (machine === '') return [...sshServers.values()]
  const found = sshServers.get(machine)
  if (found) return [found]
  throw new UnknownSwitch(
    `There is no machine ${machine}. Next: one of ${[...sshServers.keys()].join(', ')}.`,
  )
}

const inConditions = (
  simulation: Simulation,
  machine: string | undefined,
  conditions: (server: SshService) => SshConditions,
): End =>
  endAll(
    servers(simulation, machine).map((server) => {
      const ours = conditions(server)
      server.conditions = { ...server.conditions, ...ours }
      return () => {
        const left = Object.entries(server.conditions).filter(([name]) => !(name in ours))
        server.conditions = Object.fromEntries(left)
      }
    }),
  )

export const sshFaults: readonly Switchable[] = [
  sshDrop,
  sshDropInCommand,
  sshSlow,
  sshRefused,
  sshHanging,
  sshChannelLimit,
  sshLoginRefused,
]
