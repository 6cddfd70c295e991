import type { CommandContext, CommandOutput } from '../../machine/types'
import type { DutParts } from '../dut-parts'
import { failed, phaseFailure } from './failure'
import { JoinError } from './join-error'
import { klog } from './klog'
import { insistOnRoot } from './preflight'

const manifests = '/etc/kubernetes/manifests'
const pki = '/etc/kubernetes/pki'
const files = ['admin', 'kubelet', 'bootstrap-kubelet', 'controller-manager', 'scheduler'].map(
  (name) => `/etc/kubernetes/${name}.conf`,
)
const stateful = ['/var/lib/kubelet', '/var/lib/dockershim', '/var/run/kubernetes', '/var/lib/cni']

/** What `kubeadm reset` was asked for. */
export interface ResetOptions {
  readonly isForced: boolean
  readonly ignored: readonly string[]
  /** Where certificates are. */
  readonly certificates: string
  /** It is to remove containers by a runtime other than Docker, and has no program for that. */
  readonly lacksCrictl: boolean
}

/** `kubeadm reset -f`: the kubelet stopped, pods' containers removed, its files emptied; iptables and CNI stay. */
export async function reset(
  parts: DutParts,
  context: CommandContext,
  options: ResetOptions,
): Promise<CommandOutput> {
  const checked = preflight(context, options)
  if (checked.exitCode) return checked
  context.stream(checked.stdout ?? '')
  context.streamError(withoutEtcd(parts))
  context.stream(etcd)
  const cleaned = await cleanUp(parts, context, options)
  context.streamError(cleaned.stderr ?? '')
  context.stream(cleaned.stdout ?? '')
  empty(stateful, context)
  return { stdout: report }
}

/** `kubeadm reset phase NAME`: what it does alone; undefined for one that is not known. */
export function resetPhase(
  name: string,
  parts: DutParts,
  context: CommandContext,
  options: ResetOptions,
): CommandOutput | Promise<CommandOutput> | undefined {
  if (name === 'preflight') return preflight(context, options)
  if (name === 'remove-etcd-member') return { stdout: etcd, stderr: withoutEtcd(parts) }
  return name === 'cleanup-node' ? cleanUp(parts, context, options) : undefined
}

function preflight(context: CommandContext, { isForced, ignored }: ResetOptions): CommandOutput {
  let stdout = isForced ? '' : asked
  try {
    if (!isForced && !/^y\r?$/i.test(context.stdin.split('\n')[0] ?? '')) throw new JoinError('preflight', 'aborted reset operation') // prettier-ignore
    stdout += '[preflight] Running pre-flight checks\n'
    insistOnRoot(context, ignored)
  } catch (error) {
    if (!(error instanceof JoinError)) throw error
    return { stdout, ...failed(phaseFailure(error)) }
  }
  return { stdout }
}

async function cleanUp(
  { machine, systemd, docker, clock }: DutParts,
  context: CommandContext,
  { certificates, lacksCrictl }: ResetOptions,
): Promise<CommandOutput> {
  const { fs, signal } = context
  await clock.delay(60, signal)
  await systemd.find('kubelet')?.stop()
  signal.throwIfAborted()
  if (!lacksCrictl) for (const { id } of docker.podContainers()) docker.removeContainer(id)
  machine.mounts.removeBelow('/var/lib/kubelet')
  empty([manifests, certificates], context)
  for (const file of files) fs.remove(file)
  const warning = (place: string, text: string): string =>
    `${klog('W', machine.processes.nextPid(), `cleanupnode.go:${place}`, `[reset] ${text}`)}\n`
  const withoutCrictl =
    'Failed to remove containers: crictl is required for container runtime: exec: "crictl": executable file not found in $PATH'
  return {
    stdout: cleaned(certificates),
    stderr: `${lacksCrictl ? warning('81', withoutCrictl) : ''}${
      certificates === pki
        ? ''
        : warning('89', `WARNING: Cleaning a non-default certificates directory: "${certificates}"`)
    }`,
  }
}

function empty(directories: readonly string[], { fs }: CommandContext): void {
  for (const directory of directories)
    if (fs.exists(directory))
      for (const entry of fs.list(directory)) fs.remove(`${directory}/${entry}`)
}

const withoutEtcd = ({ machine }: DutParts): string =>
  `${klog('W', machine.processes.nextPid(), 'removeetcdmember.go:79', '[reset] No kubeadm config, using etcd pod spec to get data directory')}\n`

const asked = `[reset] WARNING: Changes made to this host by 'kubeadm init' or 'kubeadm join' will be reverted.
[reset] Are you sure you want to proceed? [y/N]: `

const etcd = `[reset] No etcd config found. Assuming external etcd
[reset] Please, manually reset etcd to prevent further issues
`

const cleaned = (certificates: string): string => `[reset] Stopping the kubelet service
[reset] Unmounting mounted directories in "/var/lib/kubelet"
[reset] Deleting contents of config directories: [${manifests} ${certificates}]
[reset] Deleting files: [${files.join(' ')}]
`

const report = `[reset] Deleting contents of stateful directories: [${stateful.join(' ')}]

The reset process does not clean CNI configuration. To do so, you must remove /etc/cni/net.d

The reset process does not reset or clean up iptables rules or IPVS tables.
If you wish to reset iptables, you must do so manually by using the "iptables" command.

If your cluster was setup to utilize IPVS, run ipvsadm --clear (or similar)
to reset your system's IPVS tables.

The reset process does not clean your kubeconfig files and you must remove them manually.
Please, check the contents of the $HOME/.kube/config file.

`
