import { isIP, isIPv6 } from 'node:net'
import { parseKubernetesVersion, versionSkew } from '../../cluster/kubernetes-version'
import { type DutFacts } from '../../dut/dut-facts'
import { asksForCluster } from '../../dut/databases/kubernetes-master'
import { BadInput } from '../../testbed/bad-input'
import { type MachineSpec, type Testbed } from '../../testbed/testbed'
import { CapabilityMissing } from './blocked'

/** Throws `CapabilityMissing` when the DUT's image cannot join any cluster: it was built without Kubernetes. */
export function insistOnKubernetes(facts: DutFacts): void {
  if (!facts.hasCtrmgrd)
    throw new CapabilityMissing(
      `the image of ${facts.hostname} has no ctrmgrd.service: it was built without Kubernetes (INCLUDE_KUBERNETES=n)`,
    )
  if (facts.kubeadm === '')
    throw new CapabilityMissing(`the image of ${facts.hostname} has no kubeadm`)
}

/**
 * Why this DUT must not be joined as the testbed file asks; undefined when it may. Found before anything is changed.
 * A DUT that is in somebody's cluster, or on its way there, is left alone.
 */
export function unfitness(
  facts: DutFacts,
  testbed: Testbed,
  { name, address }: Pick<MachineSpec, 'name' | 'address'>,
): string | undefined {
  if (!facts.hasCtrmgrd) return undefined
  if (isIP(address) && !facts.addresses.map(canonical).includes(canonical(address)))
    return `${name} does not have its address ${address}, under which its node is to be registered; it has ${facts.addresses.join(', ') || 'none'}.\n  Next: correct the field address of ${name} in the testbed file.`
  if (facts.dockerCgroupDriver === '')
    return `Docker on ${facts.hostname} does not answer.\n  Next: systemctl status docker   (on ${facts.hostname})`
  if (asksForCluster(facts.configRow))
    return `${facts.hostname} is joined, or trying to join, the cluster at ${facts.configRow['ip']} (CONFIG_DB KUBERNETES_MASTER|SERVER).\n  Next: if nobody needs that, type on it: sudo config kube server disable on`
  const foreign = facts.apiServerAddresses.filter((each) => each !== testbed.vmhost.address)
  if (foreign.length > 0)
    return `/etc/hosts of ${facts.hostname} says that control-plane.minikube.internal is ${foreign.join(', ')}, vmhost.address says ${testbed.vmhost.address}.\n  Next: take that line out; another test left it there.`
  const cluster = parseKubernetesVersion(testbed.cluster.kubernetes)
  const node = parseKubernetesVersion(facts.kubeadm)
  const skew = cluster && node && versionSkew(cluster, node)
  if (skew)
    return `${facts.hostname} has Kubernetes ${facts.kubeadm}, cluster.kubernetes is ${testbed.cluster.kubernetes}: ${skew}.\n  Next: set cluster.kubernetes to ${facts.kubeadm} in the testbed file.`
  return undefined
}

/** Throws `BadInput` with the reason when the DUT must not be joined. */
export function insistOnFitness(...[facts, testbed, spec]: Parameters<typeof unfitness>): void {
  const reason = unfitness(facts, testbed, spec)
  if (reason !== undefined) throw new BadInput(reason)
}

/** An IPv6 address may be written in many ways. */
const canonical = (address: string): string =>
  isIPv6(address) ? new URL(`http://[${address}]`).hostname : address
