import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { readManifests } from '../manifests'
import type { ApiObject } from '../objects'
import { printObjects } from '../print-objects'
import { collectionPath, kindOf, qualified } from '../resource-kinds'
import { whileCreating } from './apply'

export const create: Verb = {
  name: 'create',
  flags: {
    'filename|f': 'value',
    'from-literal': 'value',
    'from-file': 'value',
    'dry-run': 'optional',
    'output|o': 'value',
    validate: 'optional',
    'save-config': 'switch',
  },
  async run(call) {
    const files = call.line.values('filename')
    if (files.length === 0) return createOne(call, spelledOut(call), '')
    for (const { object, source } of readManifests(call, files))
      await call.attempt(() => createOne(call, object, source))
  },
}

async function createOne(call: Call, object: ApiObject, source: string): Promise<void> {
  const kind = kindOf(object)
  const format = call.line.value('output')
  const dry = call.line.value('dry-run')
  if (dry === 'client' || dry === 'true') {
    if (format) return printObjects(call, format, [object], false)
    return call.print(`${qualified(kind, object.metadata.name)} created (dry run)`)
  }
  const path = collectionPath(kind, object.metadata.namespace ?? call.namespace)
  try {
    const created = await call.api.json<ApiObject>('POST', path, { body: object })
    if (format) printObjects(call, format, [created], false)
    else call.print(`${qualified(kind, created.metadata.name)} created`)
  } catch (error) {
    throw source ? whileCreating(error, source) : error
  }
}

/** `create namespace NAME`, `create configmap NAME --from-literal=k=v --from-file=k=path`. */
function spelledOut(call: Call): ApiObject {
  const [type, name] = call.line.words
  if (!type) throw new KubectlFailure('error: must specify one of -f and -k')
  if (!name) throw new KubectlFailure('error: exactly one NAME is required, got 0')
  if (type === 'namespace' || type === 'ns')
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
  if (type === 'configmap' || type === 'cm')
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: readData(call) }
  throw new KubectlFailure(
    `error: unknown command "${type} ${name}"\nSee 'kubectl create -h' for help.`,
  )
}

function readData(call: Call): Record<string, string> {
  const data: Record<string, string> = {}
  for (const literal of call.line.values('from-literal')) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(literal) ?? []
    if (key === undefined || value === undefined)
      throw new KubectlFailure(`error: invalid literal source ${literal}, expected key=value`)
    data[key] = value
  }
  for (const source of call.line.values('from-file')) {
    const [, key, path = ''] = /^(?:([^=]+)=)?(.*)$/s.exec(source) ?? []
    const absolute = path.startsWith('/') ? path : `${call.context.cwd}/${path}`
    if (!call.context.fs.exists(absolute))
      throw new KubectlFailure(`error: error reading ${path}: no such file or directory`)
    data[key ?? path.split('/').at(-1) ?? path] = call.context.fs.readText(absolute)
  }
  return data
}
