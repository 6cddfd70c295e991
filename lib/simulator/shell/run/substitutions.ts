import { ShellError } from '../control-flow'
import { Collected, Readable } from '../open-file'
import type { Steps } from '../steps'
import { type CommandNode, onlyCommandOf, type Part, type ScriptNode } from '../syntax'
import { textOf } from '../text'
import type { NamedPipe } from '../world'
import type { Interpreter } from './interpreter'

/** What a command prints, without its last newlines. */
export function* outputOf(script: ScriptNode, shell: Interpreter): Steps<string> {
  const read = onlyCommandOf(script)
  if (read?.type === 'SimpleCommand' && read.name === null && read.assignments.length === 0)
    return yield* fileContent(read.redirections, shell)
  const out = new Collected()
  shell.substituted = yield* shell.subshell(
    (inner) => inner.statements(script.statements),
    (state) => {
      state.descriptors.set(1, out)
      state.depth++
      if (state.dialect === 'bash' && !state.shopt.has('inherit_errexit'))
        state.options.switch('errexit', false)
      else if (state.dialect === 'dash') state.spared = 0
    },
  )
  if (shell.state.dialect === 'bash') shell.state.status = shell.substituted
  return withoutLastNewlines(out.text)
}

/** The name of a file that stands for `<(…)` or `>(…)`. */
export function* fileOf(
  { body, direction }: Part<'ProcessSubstitution'>,
  shell: Interpreter,
): Steps<string> {
  const content = new Collected()
  if (direction === 'input')
    yield* shell.subshell(
      (inner) => inner.statements(body.statements),
      (state) => state.descriptors.set(1, content),
    )
  const pipe = shell.state.world.namedPipe(content.bytes)
  shell.afterwards.push(() => afterPipe(pipe, direction === 'output' ? body : undefined, shell))
  return pipe.path
}

/** Whoever reads what was written to `>(…)` runs when all is written. */
function* afterPipe(
  pipe: NamedPipe,
  reader: ScriptNode | undefined,
  shell: Interpreter,
): Steps<void> {
  const written = pipe.remove()
  if (!reader) return
  yield* shell.subshell(
    (inner) => inner.statements(reader.statements),
    (state) => state.descriptors.set(0, new Readable(written)),
  )
}

/** `$(< file)` */
function* fileContent(
  redirections: CommandNode['redirections'],
  shell: Interpreter,
): Steps<string> {
  const descriptors = shell.state.descriptors.copy()
  try {
    yield* shell.redirector.apply(redirections, descriptors)
    shell.substituted = 0
    return withoutLastNewlines(textOf(descriptors.stdin.readAll()))
  } catch (error) {
    if (!(error instanceof ShellError)) throw error
    shell.complain(error.message)
    shell.substituted = 1
    return ''
  } finally {
    descriptors.closeAll()
  }
}

const withoutLastNewlines = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '\n') end--
  return text.slice(0, end).replaceAll('\0', '')
}
