import type { Verb } from '../call'
import { KubectlFailure } from '../failure'
import { readManifests } from '../manifests'
import { change, changeFlags, report } from '../report'
import { whileDoing } from './while-doing'

export const replace: Verb = {
  name: 'replace',
  flags: { ...changeFlags, 'filename|f': 'value', force: 'switch', validate: 'optional' },
  async run(call) {
    const files = call.line.values('filename')
    if (files.length === 0) throw new KubectlFailure('error: must specify one of -f and -k')
    for (const { object, source } of readManifests(call, files))
      await call.attempt(async () => {
        try {
          report(call, await change(call, 'PUT', object, { body: object }), 'replaced')
        } catch (error) {
          throw whileDoing('replacing', source, error)
        }
      })
  },
}
