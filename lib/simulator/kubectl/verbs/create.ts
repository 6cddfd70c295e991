import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { readManifests } from '../manifests'
import type { ApiObject } from '../objects'
import { printObjects } from '../print-objects'
import { collectionPath, kindOf, qualified } from '../resource-kinds'
import { whileCreating } from './apply'
import { secretFlags, secretObject } from './create-secret'
import { readData } from './literal-data'

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
    ...secretFlags,
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
    if (format) return printObjects(call, format, [unborn(object)], false)
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

/** What was never created has no time of it. */
const unborn = (object: ApiObject): ApiObject => ({
  ...object,
  metadata: { creationTimestamp: null, ...object.metadata } as unknown as ApiObject['metadata'],
})

/** `create namespace NAME`, `create configmap NAME --from-literal=k=v --from-file=k=path`, `create secret KIND NAME …`. */
function spelledOut(call: Call): ApiObject {
  const [type, name] = call.line.words
  if (type === 'secret') return inNamespace(call, secretObject(call))
  if (!type) throw new KubectlFailure('error: must specify one of -f and -k')
  if (!name) throw new KubectlFailure('error: exactly one NAME is required, got 0')
  if (type === 'namespace' || type === 'ns')
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
  if (type === 'configmap' || type === 'cm')
    return inNamespace(call, {
      apiVersion: 'v1',
      data: readData(call),
      kind: 'ConfigMap',
      metadata: { name },
    })
  throw new KubectlFailure(
    `error: unknown command "${type} ${name}"\nSee 'kubectl create -h' for help.`,
  )
}

/** Only a namespace that was asked for is written down. */
const inNamespace = (call: Call, object: ApiObject): ApiObject =>
  call.line.value('namespace') === undefined
    ? object
    : { ...object, metadata: { ...object.metadata, namespace: call.namespace } }
