import { yaml } from '../go/yaml'
import type { FileSystem } from '../file-system/file-system'
import { Recent } from '../cache/recent'

/** Where a kubeconfig points and how it authenticates; certificates as PEM. */
export interface ClusterAccess {
  readonly host: string
  readonly port: number
  readonly ca: string
  readonly certificate: string
  readonly key: string
  /** In place of a certificate. */
  readonly token?: string | undefined
}

interface Kubeconfig {
  readonly clusters?: readonly { cluster: Record<string, string> }[]
  readonly users?: readonly { user?: Record<string, string> }[]
}

type Server = Pick<ClusterAccess, 'host' | 'port'>

/** A kubelet looks into its own for each of its requests. */
const known = new Recent<string, Kubeconfig & { readonly server: Server }>(20)

const parsed = (text: string): Kubeconfig & { readonly server: Server } => {
  const recent = known.get(text)
  if (recent) return recent
  const config = yaml().parse(text) as Kubeconfig
  return known.keep(text, { ...config, server: serverOf(config) })
}

function serverOf({ clusters }: Kubeconfig): Server {
  const { hostname, port } = new URL(clusters?.[0]?.cluster['server'] ?? 'https://localhost:6443')
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 443 }
}

/** Where a kubeconfig of one cluster points. */
export const serverIn = (text: string): Server => parsed(text).server

/** Reads a kubeconfig of one cluster and at most one user, certificates inline or as files. */
export function readKubeconfig(text: string, fs: FileSystem): ClusterAccess {
  const config = parsed(text)
  const cluster = config.clusters?.[0]?.cluster ?? {}
  const user = config.users?.[0]?.user ?? {}
  return {
    ...config.server,
    ca: material(cluster, 'certificate-authority', fs),
    certificate: material(user, 'client-certificate', fs),
    key: material(user, 'client-key', fs),
    token: user['token'],
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
