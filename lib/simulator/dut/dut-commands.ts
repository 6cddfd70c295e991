import { lazily } from '../machine/lazy-command'
import { redisCliCommand } from '../databases/redis-cli'
import { sonicDbCliCommand } from '../databases/sonic-db-cli'
import { kubectlCommand } from '../kubectl/kubectl'
import { iptablesCommands } from '../linux/iptables/iptables'
import type { ShellCommand } from '../machine/types'
import type { DutParts } from './dut-parts'
import { kubeadmCommand } from './kubeadm/kubeadm-command'
import type { KubeletService } from './kubelet/kubelet-service'
import { kubeletCommand, modprobeCommand, rmmodCommand } from './small-commands'
import { configCommand } from './sonic-cli/config-command'
import { showCommand } from './sonic-cli/show-command'
import { sonicInstallerCommand } from './sonic-installer'

const dumping = () =>
  require('../databases/sonic-db-dump') as typeof import('../databases/sonic-db-dump')
const generating = () =>
  require('./sonic-cli/cfggen/sonic-cfggen') as typeof import('./sonic-cli/cfggen/sonic-cfggen')

/** What a SONiC device has installed beyond what every machine has, Kubernetes apart. */
export const sonicCommands = (parts: DutParts): readonly ShellCommand[] => {
  const { databases, iptables, systemd, variant } = parts
  return [
    modprobeCommand(variant),
    rmmodCommand(variant),
    ...iptablesCommands('iptables', iptables.ipv4),
    ...iptablesCommands('ip6tables', iptables.ipv6),
    sonicDbCliCommand(databases, variant.buildVersion.startsWith('master')),
    redisCliCommand(databases),
    lazily(
      'sonic-db-dump',
      () => (args, context) => dumping().sonicDbDump(databases, args, context),
      { path: '/usr/local/bin/sonic-db-dump' },
    ),
    lazily(
      'sonic-cfggen',
      () => (args, context) => generating().sonicCfggen(databases, args, context),
      { path: '/usr/local/bin/sonic-cfggen' },
    ),
    showCommand(databases, variant),
    sonicInstallerCommand,
    configCommand(databases, variant.click, async () => {
      await systemd.find('ctrmgrd')?.restart()
    }),
  ]
}

/** What an image brings that was built with Kubernetes. */
export const kubernetesCommands = (
  parts: DutParts,
  kubelet: KubeletService,
): readonly ShellCommand[] => [
  kubeadmCommand(parts, kubelet),
  kubeletCommand(parts.variant),
  kubectlCommand(parts.network, { version: parts.variant.kubernetes }),
]
