import { parseGoDuration } from '../../go/duration'
import { FlagError } from '../../go/command-line'
import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiList, ApiObject } from '../objects'
import { objectPath, resourceKind } from '../resource-kinds'

const pods = resourceKind('pods')

const usage =
  "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples"

export const logs: Verb = {
  name: 'logs',
  flags: {
    'container|c': 'value',
    'follow|f': 'switch',
    'ignore-errors': 'switch',
    'limit-bytes': 'value',
    'max-log-requests': 'value',
    'pod-running-timeout': 'value',
    prefix: 'switch',
    tail: 'value',
    since: 'value',
    'since-time': 'value',
    'previous|p': 'switch',
    'selector|l': 'value',
    'all-containers': 'switch',
    timestamps: 'switch',
  },
  async run(call) {
    const queryOf = logQuery(call)
    const follows = [] as Promise<void>[]
    for (const pod of await choosePods(call))
      for (const container of chooseContainers(call, pod)) {
        const path = `${objectPath(pods, call.namespace, pod.metadata.name)}/log?${queryOf(container)}`
        const prefix = call.line.is('prefix') ? `[pod/${pod.metadata.name}/${container}] ` : ''
        const reading = readLog(call, path, prefix)
        if (call.line.is('follow')) follows.push(reading)
        else await reading
      }
    await Promise.all(follows)
  },
}

/** What there is is printed at once; with `-f` as it comes, until the container ends. */
async function readLog(call: Call, path: string, prefix: string): Promise<void> {
  if (prefix !== '') return call.api.lines(path, '*/*', (line) => call.stream(`${prefix}${line}\n`))
  await call.api.chunks(path, '*/*', (chunk) =>
    call.line.is('follow') ? call.stream(chunk) : call.write(chunk),
  )
}

/** Throws FlagError for what can't be read. */
function logQuery({ line }: Call): (container: string) => string {
  const query = new URLSearchParams()
  const since = line.value('since')
  const age = since === undefined ? undefined : parseGoDuration(since)
  if (since !== undefined && age === undefined)
    throw new FlagError(
      `invalid argument ${JSON.stringify(since)} for "--since" flag: time: invalid duration ${JSON.stringify(since)}`,
    )
  if (age !== undefined && age > 0) query.set('sinceSeconds', String(Math.ceil(age / 1000)))
  const sinceTime = line.value('since-time')
  if (sinceTime) query.set('sinceTime', sinceTime)
  const asked = line.value('tail')
  if (asked !== undefined && !/^[-+]?\d+$/.test(asked))
    throw new FlagError(
      `invalid argument ${JSON.stringify(asked)} for "--tail" flag: strconv.ParseInt: parsing ${JSON.stringify(asked)}: invalid syntax`,
    )
  // Of pods that a selector chooses ten lines each, where nothing else is said; fewer than none means all.
  const tail = Number(asked ?? (line.value('selector') ? 10 : -1))
  if (tail >= 0) query.set('tailLines', String(tail))
  const bytes = line.value('limit-bytes')
  if (bytes) query.set('limitBytes', bytes)
  for (const flag of ['follow', 'previous', 'timestamps'])
    if (line.is(flag)) query.set(flag, 'true')
  return (container) => new URLSearchParams([['container', container], ...query]).toString()
}

async function choosePods(call: Call): Promise<ApiObject[]> {
  const selector = call.line.value('selector')
  const [target] = call.line.words
  if (selector && target)
    throw new KubectlFailure(
      "error: only a selector (-l) or a POD name is allowed\nSee 'kubectl logs -h' for help and examples",
    )
  if (selector) return ofSelector(call, selector)
  if (!target || call.line.words.length > 2) throw new KubectlFailure(usage)
  const [type = '', name = ''] = target.includes('/') ? target.split('/') : ['pod', target]
  const all = await podsOf(call, type, name, 'get the logs from')
  if (all.length > 1) call.warn(`Found ${all.length} pods, using pod/${all[0]?.metadata.name}`)
  return all.slice(0, 1)
}

/** What `-l` chooses; none is no mistake, and until 1.20 not even told. */
async function ofSelector(call: Call, selector: string): Promise<ApiObject[]> {
  const found = await listPods(call, selector)
  if (found.length === 0 && call.minor >= 21)
    call.warn(`No resources found in ${call.namespace} namespace.`)
  return found
}

/** The pod itself, or those that a DaemonSet selects; `doing` says for what. Throws KubectlFailure. */
export async function podsOf(
  call: Call,
  type: string,
  name: string,
  doing: string,
): Promise<ApiObject[]> {
  const kind = resourceKind(type, call.minor)
  const object = await call.api.json<ApiObject>('GET', objectPath(kind, call.namespace, name))
  if (kind.kind === 'Pod') return [object]
  const { matchLabels } = (object.spec?.selector ?? {}) as { matchLabels?: Record<string, string> }
  if (!matchLabels) {
    const goType = `*${kind.group ? `${kind.group}.` : ''}${kind.version}.${kind.kind}`
    throw new KubectlFailure(
      `error: cannot ${doing} ${goType}: selector for ${goType} not implemented`,
    )
  }
  const wanted = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`)
  return listPods(call, wanted.join(','))
}

async function listPods(call: Call, selector: string): Promise<ApiObject[]> {
  const query = new URLSearchParams({ labelSelector: selector }).toString()
  const path = `/api/v1/namespaces/${call.namespace}/pods?${query}`
  return (await call.api.json<ApiList>('GET', path)).items ?? []
}

/** kubectl up to 1.23 refuses to choose one of several containers, later ones take the first. */
function chooseContainers(call: Call, { metadata, spec }: ApiObject): string[] {
  const { containers = [], initContainers = [] } = (spec ?? {}) as Record<
    string,
    { name: string }[] | undefined
  >
  const names = containers.map(({ name }) => name)
  if (call.line.is('all-containers')) return names
  const asked = call.line.value('container') ?? call.line.words[1]
  if (asked !== undefined) {
    if ([...initContainers.map(({ name }) => name), ...names].includes(asked)) return [asked]
    throw new KubectlFailure(`error: container ${asked} is not valid for pod ${metadata.name}`)
  }
  if (names.length > 1 && call.minor < 24)
    throw new KubectlFailure(
      `error: a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(' ')}]`,
    )
  if (names.length > 1) call.warn(`Defaulted container "${names[0]}" out of: ${names.join(', ')}`)
  return names.slice(0, 1)
}
