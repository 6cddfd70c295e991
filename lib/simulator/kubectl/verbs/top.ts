import type { Verb } from '../call'
import { KubectlFailure } from '../failure'

/** `kubectl top`: without a metrics server, as SONiC's clusters are, there is nothing to show. */
export const top: Verb = {
  name: 'top',
  flags: {
    'all-namespaces|A': 'switch',
    'selector|l': 'value',
    'field-selector': 'value',
    'no-headers': 'switch',
    'sort-by': 'value',
    containers: 'switch',
    'use-protocol-buffers': 'optional',
    sum: 'switch',
  },
  async run(call) {
    const [what = ''] = call.line.words
    if (!/^(nodes?|no|pods?|po)$/.test(what))
      throw new KubectlFailure(
        `error: unknown command "${what}"\nSee 'kubectl top -h' for help and examples`,
      )
    const { groups } = await call.api.json<{ groups: { name: string }[] }>('GET', '/apis')
    if (!groups.some(({ name }) => name === 'metrics.k8s.io'))
      throw new KubectlFailure('error: Metrics API not available')
    throw new KubectlFailure('error: the simulated kubectl shows no metrics')
  },
}
