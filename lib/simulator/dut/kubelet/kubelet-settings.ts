import { yaml } from '../../go/yaml'
import { type DutParts, nodeNameOf } from '../dut-parts'

export const configFile = '/var/lib/kubelet/config.yaml'
export const flagsFile = '/var/lib/kubelet/kubeadm-flags.env'
const defaultsFile = '/etc/default/kubelet'

export interface KubeletSettings {
  readonly nodeName: string
  readonly cgroupDriver: string
  readonly clientCaFile: string | undefined
  /** The node's address, out of `--node-ip`. */
  readonly internalIp: string
  readonly sandboxImage: string
}

/** What the kubelet runs with: its flags win over config.yaml, the last of equal flags over the first. */
export function kubeletSettings(parts: DutParts): KubeletSettings {
  const config = yaml().parse(parts.machine.fs.readText(configFile)) as {
    cgroupDriver?: string
    authentication?: { x509?: { clientCAFile?: string } }
  }
  const flags = kubeletFlags(parts)
  return {
    nodeName: flag(flags, 'hostname-override') ?? nodeNameOf(parts),
    cgroupDriver: flag(flags, 'cgroup-driver') ?? config.cgroupDriver ?? 'cgroupfs',
    clientCaFile: config.authentication?.x509?.clientCAFile,
    internalIp: internalIp(flag(flags, 'node-ip'), parts),
    sandboxImage: flag(flags, 'pod-infra-container-image') ?? parts.variant.sandboxImage,
  }
}

/** KUBELET_KUBEADM_ARGS and KUBELET_EXTRA_ARGS, as systemd hands them over. */
export function kubeletFlags({ machine: { fs } }: DutParts): string[] {
  const variable = (file: string, name: string): string => {
    const text = fs.exists(file) ? fs.readText(file) : ''
    const match = new RegExp(`^\\s*${name}=(?:"([^"]*)"|'([^']*)'|(.*))$`, 'm').exec(text)
    return match?.[1] ?? match?.[2] ?? match?.[3] ?? ''
  }
  const words = `${variable(flagsFile, 'KUBELET_KUBEADM_ARGS')} ${variable(defaultsFile, 'KUBELET_EXTRA_ARGS')}`
  return words.split(/\s+/).filter((word) => word !== '')
}

function flag(flags: readonly string[], name: string): string | undefined {
  const values = flags.flatMap((word, at) => {
    if (word.startsWith(`--${name}=`)) return [word.slice(name.length + 3)]
    return word === `--${name}` ? [flags[at + 1] ?? ''] : []
  })
  return values.at(-1)
}

// `::` asks for the address of the IPv6 default route, `0.0.0.0` for that of IPv4's.
function internalIp(wanted: string | undefined, { addresses }: DutParts): string {
  if (wanted === '::') return addresses.ipv6 || addresses.ipv4
  return wanted === undefined || wanted === '0.0.0.0' ? addresses.ipv4 : wanted
}
