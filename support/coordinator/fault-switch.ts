import { ControlClient } from '../../lib/simulator/control/client'
import { systemClock } from '../../lib/wait/clock'
import { type Milliseconds } from '../../lib/wait/duration'

/** A fault as `kubesonic simulate --fault` takes it: its name, and values for its parameters. */
export interface FaultRequest {
  readonly name: string
  readonly parameters?: Readonly<Record<string, string>>
}

/**
 * Switches a fault of the simulated testbed on over its control socket; the answer switches it off. With `lasting` it
 * ends by itself after that much wall time. Rejects where there is no such fault, and says which there are.
 */
export async function switchFaultOn(
  controlSocket: string,
  { name, parameters }: FaultRequest,
  lasting?: Milliseconds,
): Promise<() => Promise<void>> {
  const control = new ControlClient(controlSocket)
  let ended: Promise<void> | undefined
  const end = (): Promise<void> => (ended ??= control.switchFault(name, false))
  await control.switchFault(name, true, parameters)
  const forget = lasting === undefined ? undefined : systemClock.after(lasting, () => void end())
  return () => {
    forget?.()
    return end()
  }
}
