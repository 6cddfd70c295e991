import { yaml } from '../../../go/yaml'
import type { Call } from '../../call'
import { asYaml } from '../../print-objects'
import { kubeconfigPath } from '../../kubeconfig'

export type Settings = Record<string, string | boolean | undefined>

/** A kubeconfig as the file has it. */
export interface KubeconfigFile {
  apiVersion?: string
  kind?: string
  preferences?: object
  clusters?: { name: string; cluster: Settings }[] | null
  contexts?: { name: string; context: Settings }[] | null
  users?: { name: string; user: Settings }[] | null
  'current-context'?: string
}

/** The file that kubectl reads and writes; an empty configuration where there is none. */
export function readFile(call: Call): KubeconfigFile {
  const path = kubeconfigPath(call.line, call.context)
  const empty: KubeconfigFile = {
    apiVersion: 'v1',
    clusters: null,
    contexts: null,
    'current-context': '',
    kind: 'Config',
    preferences: {},
    users: null,
  }
  if (!call.context.fs.exists(path)) return empty
  return { ...empty, ...(yaml().parse(call.context.fs.readText(path)) as KubeconfigFile | null) }
}

/** Writes it back, keys in order, as kubectl does. */
export function writeFile(call: Call, config: KubeconfigFile): void {
  const path = kubeconfigPath(call.line, call.context)
  const { fs } = call.context
  const directory = path.replace(/\/[^/]*$/, '')
  if (!fs.exists(directory)) fs.mkdirp(directory)
  fs.writeText(path, asYaml(config), fs.exists(path) ? {} : { mode: 0o600 })
}
