import { allLines, ended, readInputs } from '../inputs'
import { absolute } from '../../../file-system/paths'
import { answerUsage, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'
import { keyIn, keyOf } from './sort-keys'
import { byBytes, type Order, orderOf } from './sort-orders'

const ordering = 'bdfgiMhnRrV'

export const sort: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value, values } = parseOptions('sort', args, {
      flags: `${ordering}cCmsuz`,
      values: 'kotST',
      long: {
        'ignore-leading-blanks': 'b', 'dictionary-order': 'd', 'ignore-case': 'f', 'general-numeric-sort': 'g',
        'human-numeric-sort': 'h', 'ignore-nonprinting': 'i', 'month-sort': 'M', 'numeric-sort': 'n', 'random-sort': 'R',
        reverse: 'r', 'version-sort': 'V', check: 'c', key: 'k', merge: 'm', output: 'o', stable: 's', unique: 'u',
        'field-separator': 't', 'zero-terminated': 'z', 'buffer-size': 'S', 'temporary-directory': 'T',
      },
      longValues: ['parallel'],
    }) // prettier-ignore
    const separator = value('t') === '\\0' ? '\0' : value('t')
    if (separator?.length === 0) throw new UsageError('sort', 'empty tab')
    if (separator !== undefined && separator.length > 1)
      return { stderr: `sort: multi-character tab ‘${separator}’\n`, exitCode: 2 }
    const global = [...ordering].filter(has).join('')
    const compare = comparison(values('k'), global, separator, has('u') || has('s'))

    const end = has('z') ? '\0' : '\n'
    const { inputs, stderr } = await readInputs(operands, context, (name, reason) =>
      reason === 'Is a directory'
        ? `sort: read failed: ${name}: ${reason}`
        : `sort: cannot read: ${name}: ${reason}`,
    )
    if (stderr !== '') return { stderr: stderr.slice(0, stderr.indexOf('\n') + 1), exitCode: 2 }
    const lines = allLines(inputs, end)
    if (has('c') || has('C'))
      return checked(lines, compare, inputs[0]?.name ?? '-', has('u'), has('C'))
    const sorted = lines.sort(compare)
    const kept = has('u')
      ? sorted.filter((line, index) => index === 0 || compare(sorted[index - 1] ?? '', line) !== 0)
      : sorted
    const output = value('o')
    if (output === undefined) return { stdout: ended(kept, end) }
    context.fs.write(absolute(context.cwd, output), ended(kept, end))
    return {}
  })

/** By each key in turn, then by the whole line: unless that is not asked for. */
const comparison = (
  notations: readonly string[],
  global: string,
  separator: string | undefined,
  isStable: boolean,
): Order => {
  const keys = notations.map((notation) => {
    const key = keyOf(notation)
    // A key with letters of its own takes none of the others.
    const letters = key.letters === '' ? global : key.letters
    const own = { ...key, letters }
    return { own, order: orderOf(letters) }
  })
  const whole = orderOf(global)
  const lastResort: Order = global.includes('r') ? (a, b) => -byBytes(a, b) : byBytes
  return (a, b) => {
    if (keys.length === 0) {
      const trim = (line: string): string => (global.includes('b') ? line.trimStart() : line)
      const order = whole(trim(a), trim(b))
      if (order !== 0) return order
    }
    for (const { own, order } of keys) {
      const found = order(keyIn(a, own, separator), keyIn(b, own, separator))
      if (found !== 0) return found
    }
    return isStable ? 0 : lastResort(a, b)
  }
}

const checked = (
  lines: readonly string[],
  compare: Order,
  name: string,
  isStrict: boolean,
  isQuiet: boolean,
) => {
  const at = lines.findIndex((line, index) => {
    const order = index === 0 ? -1 : compare(lines[index - 1] ?? '', line)
    return order > 0 || (isStrict && order === 0)
  })
  if (at < 0) return {}
  return { stderr: isQuiet ? '' : `sort: ${name}:${at + 1}: disorder: ${lines[at]}\n`, exitCode: 1 }
}
