import { flagUsages } from '../../../go/flag-usages'
import { creationOptions, runOptions } from './creation-options'
import { verbOptions } from './verb-options'

/** One option of a verb, as the client knows it. */
export interface ClientOption {
  readonly long: string
  readonly short?: string
  /** `filter`, `int` …, as help names it; undefined: a switch. */
  readonly type?: string
  readonly form: string
  readonly purpose: string
}

/** The client counts on 80 columns where it has no terminal. */
const columns = 79

/** Verbs that are another one by another name. */
const sameAs: Readonly<Record<string, string>> = {
  'container ls': 'ps', 'image ls': 'images', 'image rm': 'rmi', 'system info': 'info', 'system events': 'events',
  'builder build': 'build',
} // prettier-ignore

const ofVerbs = new Map<string, readonly ClientOption[]>()

/** The options of a verb, in the order of its help. */
export function optionsOf(verb: string): readonly ClientOption[] {
  const name = sameAs[verb] ?? verb
  const known = ofVerbs.get(name) ?? read(linesOf(name))
  ofVerbs.set(name, known)
  return known
}

/** What help says of a verb's options; nothing where there are none. */
export function optionsHelp(verb: string): string {
  const options = optionsOf(verb)
  return options.length === 0 ? '' : `\nOptions:\n${flagUsages(options, columns)}`
}

function linesOf(name: string): string {
  const verb = name.replace(/^(?:container|image) (?!inspect|prune)/, '')
  if (verb === 'run') return creationOptions + runOptions
  if (verb !== 'create') return verbOptions[verb] ?? ''
  return `${creationOptions}\n    --pull string   Pull image before creating ("always"|"missing"|"never") (default "missing")`
}

const lineForm = /^((?:-(\w), | {4})--([\w-]+)(?: (\S+))?) {3}([^]*)$/

/** In the order of their names. */
const read = (text: string): ClientOption[] =>
  text
    .split(/\n(?=-\w, --| {4}--)/)
    .flatMap((line): ClientOption[] => {
      const [, form, short, long, type, purpose] = lineForm.exec(line) ?? []
      if (form === undefined || long === undefined || purpose === undefined) return []
      return [{ form, long, purpose, ...(short && { short }), ...(type && { type }) }]
    })
    .toSorted((one, other) => (one.long < other.long ? -1 : 1))
