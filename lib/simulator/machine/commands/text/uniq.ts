import { textOf } from '../../../shell/text'
import { reasonOf } from '../../../file-system/file-system-error'
import { absolute } from '../../../file-system/paths'
import { ended, linesOf, readInput } from '../inputs'
import { answerUsage, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'

export const uniq: Tool = (args, context) =>
  answerUsage(async () => {
    const options = parseOptions('uniq', args, {
      flags: 'cduDiz',
      values: 'fsw',
      long: {
        count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i', 'zero-terminated': 'z', 'skip-fields': 'f',
        'skip-chars': 's', 'check-chars': 'w',
      },
    }) // prettier-ignore
    const { has, value } = options
    const [from = '-', to, extra] = options.operands
    if (extra !== undefined) throw new UsageError('uniq', `extra operand ‘${extra}’`)
    const end = has('z') ? '\0' : '\n'
    const [fields, characters, width] = [
      Number(value('f') ?? 0),
      Number(value('s') ?? 0),
      Number(value('w') ?? Infinity),
    ]
    const keyOf = (line: string): string => {
      const rest = line
        .replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${fields}}`), '')
        .slice(characters, characters + width)
      return has('i') ? rest.toLowerCase() : rest
    }
    let bytes: Buffer
    try {
      bytes = await readInput(from, context)
    } catch (error) {
      return { stderr: `uniq: ${from}: ${reasonOf(error)}\n`, exitCode: 1 }
    }
    const groups: string[][] = []
    let before: string | undefined
    for (const line of linesOf(textOf(bytes), end)) {
      const key = keyOf(line)
      if (key === before) groups.at(-1)?.push(line)
      else groups.push([line])
      before = key
    }
    const lines = groups
      .filter(({ length }) => !((has('d') || has('D')) && length < 2) && !(has('u') && length > 1))
      .flatMap((group) => {
        if (has('D')) return group
        const line = group[0] ?? ''
        return [has('c') ? `${String(group.length).padStart(7)} ${line}` : line]
      })
    const stdout = ended(lines, end)
    if (to === undefined || to === '-') return { stdout }
    context.fs.write(absolute(context.cwd, to), stdout)
    return {}
  })
