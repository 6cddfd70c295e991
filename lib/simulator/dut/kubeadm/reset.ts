import type { CommandContext, CommandOutput } from '../../machine/types'
import type { DutParts } from '../dut-parts'
import { failed, phaseFailure } from './failure'
import { JoinError } from './join-error'
import { klog } from './klog'
import { insistOnRoot } from './preflight'

const directories = ['/etc/kubernetes/manifests', '/etc/kubernetes/pki']
const files = ['admin', 'kubelet', 'bootstrap-kubelet', 'controller-manager', 'scheduler'].map(
  (name) => `/etc/kubernetes/${name}.conf`,
)
const stateful = ['/var/lib/kubelet', '/var/lib/dockershim', '/var/run/kubernetes', '/var/lib/cni']

/** `kubeadm reset -f`: the kubelet stopped, pods' containers removed, its files emptied; iptables and CNI stay. */
export async function reset(
  { machine, systemd, docker, clock }: DutParts,
  context: CommandContext,
  { isForced, ignored }: { readonly isForced: boolean; readonly ignored: readonly string[] },
): Promise<CommandOutput> {
  const { fs, signal } = context
  let stdout = isForced ? '' : asked
  try {
    if (!isForced && !/^y\r?$/i.test(context.stdin.split('\n')[0] ?? '')) throw new JoinError('preflight', 'aborted reset operation') // prettier-ignore
    stdout += '[preflight] Running pre-flight checks\n'
    insistOnRoot(context, ignored)
  } catch (error) {
    if (!(error instanceof JoinError)) throw error
    return { stdout, ...failed(phaseFailure(error)) }
  }
  await clock.delay(60, signal)
  await systemd.find('kubelet')?.stop()
  signal.throwIfAborted()
  for (const { id } of docker.podContainers()) docker.removeContainer(id)
  for (const directory of [...directories, ...stateful])
    if (fs.exists(directory))
      for (const entry of fs.list(directory)) fs.remove(`${directory}/${entry}`)
  for (const file of files) fs.remove(file)
  return {
    stdout: stdout + report,
    stderr: `${klog('W', machine.processes.nextPid(), 'removeetcdmember.go:79', '[reset] No kubeadm config, using etcd pod spec to get data directory')}\n`,
  }
}

const asked = `[reset] WARNING: Changes made to this host by 'kubeadm init' or 'kubeadm join' will be reverted.
[reset] Are you sure you want to proceed? [y/N]: `

const report = `[reset] No etcd config found. Assuming external etcd
[reset] Please, manually reset etcd to prevent further issues
[reset] Stopping the kubelet service
[reset] Unmounting mounted directories in "/var/lib/kubelet"
[reset] Deleting contents of config directories: [${directories.join(' ')}]
[reset] Deleting files: [${files.join(' ')}]
[reset] Deleting contents of stateful directories: [${stateful.join(' ')}]

The reset process does not clean CNI configuration. To do so, you must remove /etc/cni/net.d

The reset process does not reset or clean up iptables rules or IPVS tables.
If you wish to reset iptables, you must do so manually by using the "iptables" command.

If your cluster was setup to utilize IPVS, run ipvsadm --clear (or similar)
to reset your system's IPVS tables.

The reset process does not clean your kubeconfig files and you must remove them manually.
Please, check the contents of the $HOME/.kube/config file.

`
