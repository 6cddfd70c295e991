import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiList, ApiObject } from '../objects'
import { objectPath, resourceKind } from '../resource-kinds'

const pods = resourceKind('pods')

export const logs: Verb = {
  name: 'logs',
  flags: {
    'container|c': 'value',
    tail: 'value',
    since: 'value',
    'previous|p': 'switch',
    'selector|l': 'value',
    'all-containers': 'switch',
    timestamps: 'switch',
  },
  async run(call) {
    for (const pod of await choosePods(call)) {
      for (const container of chooseContainers(call, pod)) {
        const query = new URLSearchParams()
        if (container) query.set('container', container)
        const tail = call.line.value('tail')
        if (tail) query.set('tailLines', tail)
        if (call.line.is('previous')) query.set('previous', 'true')
        const path = `${objectPath(pods, call.namespace, pod.metadata.name)}/log?${query.toString()}`
        call.write((await call.api.send('GET', path, { accept: '*/*' })).text)
      }
    }
  },
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

function chooseContainers(call: Call, pod: ApiObject): (string | undefined)[] {
  const { containers = [] } = (pod.spec ?? {}) as { containers?: { name: string }[] }
  return call.line.is('all-containers')
    ? containers.map(({ name }) => name)
    : [call.line.value('container')]
}
