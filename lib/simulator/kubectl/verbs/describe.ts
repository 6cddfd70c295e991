import { age } from '../age'
import type { Call, Verb } from '../call'
import { inColumns } from '../columns'
import type { ApiList, ApiObject } from '../objects'
import { fetchObjects, readSelections, selectionFlags } from '../selection'

/** `kubectl describe`, in its simple form: identity, the main facts of nodes and pods, conditions, events. */
export const describe: Verb = {
  name: 'describe',
  flags: { ...selectionFlags, 'show-events': 'optional' },
  async run(call) {
    let first = true
    for (const selection of readSelections(call))
      for (const object of await fetchObjects(call, selection)) {
        if (!first) call.write('\n\n')
        first = false
        call.write(describeObject(object))
        if (call.line.is('show-events', true)) call.write(await describeEvents(call, object))
      }
    if (first && call.output().exitCode === 0)
      call.warn(`No resources found in ${call.namespace} namespace.`)
  },
}

function describeObject(object: ApiObject): string {
  const { metadata } = object
  const facts: [string, string[]][] = [
    ['Name:', [metadata.name]],
    ...(metadata.namespace ? [['Namespace:', [metadata.namespace]] as [string, string[]]] : []),
    ...kindFacts(object),
    ['Labels:', pairs(metadata.labels, '=')],
    ['Annotations:', pairs(metadata.annotations, ': ')],
  ]
  const width = Math.max(...facts.map(([title]) => title.length)) + 2
  const lines = facts.flatMap(([title, values]) =>
    values.map((value, i) => `${(i === 0 ? title : '').padEnd(width)}${value}\n`),
  )
  return lines.join('') + containersOf(object) + conditionsOf(object)
}

function kindFacts({ kind, metadata, spec = {}, status = {} }: ApiObject): [string, string[]][] {
  if (kind === 'Node')
    return [
      ['CreationTimestamp:', [metadata.creationTimestamp ?? '']],
      ['Taints:', taintTexts(spec.taints as Taint[] | undefined)],
      ['Unschedulable:', [String(spec.unschedulable === true)]],
    ]
  if (kind === 'Pod')
    return [
      ['Node:', [typeof spec.nodeName === 'string' ? spec.nodeName : '<none>']],
      ['Status:', [metadata.deletionTimestamp ? 'Terminating' : String(status.phase)]],
      ['IP:', [typeof status.podIP === 'string' ? status.podIP : '']],
    ]
  return []
}

interface Taint {
  key: string
  value?: string
  effect: string
}

function taintTexts(taints: Taint[] | undefined): string[] {
  if (!taints?.length) return ['<none>']
  return taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)
}

function pairs(map: Record<string, string> | undefined, separator: string): string[] {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length > 0 ? entries.map(([k, v]) => `${k}${separator}${v}`) : ['<none>']
}

interface ContainerStatus {
  name: string
  image: string
  ready: boolean
  restartCount: number
  state?: Record<string, { reason?: string; message?: string }>
}

function containersOf({ status = {} }: ApiObject): string {
  const statuses = status.containerStatuses as ContainerStatus[] | undefined
  if (!statuses) return ''
  const texts = statuses.map(({ name, image, ready, restartCount, state = {} }) => {
    const [word = 'waiting', detail = {}] = Object.entries(state)[0] ?? []
    return [
      `  ${name}:\n    Image:          ${image}\n    State:          ${word[0]?.toUpperCase()}${word.slice(1)}\n`,
      detail.reason ? `      Reason:       ${detail.reason}\n` : '',
      detail.message ? `      Message:      ${detail.message}\n` : '',
      `    Ready:          ${ready ? 'True' : 'False'}\n    Restart Count:  ${restartCount}\n`,
    ].join('')
  })
  return `Containers:\n${texts.join('')}`
}

function conditionsOf({ status = {} }: ApiObject): string {
  const conditions = status.conditions as Record<string, string>[] | undefined
  if (!conditions) return ''
  const rows = conditions.map((c) => [
    c.type ?? '',
    c.status ?? '',
    c.reason ?? '',
    c.message ?? '',
  ])
  return `Conditions:\n${inColumns([['Type', 'Status', 'Reason', 'Message'], ['----', '------', '------', '-------'], ...rows], '  ')}`
}

interface EventObject extends ApiObject {
  type: string
  reason: string
  message: string
  count?: number
  lastTimestamp?: string
  source?: { component?: string }
}

async function describeEvents(call: Call, { metadata }: ApiObject): Promise<string> {
  const namespace = metadata.namespace ?? 'default'
  const query = new URLSearchParams({ fieldSelector: `involvedObject.name=${metadata.name}` })
  const { items = [] } = await call.api.json<ApiList>(
    'GET',
    `/api/v1/namespaces/${namespace}/events?${query.toString()}`,
  )
  if (items.length === 0) return 'Events:  <none>\n'
  const rows = (items as EventObject[]).map((event) => [
    event.type,
    event.reason,
    age(event.lastTimestamp),
    event.source?.component ?? '',
    event.message,
  ])
  return `Events:\n${inColumns([['Type', 'Reason', 'Age', 'From', 'Message'], ['----', '------', '----', '----', '-------'], ...rows], '  ', 0)}`
}
