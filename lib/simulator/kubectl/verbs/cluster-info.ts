import type { Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiList } from '../objects'

const green = (text: string): string => `\u001b[0;32m${text}\u001b[0m`
const yellow = (text: string): string => `\u001b[0;33m${text}\u001b[0m`

/** `kubectl cluster-info`: in colours, whoever reads it. */
export const clusterInfo: Verb = {
  name: 'cluster-info',
  flags: {},
  async run(call) {
    if (call.line.words.length > 0)
      throw new KubectlFailure('error: the simulated kubectl knows no `cluster-info dump`')
    const query = 'labelSelector=kubernetes.io%2Fcluster-service%3Dtrue'
    const path = `/api/v1/namespaces/kube-system/services?${query}`
    const { items = [] } = await call.api.json<ApiList>('GET', path)
    const { origin } = call.api.server
    const say = (what: string, where: string): void =>
      call.print(`${green(what)} is running at ${yellow(where)}`)
    say('Kubernetes control plane', origin)
    for (const { metadata, spec } of items) {
      const [{ name = '', protocol = '' } = {}] = (spec?.ports ?? []) as {
        name?: string
        protocol?: string
      }[]
      const scheme = protocol && name ? `:${name}` : ''
      say(
        metadata.labels?.['kubernetes.io/name'] ?? metadata.name,
        `${origin}/api/v1/namespaces/kube-system/services/${metadata.name}${scheme}/proxy`,
      )
    }
    call.print("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.")
  },
}
