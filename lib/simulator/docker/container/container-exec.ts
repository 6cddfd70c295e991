import type { SimulatedClock } from '../../time/clock'
import type { Machine } from '../../machine/machine'
import { rootPath } from '../../machine/environment'
import type { CommandOutput, ExecOptions } from '../../machine/types'
import { OpenFile } from '../../shell/open-file'
import { type Container, environmentOf } from './container'
import { insideOf } from './container-inside'
import { programIn, whyNotRun } from './program-in'

/** What a command reads, and who takes its output as it comes; what is taken is not in the result. */
export type ExecStreams = Pick<ExecOptions, 'stdin' | 'onStdout' | 'onStderr' | 'signal' | 'wait'>

/** Where it runs, default the container's working directory, as whom, and with what besides the container's own environment. */
type ExecPlace = Pick<ExecOptions, 'cwd' | 'env' | 'user'>

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
  const { isBare, entrypoint } = spec.image.spec
  const isThere = !isBare || command[0] === entrypoint?.[0]
  const cwd = streams.cwd ?? spec.workingDir ?? '/'
  return execInside(insideOf(container, clock), command, { ...streams, cwd, env, isThere })
}

/** Runs a command in a container of these files; what can't be started is told in runc's words. */
export async function execInside(
  inside: Machine,
  command: readonly string[],
  { isThere = true, ...streams }: ExecStreams & ExecPlace & { readonly isThere?: boolean } = {},
): Promise<CommandOutput> {
  const who = streams.user?.split(':')[0]
  if (who !== undefined && !inside.users.find(who))
    return refused(`unable to find user ${who}: no matching entries in passwd file`, streams)
  const { cwd } = streams
  const nowhere = cwd !== undefined && !inside.fs.exists(cwd)
  if (nowhere)
    return refused(
      `${cannotStart} chdir to cwd ("${cwd}") set in config.json failed: no such file or directory: unknown`,
      streams,
    )
  const why = whyNotStarted(inside, command[0] ?? '', isThere)
  const HOME = inside.user(who ?? 'root').home
  const env = { PATH: rootPath, HOSTNAME: inside.hostname, HOME, ...streams.env }
  if (why === undefined) return inside.exec(command, { cwd: '/', ...streams, env })
  return refused(`${cannotStart} exec: "${command[0]}": ${why}: unknown`, streams)
}

const cannotStart = 'OCI runtime exec failed: exec failed: unable to start container process:'

/** Programs of every container, which the shell runs itself. */
const ownOfShell = new Set(['test', '['])

function whyNotStarted(inside: Machine, name: string, isThere: boolean): string | undefined {
  if (isThere && ownOfShell.has(name)) return undefined
  const found = programIn(inside, name)
  if ('missing' in found) return whyNotRun(name, found.missing)
  return isThere ? undefined : whyNotRun(name, 'nowhere')
}

/** The daemon writes it where the command would have written its output, and ends the line as for a terminal. */
function refused(why: string, { onStdout }: ExecStreams): CommandOutput {
  const text = `${why}\r\n`
  onStdout?.(text)
  return { stdout: onStdout ? '' : text, stderr: '', exitCode: 126 }
}

function passedOn(
  { stdout = '', stderr = '', exitCode = 0 }: CommandOutput,
  { onStdout, onStderr }: ExecStreams,
): CommandOutput {
  onStdout?.(stdout)
  onStderr?.(stderr)
  return { stdout: onStdout ? '' : stdout, stderr: onStderr ? '' : stderr, exitCode }
}
