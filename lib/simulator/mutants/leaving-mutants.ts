import type { Pod } from '../kubernetes/objects'
import { decorate } from '../seams/decorate'
import { onEveryCluster } from '../seams/every-cluster'
import { type CommandWrap, decorateCommand } from '../seams/decorate-command'
import type { Simulation } from '../simulation/simulation'
import { type End } from '../switches/switchable'
import { caughtBy } from './mutant'
import { onDuts } from './on-duts'

const aroundCommand = (name: string, wrap: CommandWrap) => (simulation: Simulation) =>
  onDuts(simulation, ({ machine }) => decorateCommand(machine, name, wrap))

/** `rm` says nothing and leaves what it should remove. */
const leaves = (path: string) =>
  aroundCommand('rm', (args, _, rm) => (args.includes(path) ? {} : rm(args)))

const keepsNothing = 'the DUT keeps no file of the cluster'
const endToEnd = 'The DUT joins by its own command line, runs a pod, and leaves'

/** Pods of a node that is gone stay in the API, until the bug goes. */
const keepsPods = (simulation: Simulation): Promise<End> =>
  onEveryCluster(simulation, ({ kubernetes: { store } }) => {
    const kept = new Set<string>()
    const end = decorate(store, 'remove', (remove) => (resource, key) => {
      const object = resource === 'pods' ? store.get(resource, key) : undefined
      const { nodeName } = (object as Pod | undefined)?.spec ?? {}
      if (!object || !nodeName || store.get('nodes', nodeName)) return remove(resource, key)
      kept.add(key)
      return object
    })
    return () => {
      end()
      for (const key of kept) store.remove('pods', key)
    }
  })

/** Bugs of ctrmgrd, kubeadm and systemd when a DUT leaves: what they leave behind. */
export const leavingMutants = [
  ...caughtBy('join-and-disjoin.feature', 'A DUT that leaves takes its containers along', [
    {
      name: 'pods-outlive-their-node',
      what: 'The garbage collector of the cluster leaves the pods of a node that is gone.',
      step: 'no test-ds-pod is left on the node',
      message: 'Running',
      apply: keepsPods,
    },
  ]),
  ...caughtBy('join-and-disjoin.feature', endToEnd, [
    {
      name: 'node-kept-after-disjoin',
      spoils: true,
      what: 'A DUT that leaves does not delete its node.',
      step: 'the DUT is no longer a node',
      message: 'node vlab-01 to be gone',
      apply: aroundCommand('kubectl', (args, _, kubectl) =>
        args.includes('delete') && args.includes('node')
          ? { stdout: 'node "vlab-01" deleted\n' }
          : kubectl(args),
      ),
    },
    {
      name: 'kubelet-runs-after-disjoin',
      what: 'A DUT that has left goes on running its kubelet.',
      from: 'step',
      step: 'the kubelet on the DUT is stopped',
      message: 'Received: "active',
      apply: (simulation) =>
        onDuts(simulation, ({ systemd }) => {
          const kubelet = systemd.find('kubelet')
          if (!kubelet) return () => undefined
          const { state } = kubelet
          kubelet.state = 'active'
          return () => (kubelet.state = state)
        }),
    },
    {
      name: 'kube-admin-conf-left',
      what: 'A DUT that has left keeps its kubeconfig of the cluster, with an admin key in it.',
      step: keepsNothing,
      message: '/etc/sonic/kube_admin.conf',
      apply: leaves('/etc/sonic/kube_admin.conf'),
    },
    {
      name: 'cni-left',
      what: 'A DUT that has left keeps its CNI configuration.',
      step: keepsNothing,
      message: '/etc/cni/net.d',
      apply: leaves('/etc/cni/net.d'),
    },
    {
      name: 'kubelet-conf-left',
      what: "`kubeadm reset` leaves the kubelet's credentials.",
      step: keepsNothing,
      message: '/etc/kubernetes/kubelet.conf',
      apply: aroundCommand('kubeadm', async (args, { machine: { fs } }, kubeadm) => {
        const path = '/etc/kubernetes/kubelet.conf'
        const kept = fs.exists(path) ? fs.readText(path) : undefined
        const said = await kubeadm(args)
        if (args[0] === 'reset' && kept !== undefined) fs.writeText(path, kept)
        return said
      }),
    },
  ]),
]
