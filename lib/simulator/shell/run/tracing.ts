import { sourceOf } from '../source/words'
import type { Steps } from '../steps'
import { type Command, parseWord } from '../syntax'
import { bytesOf } from '../text'
import { quoteIfNeeded } from '../words/quoting'
import type { Interpreter } from './interpreter'

/** `set -x`: tells what is about to run; `text` is asked for only then. */
export function* trace(text: () => string, shell: Interpreter): Steps<void> {
  const { state } = shell
  if (!state.options.has('xtrace')) return
  const told = text()
  const mark = yield* promptOf(shell)
  const before = mark.slice(0, 1).repeat(state.dialect === 'bash' ? state.depth : 0) + mark
  state.descriptors.stderr.write(bytesOf(`${before}${told}\n`))
}

/** What PS4 expands to, in which nothing is traced. */
function* promptOf(shell: Interpreter): Steps<string> {
  const { state } = shell
  const text = state.variables.text('PS4') ?? '+ '
  if (!/[$`\\]/.test(text)) return text
  const { status } = state
  state.options.switch('xtrace', false)
  try {
    return yield* shell.words.text(parseWord(`"${text.replaceAll('"', '\\"')}"`))
  } finally {
    state.options.switch('xtrace', true)
    state.status = status
  }
}

/** A command and its arguments; dash does not quote them. */
export const traceWords = (words: readonly string[], shell: Interpreter): Steps<void> => {
  const shown = shell.state.dialect === 'bash' ? quoteIfNeeded : (word: string) => word
  return trace(() => words.map(shown).join(' '), shell)
}

/** What `for`, `case` and `((` have before each of their turns; to dash they are not worth a line. */
export function* traceCompound(
  command: Command<'For'> | Command<'Case'> | Command<'ArithmeticCommand'>,
  shell: Interpreter,
): Steps<void> {
  if (shell.state.dialect === 'bash') yield* trace(() => headOf(command), shell)
}

const headOf = (
  command: Command<'For'> | Command<'Case'> | Command<'ArithmeticCommand'>,
): string => {
  switch (command.type) {
    case 'For':
      return `for ${command.variable} in ${command.words?.map(sourceOf).join(' ') ?? '"$@"'}`
    case 'Case':
      return `case ${sourceOf(command.word)} in`
    case 'ArithmeticCommand':
      return `(( ${(command.expression.originalText ?? '').trim()} ))`
  }
}

/** One test between `[[` and `]]`, with what its words stand for. */
export const traceTest = (words: readonly string[], shell: Interpreter): Steps<void> =>
  trace(() => `[[ ${words.map((word) => (word === '' ? "''" : word)).join(' ')} ]]`, shell)
