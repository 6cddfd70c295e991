import type { SimulatedCommand } from '../machine/types'
import type { SimulatedNetwork } from '../network/simulated-network'

export interface KubectlOptions {
  /** The client's own version, `v1.22.2`. */
  readonly version: string
  readonly path?: string
}

/** Whether it reads its input, called like this: a manifest (`-f -`), a file of that name, or what `exec -i` passes on. */
export function kubectlReadsStdin(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  const isInput = (arg: string, at: number): boolean =>
    /^(-f=?|--filename=)-$|(^|=)\/dev\/stdin$/.test(arg) ||
    (arg === '-' && /^(-f|--filename)$/.test(own[at - 1] ?? ''))
  return (
    own.some(isInput) ||
    (own.includes('exec') && own.some((arg) => /^(-t?it?|--stdin(=true)?)$/.test(arg)))
  )
}

/**
 * kubectl as the machines have it: it reads kubeconfigs on the machine, dials through the testbed's network and
 * speaks HTTPS to whatever answers. Its texts are those of kubectl 1.20 to 1.22. It is loaded when it is first called.
 */
export const kubectlCommand = (
  network: SimulatedNetwork,
  { version, path }: KubectlOptions,
): SimulatedCommand => ({
  name: 'kubectl',
  ...(path ? { path } : {}),
  readStdin: kubectlReadsStdin,
  run(args, context) {
    const { runKubectl } = require('./run-kubectl') as typeof import('./run-kubectl')
    return runKubectl(version, network, args, context)
  },
})
