import { SimulatedTestbed } from '../support/coordinator/simulated-testbed'

interface Profiles {
  readonly default: {
    readonly pluginOptions: { readonly kubesonic: { readonly simulator: readonly string[] } }
  }
}

/** The simulated testbed as the suite starts it: the child process of cucumber.cjs, with further options. */
export const startSimulatedTestbed = (options: readonly string[]): Promise<SimulatedTestbed> => {
  const { simulator } = (require('../cucumber.cjs') as Profiles).default.pluginOptions.kubesonic
  return SimulatedTestbed.start([...simulator, ...options], {
    signal: new AbortController().signal,
    log: (line) => process.stderr.write(`${line}\n`),
  })
}
