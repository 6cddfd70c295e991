import { type Milliseconds } from '../wait/duration'

/** What a command gave. */
export interface CommandResult {
  readonly stdout: string
  readonly stderr: string
  /** 128 + the signal's number when a signal ended it. */
  readonly exitCode: number
  readonly ms: Milliseconds
}

/** A command ended otherwise than it should. All its texts have their secrets masked. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  readonly ms: Milliseconds

  constructor(
    readonly command: string,
    readonly machine: string,
    { stdout, stderr, exitCode, ms }: CommandResult,
    how = `exited ${exitCode}`,
    shown = `\`${shortened(command)}\``,
  ) {
    const after = `${how} on ${machine} after ${(ms / 1000).toFixed(1)} s`
    super([`${shown} ${after}`, ...lastWords(stdout, stderr)].join('\n'))
    this.stdout = stdout
    this.stderr = stderr
    this.exitCode = exitCode
    this.ms = ms
  }

  /** Of a change: people know it by what it is for, not by the first line of its script. */
  static ofChange(
    what: string,
    command: string,
    machine: string,
    result: CommandResult,
  ): CommandError {
    return new CommandError(command, machine, result, undefined, `The change "${what}"`)
  }
}

/** A command had not ended when its time was over, and was stopped. */
export class CommandTimedOut extends CommandError {
  override readonly name = 'CommandTimedOut'

  constructor(command: string, machine: string, result: CommandResult) {
    super(command, machine, result, 'had not ended, and was stopped,')
  }
}

const shownLines = 8

/** The last lines of stderr; of stdout where stderr is empty. */
function lastWords(stdout: string, stderr: string): string[] {
  const [name, text] = stderr.trim() === '' ? ['stdout', stdout] : ['stderr', stderr]
  const lines = text.trimEnd().split('\n')
  if (text.trim() === '') return ['  (it wrote nothing)']
  const part = lines.length > shownLines ? ` (last ${shownLines} of ${lines.length} lines)` : ''
  return [
    `  ${name}${part}:`,
    ...lines
      .slice(-shownLines)
      .map((line) => `    ${line.length > 400 ? `${line.slice(0, 400)}…` : line}`),
  ]
}

/** A command's first line, not too much of it, for a message. */
export function shortened(command: string): string {
  const [first = '', ...more] = command.split('\n')
  const line = first.length > 200 ? `${first.slice(0, 200)}…` : first
  return more.length > 0 ? `${line} … (${more.length + 1} lines)` : line
}
