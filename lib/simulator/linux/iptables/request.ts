import { type IptablesError, badWord, usage } from './iptables-error'

/** What `iptables` is asked to do. */
export interface Request {
  readonly table: string
  readonly verb: string
  /** Empty: all chains. */
  readonly chain: string
  /** What stands behind the chain: a rule, a number, a name. */
  readonly rest: readonly string[]
  readonly numeric: boolean
  readonly verbose: boolean
  readonly numbered: boolean
}

const longVerbs: Readonly<Record<string, string>> = {
  '--append': '-A', '--insert': '-I', '--delete': '-D', '--check': '-C', '--flush': '-F', '--policy': '-P', '--replace': '-R',
  '--new-chain': '-N', '--new': '-N', '--delete-chain': '-X', '--list': '-L', '--list-rules': '-S', '--zero': '-Z', '--rename-chain': '-E',
  '--version': '-V', '--help': '-h',
} // prettier-ignore

const verbs = new Set(Object.values(longVerbs))
const needsChain = ['-A', '-I', '-D', '-C', '-P', '-R', '-N', '-E']

/** Sorts a command line; the rule in it is kept as it was typed. @throws IptablesError */
export function parseRequest(args: readonly string[]): Request {
  const rest: string[] = []
  let table = 'filter'
  let verb = ''
  let chain = ''
  let shown = ''
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    const [, before = '', listing, after = ''] = /^-([nvx]*)([LS])([nvx]*)$/.exec(arg) ?? []
    const name = listing && verb === '' ? `-${listing}` : (longVerbs[arg] ?? arg)
    if (arg === '-t' || arg === '--table') table = args[++at] ?? ''
    else if (verbs.has(name)) {
      if (verb !== '') throw usage(`Cannot use ${name} with ${verb}`)
      verb = name
      shown += before + after
      if (rest.length === 0 && /^[^-!]/.test(args[at + 1] ?? '')) chain = args[++at] ?? ''
    } else if (/^-[nvx]+$/.test(arg)) shown += arg
    else if (arg === '--numeric' || arg === '--verbose') shown += arg[2] ?? ''
    else if (arg === '--line-numbers') shown += '#'
    else if (arg === '-w' || arg === '--wait') at += /^\d+$/.test(args[at + 1] ?? '') ? 1 : 0
    else rest.push(arg)
  }
  if (verb === '') throw unasked(rest)
  if (chain === '' && needsChain.includes(verb))
    throw usage(`option "${verb}" requires an argument`)
  const has = (letter: string): boolean => shown.includes(letter)
  return { table, verb, chain, rest, numeric: has('n'), verbose: has('v'), numbered: has('#') }
}

function unasked(rest: readonly string[]): IptablesError {
  const [word] = rest
  if (word === undefined) return usage('no command specified')
  return word.startsWith('-') ? usage(`unknown option "${word}"`) : badWord(word)
}
