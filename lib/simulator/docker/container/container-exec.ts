import type { SimulatedClock } from '../../time/clock'
import { loginEnvironment } from '../../machine/environment'
import { findExecutable } from '../../machine/process/executables'
import type { Machine } from '../../machine/machine'
import { commandLine } from '../../machine/commands/running'
import type { CommandOutput, ExecOptions } from '../../machine/types'
import { OpenFile } from '../../shell/open-file'
import { type Container, environmentOf } from './container'
import { insideOf } from './container-inside'

/** What a command reads, and who takes its output as it comes; what is taken is not in the result. */
export type ExecStreams = Pick<ExecOptions, 'stdin' | 'onStdout' | 'onStderr' | 'signal'>

/** Where it runs, default `/`, and with what besides the container's own environment. */
type ExecPlace = Pick<ExecOptions, 'cwd' | 'env'>

/** Runs a command in a container as root: the creator's or the program's `exec`, or a shell over the container's own files. */
export async function execIn(
  container: Container,
  clock: SimulatedClock,
  command: readonly string[],
  streams: ExecStreams & ExecPlace = {},
): Promise<CommandOutput> {
  const { spec, program } = container
  // Neither waits for what somebody who is connected will type.
  const stdin = streams.stdin instanceof OpenFile ? '' : String(streams.stdin ?? '')
  const answer = spec.exec
    ? await spec.exec(command, stdin)
    : await program?.running.exec?.(command, stdin)
  if (answer) return passedOn(answer, streams)
  const env = { ...environmentOf(container), ...streams.env }
  return execInside(insideOf(container, clock), command, { ...streams, env })
}

/** Runs a command in a container of these files; what can't be started is told in runc's words. */
export async function execInside(
  inside: Machine,
  command: readonly string[],
  streams: ExecStreams & ExecPlace = {},
): Promise<CommandOutput> {
  const why = whyNotStarted(inside, command[0] ?? '')
  const env = { HOSTNAME: inside.hostname, ...streams.env }
  if (why === undefined) return inside.exec(commandLine(command), { cwd: '/', ...streams, env })
  const stderr = `OCI runtime exec failed: exec failed: unable to start container process: exec: "${command[0]}": ${why}: unknown\n`
  return passedOn({ stderr, exitCode: 126 }, streams)
}

/** Programs of every container, which the shell runs itself. */
const ownOfShell = new Set(['test', '['])

function whyNotStarted(inside: Machine, name: string): string | undefined {
  if (ownOfShell.has(name)) return undefined
  const { PATH: path = '' } = loginEnvironment(inside.user('root'))
  const found = findExecutable(inside, inside.fs, { name, path, cwd: '/' })
  if (!('missing' in found)) return undefined
  if (found.missing === 'not executable' || found.missing === 'a directory')
    return 'permission denied'
  return name.includes('/')
    ? `stat ${name}: no such file or directory`
    : 'executable file not found in $PATH'
}

function passedOn(
  { stdout = '', stderr = '', exitCode = 0 }: CommandOutput,
  { onStdout, onStderr }: ExecStreams,
): CommandOutput {
  onStdout?.(stdout)
  onStderr?.(stderr)
  return { stdout: onStdout ? '' : stdout, stderr: onStderr ? '' : stderr, exitCode }
}
