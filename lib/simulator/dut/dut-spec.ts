import { kubernetesRelease, UnknownRelease } from '../kubernetes/release/kubernetes-release'
import { type DutVariantName, dutVariants } from './variants'

/** What one simulated DUT is to be. */
export interface DutSpec {
  readonly variant: DutVariantName
  /** Its management port has a global IPv6 address as well; default: IPv4 alone. */
  readonly ipv6?: boolean
  /** Of its kubelet, kubeadm and kubectl, such as `v1.28.3`; default: what the variant ships. */
  readonly kubernetes?: string
}

/** Not a DUT that can be simulated; the message says what can. */
export class UnknownDut extends Error {}

/** Reads `202511`, `master:ipv6` or `master:ipv6:v1.28.3`; throws UnknownDut. */
export function parseDut(text: string): DutSpec {
  const [variant = '', ...options] = text.split(':')
  if (!isVariant(variant))
    throw new UnknownDut(
      `There is no DUT variant "${variant}". Next: one of ${Object.keys(dutVariants).join(', ')}.`,
    )
  return options.reduce<DutSpec>((spec, option) => ({ ...spec, ...readOption(variant, option) }), {
    variant,
  })
}

/** The Kubernetes version of its kubelet. */
export const kubernetesOf = ({ variant, kubernetes }: DutSpec): string =>
  kubernetes ?? dutVariants[variant].kubernetes

function readOption(variant: string, option: string): Partial<DutSpec> {
  if (option === 'ipv6') return { ipv6: true }
  if (!option.startsWith('v'))
    throw new UnknownDut(
      `A DUT has no option "${option}". Next: ${variant}:ipv6, or a Kubernetes version as in ${variant}:v1.28.3.`,
    )
  try {
    return { kubernetes: kubernetesRelease(option).gitVersion }
  } catch (error) {
    throw error instanceof UnknownRelease ? new UnknownDut(error.message) : error
  }
}

const isVariant = (name: string): name is DutVariantName => Object.hasOwn(dutVariants, name)
