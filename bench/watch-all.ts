import { type IncomingMessage } from 'node:http'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { ApiConnection } from '../lib/kube/api/api-connection'
import { Secret } from '../lib/testbed/testbed'

const configMaps = '/api/v1/namespaces/default/configmaps'
/** So many writes are under way at a time. */
const writers = 8

/** So many watchers list, watch from there, and read every one of so many changes of a new ConfigMap. */
export const watchAll = async (
  testbedFile: string,
  { configMap, watchers, events }: { configMap: string; watchers: number; events: number },
): Promise<void> => {
  const api = connect(path.join(path.dirname(testbedFile), 'kubeconfig'))
  try {
    const from = (JSON.parse((await api.send({ method: 'GET', path: configMaps })).body) as List)
      .metadata.resourceVersion
    const watch = `${configMaps}?watch=1&resourceVersion=${from}`
    const streams = await Promise.all(
      Array.from({ length: watchers }, () => api.stream({ method: 'GET', path: watch })),
    )
    const seen = Promise.all(streams.map((stream) => linesSeen(stream, events)))
    await write(api, configMap, events)
    await seen
  } finally {
    api.close()
  }
}

interface List {
  readonly metadata: { readonly resourceVersion: string }
}

/** Resolves once so many lines have come. They are not parsed: the reader shares the machine with the server. */
const linesSeen = async (stream: IncomingMessage, wanted: number): Promise<void> => {
  let lines = 0
  for await (const chunk of stream) {
    const bytes = chunk as Buffer
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
    if (lines >= wanted) return
  }
  throw new Error(`a watch ended after ${lines} of ${wanted} events`)
}

const write = async (api: ApiConnection, name: string, events: number): Promise<void> => {
  const create = { metadata: { name }, data: { count: '0' } }
  await send(api, 'POST', configMaps, create)
  let next = 1
  const writer = async (): Promise<void> => {
    while (next < events)
      await send(api, 'PATCH', `${configMaps}/${name}`, { data: { count: String(next++) } })
  }
  await Promise.all(Array.from({ length: writers }, writer))
}

const send = async (
  api: ApiConnection,
  method: string,
  to: string,
  object: object,
): Promise<void> => {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const headers = { 'content-type': type }
  const { status, body } = await api.send({
    method,
    path: to,
    headers,
    body: JSON.stringify(object),
  })
  if (status >= 300) throw new Error(`${method} ${to} answered ${status}: ${body}`)
}

/** The kubeconfig that the simulated testbed writes for a person's kubectl. */
const connect = (kubeconfig: string): ApiConnection => {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig
  const [{ cluster }, { user }] = [clusters[0], users[0]]
  const pem = (base64: string): string => Buffer.from(base64, 'base64').toString()
  return new ApiConnection({
    server: cluster.server,
    ca: pem(cluster['certificate-authority-data']),
    certificate: pem(user['client-certificate-data']),
    key: new Secret(pem(user['client-key-data'])),
    tlsServerName: 'control-plane.minikube.internal',
  })
}

interface Kubeconfig {
  readonly clusters: readonly [
    {
      readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string }
    },
  ]
  readonly users: readonly [
    {
      readonly user: {
        readonly 'client-certificate-data': string
        readonly 'client-key-data': string
      }
    },
  ]
}
