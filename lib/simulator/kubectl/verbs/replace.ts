import type { Verb } from '../call'
import { KubectlFailure } from '../failure'
import { readManifests } from '../manifests'
import { kindOf, objectPath, qualified } from '../resource-kinds'

export const replace: Verb = {
  name: 'replace',
  flags: { 'filename|f': 'value', validate: 'optional' },
  async run(call) {
    const files = call.line.values('filename')
    if (files.length === 0) throw new KubectlFailure('error: must specify one of -f and -k')
    for (const { object } of readManifests(call, files))
      await call.attempt(async () => {
        const kind = kindOf(object)
        const { name, namespace = call.namespace } = object.metadata
        await call.api.json('PUT', objectPath(kind, namespace, name), { body: object })
        call.print(`${qualified(kind, name)} replaced`)
      })
  },
}
