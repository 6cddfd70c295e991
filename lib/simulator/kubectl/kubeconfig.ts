import { yaml } from '../go/yaml'
import { FileSystemError } from '../file-system/file-system-error'
import { Recent } from '../cache/recent'
import type { CommandContext } from '../machine/types'
import { KubectlFailure } from './failure'
import type { CommandLine } from '../go/command-line'

/** Where the API server is and who asks, as kubectl reads it from a kubeconfig and its flags. */
export interface Connection {
  readonly server: URL
  readonly ca?: string
  readonly insecure: boolean
  readonly tlsServerName?: string
  readonly certificate?: string
  readonly key?: string
  readonly token?: string
  readonly namespace: string
}

type Settings = Record<string, string | boolean | undefined>
type Body = 'cluster' | 'user' | 'context'
type Entry = { name?: string } & { [body in Body]?: Settings }
interface Kubeconfig {
  clusters?: Entry[]
  users?: Entry[]
  contexts?: Entry[]
  'current-context'?: string
}

/** Reads `--kubeconfig`, `$KUBECONFIG` or `~/.kube/config`; without any the server is localhost:8080. */
export function loadConnection(line: CommandLine, context: CommandContext): Connection {
  const config = readConfig(line, context)
  const chosen = pick(config.contexts, 'context', line.value('context'), config['current-context'])
  const cluster = pick(config.clusters, 'cluster', line.value('cluster'), text(chosen.cluster))
  const user = pick(config.users, 'user', line.value('user'), text(chosen.user))
  const server = line.value('server') ?? text(cluster.server) ?? 'http://localhost:8080'
  return withoutUndefined({
    server: new URL(server.includes('://') ? server : `https://${server}`),
    ca: material(cluster, 'certificate-authority', context),
    insecure: line.is('insecure-skip-tls-verify', cluster['insecure-skip-tls-verify'] === true),
    tlsServerName: text(cluster['tls-server-name']),
    certificate: material(user, 'client-certificate', context),
    key: material(user, 'client-key', context),
    token: line.value('token') ?? text(user.token),
    namespace: line.value('namespace') ?? text(chosen.namespace) ?? 'default',
  })
}

/** The file that is read: `--kubeconfig`, `$KUBECONFIG`, or the one at home. */
export function kubeconfigPath(line: CommandLine, context: CommandContext): string {
  const home = `${context.env.HOME ?? context.user.home}/.kube/config`
  return absolute(line.value('kubeconfig') ?? context.env.KUBECONFIG ?? home, context)
}

function readConfig(line: CommandLine, context: CommandContext): Kubeconfig {
  const named = line.value('kubeconfig')
  const path = kubeconfigPath(line, context)
  if (!context.fs.exists(path)) {
    if (named) throw new KubectlFailure(`error: stat ${named}: no such file or directory`)
    return {}
  }
  try {
    return parsed(readAsUser(path, context))
  } catch (error) {
    if (error instanceof KubectlFailure) throw error
    throw new KubectlFailure(`error: error loading config file "${path}": ${String(error)}`)
  }
}

const recent = new Recent<string, Kubeconfig>(10)

const parsed = (text: string): Kubeconfig =>
  recent.get(text) ?? recent.keep(text, (yaml().parse(text) as Kubeconfig | null) ?? {})

function pick(
  entries: readonly Entry[] = [],
  body: Body,
  insisted: string | undefined,
  otherwise: string | undefined,
): Settings {
  const name = insisted ?? otherwise
  const found = entries.find((entry) => entry.name === name)
  if (!found && insisted) throw new KubectlFailure(absent[body](insisted))
  return found?.[body] ?? {}
}

/** How kubectl complains of what its flags name and the kubeconfig hasn't. */
const absent: Readonly<Record<Body, (name: string) => string>> = {
  context: (name) => `Error in configuration: context was not found for specified context: ${name}`,
  cluster: (name) => `error: no server found for cluster "${name}"`,
  user: (name) => `error: auth info "${name}" does not exist`,
}

/** `<name>-data` in base64, or the file that `<name>` points at. */
function material(from: Settings, name: string, context: CommandContext): string | undefined {
  const data = text(from[`${name}-data`])
  if (data) return Buffer.from(data, 'base64').toString('utf8')
  const file = text(from[name])
  if (!file) return undefined
  const path = absolute(file, context)
  if (context.fs.exists(path)) return readAsUser(path, context)
  throw new KubectlFailure(
    `error: unable to read ${name} ${file} due to open ${file}: no such file or directory`,
  )
}

function readAsUser(path: string, { fs }: CommandContext): string {
  try {
    return fs.readText(path)
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error
    throw new KubectlFailure(
      `error: error loading config file "${path}": open ${path}: permission denied`,
    )
  }
}

const absolute = (path: string, { cwd }: CommandContext): string =>
  path.startsWith('/') ? path : `${cwd}/${path}`

const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

function withoutUndefined<T extends object>(value: { [key in keyof T]: T[key] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T
}
