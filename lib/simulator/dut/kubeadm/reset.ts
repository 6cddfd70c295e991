import type { CommandContext, CommandOutput } from '../../machine/types'
import type { DutParts } from '../dut-parts'
import { klog } from './klog'

const directories = ['/etc/kubernetes/manifests', '/etc/kubernetes/pki']
const files = ['admin', 'kubelet', 'bootstrap-kubelet', 'controller-manager', 'scheduler'].map(
  (name) => `/etc/kubernetes/${name}.conf`,
)
const stateful = ['/var/lib/kubelet', '/var/lib/dockershim', '/var/run/kubernetes', '/var/lib/cni']

/** `kubeadm reset -f`: the kubelet stopped, pods' containers removed, its files emptied; iptables and CNI stay. */
export async function reset(
  { machine, systemd, docker, clock }: DutParts,
  { fs, signal }: Pick<CommandContext, 'fs' | 'signal'>,
): Promise<CommandOutput> {
  await clock.delay(60, signal)
  await systemd.find('kubelet')?.stop()
  signal.throwIfAborted()
  for (const { id } of docker.podContainers()) docker.removeContainer(id)
  for (const directory of [...directories, ...stateful])
    if (fs.exists(directory))
      for (const entry of fs.list(directory)) fs.remove(`${directory}/${entry}`)
  for (const file of files) fs.remove(file)
  return {
    stdout: report,
    stderr: `${klog('W', machine.processes.nextPid(), 'removeetcdmember.go:79', '[reset] No kubeadm config, using etcd pod spec to get data directory')}\n`,
  }
}

const report = `[preflight] Running pre-flight checks
[reset] No etcd config found. Assuming external etcd
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
