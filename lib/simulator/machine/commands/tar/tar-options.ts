import { UsageError } from '../options'

/** What tar is to do, and how. */
export interface TarOptions {
  readonly deed: 'create' | 'extract' | 'list'
  /** Undefined: what Debian's tar takes without `-f`, its standard streams. */
  readonly file: string | undefined
  /** By its letter, or by its name where it has none. */
  readonly has: (option: string) => boolean
  readonly stripped: number
  readonly excluded: readonly string[]
  /** Names and the directories to go to between them, in their order. */
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly kind: 'name' | 'directory'; readonly text: string }
  /** A file of names, one a line. */
  | { readonly kind: 'names'; readonly text: string }

const deeds = { c: 'create', x: 'extract', t: 'list' } as const
const flags = 'cxtzvpmkhOPSwWa'
const valued = 'fCTX'

/** Long names, each for its letter; those without one are asked for by their names. */
const longNames: Readonly<Record<string, string>> = {
  create: 'c', extract: 'x', get: 'x', list: 't', gzip: 'z', gunzip: 'z', verbose: 'v',
  'preserve-permissions': 'p', 'same-permissions': 'p', touch: 'm', 'keep-old-files': 'k', dereference: 'h',
  'to-stdout': 'O', 'absolute-names': 'P', sparse: 'S', 'auto-compress': 'a',
  file: 'f', directory: 'C', 'files-from': 'T', exclude: 'e', 'strip-components': 's',
} // prettier-ignore
const valuedLong = `${valued}es`
const withoutLetter = [
  'no-same-owner',
  'same-owner',
  'no-same-permissions',
  'numeric-owner',
  'no-recursion',
  'overwrite',
]

/** Sorts a command line, in the old form (`tar xzf FILE`) and in the new ones. Throws UsageError. */
export function tarOptions(args: readonly string[]): TarOptions {
  const found = new Set<string>()
  const steps: Step[] = []
  const excluded: string[] = []
  let file: string | undefined
  let stripped = 0
  const take = (letter: string, value: string): void => {
    if (letter === 'f') file = value
    else if (letter === 'C') steps.push({ kind: 'directory', text: value })
    else if (letter === 'T') steps.push({ kind: 'names', text: value })
    else if (letter === 'e') excluded.push(value)
    else if (letter === 's') stripped = Number(value)
    else found.add(letter)
  }

  const left = [...args]
  const next = (complaint: string): string => {
    const value = left.shift()
    if (value === undefined) throw new UsageError('tar', complaint)
    return value
  }
  if (left[0] !== undefined && !left[0].startsWith('-')) {
    for (const letter of left.shift()!)
      take(
        known(letter),
        valued.includes(letter) ? next(`Old option '${letter}' requires an argument.`) : '',
      )
  }
  while (left.length > 0) {
    const arg = left.shift()!
    if (arg === '--') {
      for (const text of left.splice(0)) steps.push({ kind: 'name', text })
    } else if (arg.startsWith('--')) {
      const [name = '', value] = arg.slice(2).split(/=(.*)/s)
      const letter = withoutLetter.includes(name) ? name : longNames[name]
      if (letter === undefined) throw new UsageError('tar', `unrecognized option '${arg}'`)
      const wants = valuedLong.includes(letter)
      take(letter, wants ? (value ?? next(`option '--${name}' requires an argument`)) : '')
    } else if (arg.startsWith('-') && arg !== '-') {
      for (let at = 1; at < arg.length; at++) {
        const letter = known(arg[at]!)
        if (!valued.includes(letter)) take(letter, '')
        else {
          take(letter, arg.slice(at + 1) || next(`option requires an argument -- '${letter}'`))
          break
        }
      }
    } else steps.push({ kind: 'name', text: arg })
  }

  const letters = Object.keys(deeds).filter((letter) => found.has(letter)) as (keyof typeof deeds)[]
  if (letters.length > 1)
    throw new UsageError(
      'tar',
      "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option",
    )
  if (letters.length === 0)
    throw new UsageError(
      'tar',
      "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options",
    )
  return {
    deed: deeds[letters[0]!],
    file: file === '-' ? undefined : file,
    has: (letter) => found.has(letter),
    stripped,
    excluded,
    steps,
  }
}

function known(letter: string): string {
  if (!(flags + valued).includes(letter))
    throw new UsageError('tar', `invalid option -- '${letter}'`)
  return letter
}
