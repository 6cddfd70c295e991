import { yaml } from '../../go/yaml'
import type { FileSystem } from '../../file-system/file-system'
import type { MinikubeCluster } from './minikube-cluster'

interface Entry {
  name: string
  [body: string]: unknown
}
interface Kubeconfig {
  apiVersion: 'v1'
  clusters: Entry[]
  contexts: Entry[]
  'current-context': string
  kind: 'Config'
  preferences: object
  users: Entry[]
}

/** Puts the profile's cluster into `~/.kube/config` and makes it the current context. */
export function addToKubeconfig(fs: FileSystem, home: string, cluster: MinikubeCluster): void {
  const { profile, apiServerPort } = cluster.options
  const directory = `${home}/.minikube/profiles/${profile}`
  edit(fs, home, (config) => {
    removeEntries(config, profile)
    config.clusters.push({
      cluster: {
        'certificate-authority': `${directory}/ca.crt`,
        server: `https://${cluster.nodeIp}:${apiServerPort}`,
      },
      name: profile,
    })
    config.contexts.push({
      context: { cluster: profile, namespace: 'default', user: profile },
      name: profile,
    })
    config.users.push({
      name: profile,
      user: {
        'client-certificate': `${directory}/client.crt`,
        'client-key': `${directory}/client.key`,
      },
    })
    config['current-context'] = profile
  })
}

/** Takes the profile out again; what others wrote stays. */
export function removeFromKubeconfig(fs: FileSystem, home: string, profile: string): void {
  if (!fs.exists(`${home}/.kube/config`)) return
  edit(fs, home, (config) => {
    removeEntries(config, profile)
    if (config['current-context'] === profile) config['current-context'] = ''
  })
}

function edit(fs: FileSystem, home: string, change: (config: Kubeconfig) => void): void {
  const path = `${home}/.kube/config`
  const existing = fs.exists(path)
    ? (yaml().parse(fs.readText(path)) as Partial<Kubeconfig> | null)
    : null
  const config: Kubeconfig = {
    apiVersion: 'v1',
    clusters: existing?.clusters ?? [],
    contexts: existing?.contexts ?? [],
    'current-context': existing?.['current-context'] ?? '',
    kind: 'Config',
    preferences: {},
    users: existing?.users ?? [],
  }
  change(config)
  if (!fs.exists(`${home}/.kube`)) fs.mkdirp(`${home}/.kube`, { mode: 0o750 })
  fs.write(
    path,
    yaml().stringify(emptyAsNull(config), { indentSeq: false, lineWidth: 0, nullStr: 'null' }),
    0o600,
  )
}

/** Go writes an empty list as null. */
const emptyAsNull = (config: Kubeconfig): object =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      Array.isArray(value) && value.length === 0 ? null : (value as unknown),
    ]),
  )

function removeEntries(config: Kubeconfig, name: string): void {
  for (const list of [config.clusters, config.contexts, config.users]) {
    const at = list.findIndex((entry) => entry.name === name)
    if (at >= 0) list.splice(at, 1)
  }
}
