import { parse } from 'yaml'
import type { FileSystem } from '../file-system/file-system'
import { Recent } from '../cache/recent'

/** Where a kubeconfig points and how it authenticates; certificates as PEM. */
export interface ClusterAccess {
  readonly host: string
  readonly port: number
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

interface Kubeconfig {
  readonly clusters?: readonly { cluster: Record<string, string> }[]
  readonly users?: readonly { user?: Record<string, string> }[]
}

/** A kubelet looks into its own for each of its requests. */
const known = new Recent<Kubeconfig>(20)

const parsed = (text: string): Kubeconfig =>
  known.get(text) ?? known.keep(text, parse(text) as Kubeconfig)

/** Where a kubeconfig of one cluster points. */
export function serverIn(text: string): Pick<ClusterAccess, 'host' | 'port'> {
  const server = parsed(text).clusters?.[0]?.cluster['server']
  const { hostname, port } = new URL(server ?? 'https://localhost:6443')
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 443 }
}

/** Reads a kubeconfig of one cluster and at most one user, certificates inline or as files. */
export function readKubeconfig(text: string, fs: FileSystem): ClusterAccess {
  const config = parsed(text)
  const cluster = config.clusters?.[0]?.cluster ?? {}
  const user = config.users?.[0]?.user ?? {}
  return {
    ...serverIn(text),
    ca: material(cluster, 'certificate-authority', fs),
    certificate: material(user, 'client-certificate', fs),
    key: material(user, 'client-key', fs),
  }
}

/** A kubeconfig as kubeadm and the kubelet write it. */
export const kubeletKubeconfig = (access: ClusterAccess, user: string): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${Buffer.from(access.ca).toString('base64')}
    server: https://${access.host}:${access.port}
  name: default-cluster
contexts:
- context:
    cluster: default-cluster
    namespace: default
    user: default-auth
  name: default-context
current-context: default-context
kind: Config
preferences: {}
users:
- name: default-auth
  user:
${user}`

function material(from: Readonly<Record<string, string>>, name: string, fs: FileSystem): string {
  const data = from[`${name}-data`]
  if (data) return Buffer.from(data, 'base64').toString('utf8')
  const path = from[name]
  return path && fs.exists(path) ? fs.readText(path) : ''
}
