import { commandLine } from '../machine/commands/running'
import type { Machine } from '../machine/machine'
import type { SimulatedCommand } from '../machine/types'

const cannotOpen = 'nsenter: cannot open /proc/1/ns/ipc: Permission denied\n'

/**
 * `nsenter --target 1 … COMMAND` in a container: process 1 is the machine's with hostPID, and may be entered with
 * privilege only; without hostPID it is the container's own, and the command runs where it is.
 */
export const nsenterCommand = (
  { hostPid, privileged }: { readonly hostPid: boolean; readonly privileged: boolean },
  host: Machine,
): SimulatedCommand => ({
  name: 'nsenter',
  readStdin: () => true,
  async run(args, { stdin, sh }) {
    const command = commandOf(args)
    const script = commandLine(command)
    if (!hostPid) return sh(script, { stdin })
    if (!privileged) return { stderr: cannotOpen, exitCode: 1 }
    return host.exec(script, { stdin, cwd: '/' })
  },
})

/** The command line that a program is once it has entered: that of nsenter becomes what follows its options. */
export const entered = (command: readonly string[]): readonly string[] =>
  command[0] === 'nsenter' ? commandOf(command.slice(1)) : command

/** What follows the options; `-t` and `--target` take a word. */
function commandOf(args: readonly string[]): readonly string[] {
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === '--') return args.slice(at + 1)
    if (word === '-t' || word === '--target') at++
    else if (!word.startsWith('-')) return args.slice(at)
  }
  return ['sh']
}
