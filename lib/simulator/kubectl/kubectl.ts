import type { SimulatedCommand } from '../machine/types'
import type { SimulatedNetwork } from '../network/simulated-network'

export interface KubectlOptions {
  /** The client's own version, `v1.22.2`. */
  readonly version: string
  readonly path?: string
}

/** Whether `exec` passes its input on: `-i`, `-it`, before the command that is run. */
const isConnected = (args: readonly string[]): boolean => {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  return own.includes('exec') && own.some((arg) => /^(-t?it?|--stdin(=true)?)$/.test(arg))
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
  readStdin: (args) => args.includes('/dev/stdin') || isConnected(args),
  run(args, context) {
    const { runKubectl } = require('./run-kubectl') as typeof import('./run-kubectl')
    return runKubectl(version, network, args, context)
  },
})
