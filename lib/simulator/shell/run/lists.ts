import { Exit } from '../control-flow'
import type { Descriptors } from '../descriptors'
import { Collected, Readable } from '../open-file'
import type { Steps } from '../steps'
import { type CommandNode, onlyCommandOf, type PipelineNode, type StatementNode } from '../syntax'
import { bytesOf } from '../text'
import type { Interpreter } from './interpreter'
import { redirected } from './with-redirections'

/** Pipelines with `&&` and `||` between them. */
export function* runList({ pipelines, operators }: StatementNode, shell: Interpreter): Steps<void> {
  const { state } = shell
  for (const [index, pipeline] of pipelines.entries()) {
    const operator = operators[index - 1]
    if (operator === '&&' ? state.status !== 0 : operator === '||' && state.status === 0) continue
    const isLast = index === pipelines.length - 1
    const spared = !isLast || pipeline.negated
    if (spared) state.spared++
    try {
      yield* runPipeline(pipeline, shell)
    } finally {
      if (spared) state.spared--
    }
    if (state.status !== 0 && !spared && state.spared === 0 && mayEndShell(pipeline))
      yield* failed(shell)
  }
}

function* failed(shell: Interpreter): Steps<void> {
  const { state } = shell
  yield* shell.event('ERR')
  if (state.options.has('errexit')) throw new Exit(state.status)
}

function* runPipeline(pipeline: PipelineNode, shell: Interpreter): Steps<void> {
  const { state } = shell
  const { commands, negated, timed } = pipeline
  const from = performance.now()
  const [only] = commands
  if (only && commands.length === 1) {
    yield* shell.command(only)
    state.pipeStatus = [state.status]
  } else yield* piped(pipeline, shell)
  if (negated) state.status = state.status === 0 ? 1 : 0
  if (timed) state.descriptors.stderr.write(bytesOf(timeUsed(performance.now() - from)))
}

/** One after the other: what one prints is there when the next begins. */
function* piped({ commands, pipeStderr }: PipelineNode, shell: Interpreter): Steps<void> {
  const { state } = shell
  const statuses: number[] = []
  let input: Collected | undefined
  for (const [index, command] of commands.entries()) {
    const output = index < commands.length - 1 ? new Collected() : undefined
    const from = input
    const connect = ({ descriptors }: { readonly descriptors: Descriptors }): void => {
      if (from) descriptors.set(0, new Readable(from.bytes))
      if (output) descriptors.set(1, output)
      if (output && pipeStderr?.[index]) descriptors.set(2, output)
    }
    const stays = !output && state.shopt.has('lastpipe')
    statuses.push(
      stays
        ? yield* here(command, connect, shell)
        : yield* shell.subshell((inner) => inner.command(command), connect),
    )
    input = output
  }
  state.pipeStatus = statuses
  const last = state.options.has('pipefail')
    ? statuses.findLast((each) => each !== 0)
    : statuses.at(-1)
  state.status = last ?? 0
}

/** `shopt -s lastpipe`: the last one is no subshell. */
function* here(
  command: CommandNode,
  connect: (state: { readonly descriptors: Descriptors }) => void,
  shell: Interpreter,
): Steps<number> {
  const { state } = shell
  const before = state.descriptors
  state.descriptors = before.copy()
  connect(state)
  try {
    yield* shell.command(command)
    return state.status
  } finally {
    state.descriptors.closeAll()
    state.descriptors = before
  }
}

/** `&` */
export const runInBackground = (statement: StatementNode, shell: Interpreter): void => {
  const { state } = shell
  const text = statement.sourceText ?? 'sh'
  const descriptors = state.descriptors
  const job = state.world.start(text, descriptors, (world) => {
    const inner = shell.inner(state.fork(world))
    inner.state.descriptors.set(0, new Readable(Buffer.alloc(0)))
    return inner.toItsEnd(() => alone(statement, inner))
  })
  state.jobs.add(job, text)
  state.lastJob = job.pid
  state.status = 0
}

/** `command > file &`: nobody but the command itself has what it prints to open. */
function* alone(statement: StatementNode, shell: Interpreter): Steps<void> {
  const command = onlyCommandOf({ statements: [{ ...statement, background: false }] })
  if (!command || command.type === 'FunctionDef') return yield* runList(statement, shell)
  if (yield* redirected(command.redirections, shell))
    yield* shell.command({ ...command, redirections: [] })
}

/** Compound commands but for subshells have commands in them that end the shell themselves, or are spared. */
const mayEndShell = ({ commands }: PipelineNode): boolean =>
  commands.length > 1 ||
  ['SimpleCommand', 'Subshell', 'ConditionalCommand', 'ArithmeticCommand'].includes(
    commands[0]?.type ?? '',
  )

const timeUsed = (ms: number): string => {
  const shown = (each: number): string =>
    `${Math.floor(each / 60_000)}m${((each % 60_000) / 1000).toFixed(3)}s`
  return `\nreal\t${shown(ms)}\nuser\t${shown(ms)}\nsys\t${shown(0)}\n`
}
