import { type Host } from '../../host/host'
import { Feature } from './feature'

const known = new WeakMap<Host, Map<string, Feature>>()

/** The one `Feature` of that name on that DUT: its undo is recorded once a run. */
export function featureOn(dut: Host, name: string): Feature {
  const features = known.get(dut) ?? new Map<string, Feature>()
  known.set(dut, features)
  const feature = features.get(name) ?? new Feature(dut, name)
  features.set(name, feature)
  return feature
}
