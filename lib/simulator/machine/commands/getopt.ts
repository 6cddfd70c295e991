import { singleQuoted } from '../../shell/words/quoting'
import { answerUsage, parseOptions } from './options'
import type { Tool } from './tool'

interface Grammar {
  readonly short: string
  readonly long: readonly string[]
  readonly plus: boolean
  readonly alternative: boolean
}

/** util-linux' `getopt -o SHORT [-l LONG] [-n NAME] -- ARGUMENTS`: sorted and quoted for `eval set --`. */
export const getopt: Tool = (args) =>
  answerUsage(() => {
    if (args.length === 0)
      return {
        stderr: "getopt: missing optstring argument\nTry 'getopt --help' for more information.\n",
        exitCode: 2,
      }
    const { operands, has, value, values } = parseOptions('getopt', args, {
      flags: 'aqQTu',
      values: 'olns',
      long: {
        options: 'o', longoptions: 'l', name: 'n', alternative: 'a', quiet: 'q', 'quiet-output': 'Q', test: 'T',
        unquoted: 'u', shell: 's',
      },
      untilOperand: true,
    }) // prettier-ignore
    if (has('T')) return { exitCode: 4 }
    const given = value('o')
    const [first, ...rest] = operands
    const grammar: Grammar = {
      short: (given ?? first ?? '').replace(/^[+-]/, ''),
      long: values('l').flatMap((each) => each.split(/[, ]+/).filter(Boolean)),
      plus: (given ?? first ?? '').startsWith('+'),
      alternative: has('a'),
    }
    const isOld = given === undefined
    const { words, after, errors } = sorted(isOld ? rest : operands, grammar)
    const quote = (text: string): string => (isOld || has('u') ? text : singleQuoted(text))
    const shown = words.map(({ text, isValue }) => (isValue ? quote(text) : text))
    const name = value('n') ?? 'getopt'
    return {
      ...(!has('Q') && {
        stdout: ` ${[...shown, '--', ...after.map(quote)].join(' ')}\n`,
      }),
      ...(!has('q') && { stderr: errors.map((error) => `${name}: ${error}\n`).join('') }),
      exitCode: errors.length > 0 ? 1 : 0,
    }
  })

interface Sorted {
  readonly words: { readonly text: string; readonly isValue: boolean }[]
  readonly after: string[]
  readonly errors: string[]
}

function sorted(args: readonly string[], grammar: Grammar): Sorted {
  const found: Sorted = { words: [], after: [], errors: [] }
  const rest = [...args]
  while (rest.length > 0) {
    const arg = rest.shift() ?? ''
    if (arg === '--') {
      found.after.push(...rest)
      break
    }
    const isLong = arg.startsWith('--') || (grammar.alternative && /^-../.test(arg))
    if (isLong) readLong(arg.replace(/^--?/, ''), rest, grammar, found)
    else if (/^-./.test(arg)) readShort(arg.slice(1), rest, grammar, found)
    else if (grammar.plus) {
      found.after.push(arg, ...rest)
      break
    } else found.after.push(arg)
  }
  return found
}

const add = ({ words }: Sorted, option: string, value?: string): void => {
  words.push({ text: option, isValue: false })
  if (value !== undefined) words.push({ text: value, isValue: true })
}

function readLong(text: string, rest: string[], { long }: Grammar, found: Sorted): void {
  const [name = '', given] = text.split(/=(.*)/s)
  const all = long.map((each) => each.replace(/:+$/, ''))
  const matches = all.filter((each) => each.startsWith(name))
  const full = all.includes(name) ? name : matches[0]
  if (full === undefined) return void found.errors.push(`unrecognized option '--${name}'`)
  if (full !== name && matches.length > 1) {
    const those = matches.map((each) => `'--${each}'`).join(' ')
    return void found.errors.push(`option '--${name}' is ambiguous; possibilities: ${those}`)
  }
  const colons = /:*$/.exec(long.find((each) => each.replace(/:+$/, '') === full) ?? '')?.[0].length
  if (!colons) {
    if (given === undefined) return add(found, `--${full}`)
    return void found.errors.push(`option '--${full}' doesn't allow an argument`)
  }
  const value = given ?? (colons === 2 ? '' : rest.shift())
  if (value === undefined) found.errors.push(`option '--${full}' requires an argument`)
  else add(found, `--${full}`, value)
}

function readShort(text: string, rest: string[], { short }: Grammar, found: Sorted): void {
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    const place = letter === ':' ? -1 : short.indexOf(letter)
    const colons = place < 0 ? 0 : (/^:*/.exec(short.slice(place + 1))?.[0].length ?? 0)
    if (place < 0) found.errors.push(`invalid option -- '${letter}'`)
    else if (colons === 0) add(found, `-${letter}`)
    else {
      const attached = text.slice(at + 1)
      const value = attached || (colons > 1 ? '' : rest.shift())
      if (value === undefined) found.errors.push(`option requires an argument -- '${letter}'`)
      else add(found, `-${letter}`, value)
      return
    }
  }
}
