import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { readManifests } from '../manifests'
import type { ApiObject } from '../objects'
import { collectionPath } from '../resource-kinds'
import { recognized } from './apply'
import { changeFlags, dryRunOf, report } from '../report'
import { whileDoing } from './while-doing'
import { secretFlags, secretObject } from './create-secret'
import { readData } from './literal-data'

export const create: Verb = {
  name: 'create',
  flags: {
    'filename|f': 'value',
    'from-literal': 'value',
    'from-file': 'value',
    ...changeFlags,
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
  const kind = recognized(call, object, source)
  const dry = dryRunOf(call)
  if (dry === 'client') return report(call, unborn(object), 'created')
  const path = collectionPath(kind, object.metadata.namespace ?? call.namespace)
  const asked = path + (dry === 'server' ? '?dryRun=All' : '')
  const created = await call.try(async () => {
    report(call, await call.api.json<ApiObject>('POST', asked, { body: object }), 'created')
  })
  if (created === undefined) return
  throw source ? whileDoing('creating', source, created) : ofGenerator(call, created, kind.plural)
}

/** Since 1.21 kubectl says what it is that it failed to make of the command line; a namespace is none. */
function ofGenerator(call: Call, failure: KubectlFailure, plural: string): KubectlFailure {
  const [, reason] = /^Error from server \(\w+\): (.*)$/s.exec(failure.message) ?? []
  if (!reason || call.minor < 21 || plural === 'namespaces') return failure
  return new KubectlFailure(`error: failed to create ${plural.replace(/s$/, '')}: ${reason}`)
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
  if (!name)
    throw new KubectlFailure(
      `error: exactly one NAME is required, got 0\nSee 'kubectl create ${type === 'ns' ? 'namespace' : type} -h' for help and examples`,
    )
  if (type === 'namespace' || type === 'ns')
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} }
  if (type === 'serviceaccount' || type === 'sa')
    return inNamespace(call, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } })
  if (type === 'configmap' || type === 'cm')
    return inNamespace(call, {
      apiVersion: 'v1',
      data: readData(call),
      kind: 'ConfigMap',
      metadata: { name },
    })
  throw new KubectlFailure(
    `Error: must specify one of -f and -k\n\nerror: unknown command "${type} ${name}"\nSee 'kubectl create -h' for help and examples`,
  )
}

/** Only a namespace that was asked for is written down. */
const inNamespace = (call: Call, object: ApiObject): ApiObject =>
  call.line.value('namespace') === undefined
    ? object
    : { ...object, metadata: { ...object.metadata, namespace: call.namespace } }
