import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { parseDuration } from '../polling'
import { minorOf } from '../../kubernetes/kubernetes-release'
import type { ApiList, ApiObject } from '../objects'
import { objectPath, resourceKind } from '../resource-kinds'

const pods = resourceKind('pods')

/** kubectl up to 1.23 refuses to choose one of several containers, later ones take the first. */
export const logsVerb = (version: string): Verb => ({
  name: 'logs',
  flags: {
    'container|c': 'value',
    tail: 'value',
    since: 'value',
    'since-time': 'value',
    'previous|p': 'switch',
    'selector|l': 'value',
    'all-containers': 'switch',
    timestamps: 'switch',
  },
  async run(call) {
    for (const pod of await choosePods(call)) {
      for (const container of chooseContainers(call, pod, version)) {
        const query = logQuery(call, container)
        const path = `${objectPath(pods, call.namespace, pod.metadata.name)}/log?${query.toString()}`
        call.write((await call.api.send('GET', path, { accept: '*/*' })).text)
      }
    }
  },
})

function logQuery({ line }: Call, container: string): URLSearchParams {
  const query = new URLSearchParams({ container })
  const since = parseDuration(line.value('since'))
  if (since !== undefined) query.set('sinceSeconds', String(Math.ceil(since / 1000)))
  const sinceTime = line.value('since-time')
  if (sinceTime) query.set('sinceTime', sinceTime)
  // Of pods that a selector chooses ten lines each, where nothing else is said; fewer than none means all.
  const tail = Number(line.value('tail') ?? (line.value('selector') ? 10 : -1))
  if (tail >= 0) query.set('tailLines', String(tail))
  for (const flag of ['previous', 'timestamps']) if (line.is(flag)) query.set(flag, 'true')
  return query
}

async function choosePods(call: Call): Promise<ApiObject[]> {
  const selector = call.line.value('selector')
  const [target] = call.line.words
  const collection = `/api/v1/namespaces/${call.namespace}/pods`
  if (selector) return listPods(call, `${collection}?labelSelector=${encodeURIComponent(selector)}`)
  if (!target)
    throw new KubectlFailure(
      "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    )
  const [type, name = ''] = target.includes('/') ? target.split('/') : ['pod', target]
  const kind = resourceKind(type ?? '')
  const object = await call.api.json<ApiObject>('GET', objectPath(kind, call.namespace, name))
  if (kind === pods) return [object]
  const { matchLabels = {} } = (object.spec?.selector ?? {}) as {
    matchLabels?: Record<string, string>
  }
  const wanted = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`)
  return (
    await listPods(call, `${collection}?labelSelector=${encodeURIComponent(wanted.join(','))}`)
  ).slice(0, 1)
}

const listPods = async (call: Call, path: string): Promise<ApiObject[]> =>
  (await call.api.json<ApiList>('GET', path)).items ?? []

function chooseContainers(call: Call, { metadata, spec }: ApiObject, version: string): string[] {
  const { containers = [] } = (spec ?? {}) as { containers?: { name: string }[] }
  const names = containers.map(({ name }) => name)
  if (call.line.is('all-containers')) return names
  const asked = call.line.value('container') ?? call.line.words[1]
  if (asked !== undefined) return [asked]
  if (names.length > 1 && minorOf(version) < 24)
    throw new KubectlFailure(
      `error: a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(' ')}]`,
    )
  if (names.length > 1) call.warn(`Defaulted container "${names[0]}" out of: ${names.join(', ')}`)
  return names.slice(0, 1)
}
