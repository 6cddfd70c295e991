import type { SimulatedClock } from '../clock'
import { commandLine } from '../machine/commands/running'
import type { CommandOutput } from '../machine/types'
import type { Container } from './container'
import { insideOf } from './container-inside'

/** Runs a command in a container as root: the creator's or the program's `exec`, or a shell over the container's own files. */
export async function execIn(
  container: Container,
  clock: SimulatedClock,
  command: readonly string[],
  stdin = '',
): Promise<CommandOutput> {
  if (container.spec.exec) return container.spec.exec(command, stdin)
  const answer = container.program?.running.exec?.(command, stdin)
  if (answer) return answer
  const [program = ''] = command
  const script = commandLine(command)
  const { stdout, stderr, exitCode } = await insideOf(container, clock).exec(script, { stdin })
  const isThere = exitCode !== 127 || !stderr.toString().includes(`bash: line 1: ${program}: `)
  if (isThere) return { stdout: stdout.toString(), stderr: stderr.toString(), exitCode }
  const why = program.startsWith('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH'
  return {
    stderr: `OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ${why}: unknown\n`,
    exitCode: 126,
  }
}
