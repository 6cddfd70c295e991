import { type IncomingMessage } from 'node:http'
import { Recent } from '../../cache/recent'
import { StatusError } from '../api/status-error'
import { has } from '../release/changes'

/** How the answer is to be dressed: objects as they are, kubectl's table, or metadata only. */
export interface Dress {
  readonly form: 'objects' | 'table' | 'metadata'
  /** The version of `meta.k8s.io` that tables and bare metadata are told in. */
  readonly version: string
  /** As what metadata were asked for: one object has no list of them, and a list is not one of them. */
  readonly kind?: string
}

/** One thing that a client accepts. */
interface Clause {
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
}

const yaml = 'application/yaml'
const mediaTypes = ['application/json', yaml, '*/*']

/** Picks from `Accept` the first form that is served here. Throws 406 when there is none. */
export function dressFor(
  request: IncomingMessage,
  forms: readonly Dress['form'][] = ['objects', 'table', 'metadata'],
): Dress {
  const dresses = acceptable(request).flatMap(({ parameters }) => dressIn(parameters) ?? [])
  const dress = dresses.find(({ form }) => forms.includes(form))
  if (dress) return dress
  const why = `only the following media types are accepted: ${representations}`
  throw new StatusError(406, 'NotAcceptable', why)
}

/** Throws 406 where a client accepts none of the media types that there are; who stands before the API says so. */
export function insistOnAcceptable(
  request: IncomingMessage,
  minor: number,
  served = mediaTypes,
): void {
  if (acceptable(request).some(({ type }) => served.includes(type))) return
  const listed = has('representationsAreListed', minor)
    ? `\n\nAvailable representations: ${representations}`
    : ''
  throw new StatusError(406, 'NotAcceptable', `406: Not Acceptable${listed}`, {})
}

const representations = 'application/json, application/yaml, application/vnd.kubernetes.protobuf'

/** Throws 406 for a watch that a client wants as what can't be streamed: that is asked for as it is, or not at all. */
export function insistOnStreamable(request: IncomingMessage, minor: number): void {
  insistOnAcceptable(request, minor)
  if (!wantsYaml(request)) return
  const why =
    'only the following media types are accepted: application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch'
  throw new StatusError(406, 'NotAcceptable', why)
}

/** Is the answer to be written as YAML? */
export const wantsYaml = (request: IncomingMessage): boolean =>
  acceptable(request).find(({ parameters }) => dressIn(parameters))?.type === yaml

const acceptable = ({ headers: { accept = '*/*' } }: IncomingMessage): readonly Clause[] =>
  read.get(accept) ?? read.keep(accept, clausesIn(accept))

const read = new Recent<string, readonly Clause[]>(100)

const clausesIn = (accept: string): Clause[] =>
  accept
    .split(',')
    .map((clause) => {
      const [type = '', ...parameters] = clause.split(';').map((part) => part.trim())
      return { type, parameters: new Map(parameters.map(nameAndValue)) }
    })
    .filter(({ type }) => mediaTypes.includes(type))
    .sort((a, b) => weightOf(b) - weightOf(a))

function nameAndValue(parameter: string): [string, string] {
  const [name = '', value = ''] = parameter.split('=')
  return [name, value]
}

const weightOf = ({ parameters }: Clause): number => Number(parameters.get('q') ?? 1)

function dressIn(parameters: Clause['parameters']): Dress | undefined {
  const kind = parameters.get('as')
  const version = parameters.get('v') ?? ''
  if (kind === undefined)
    return version || parameters.has('g') ? undefined : { form: 'objects', version }
  if (version !== 'v1' && version !== 'v1beta1') return undefined
  if (parameters.get('g') !== 'meta.k8s.io') return undefined
  if (kind === 'Table') return { form: 'table', version }
  if (/^PartialObjectMetadata(List)?$/.test(kind)) return { form: 'metadata', version, kind }
  return undefined
}

/** The real server indents its JSON for people: for curl and browsers, or `?pretty=true`. */
export function isForPeople({ headers }: IncomingMessage, query: URLSearchParams): boolean {
  const asked = query.get('pretty')
  if (asked) return /^(1|t|T|true|True|TRUE)$/.test(asked)
  return /^(curl|Wget|Mozilla)\//.test(headers['user-agent'] ?? '')
}
