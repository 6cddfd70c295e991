/** One simulated testbed of the matrix: a DUT of a branch, and a cluster of a Kubernetes version. */
export interface Combination {
  /** As `kubesonic simulate --dut` has it. */
  readonly branch: string
  /** The cluster's; every branch's own kubelet and kubeadm are v1.22.2. */
  readonly kubernetes: string
  /** What a run there must be refused with; undefined: it works. */
  readonly refusedWith?: string
}

const branches = ['202405', '202411', '202505', '202511', 'master']

/** The version that SONiC ships, and one that its kubeadm cannot join. */
export const combinations: readonly Combination[] = branches.flatMap((branch) => [
  { branch, kubernetes: 'v1.22.2' },
  {
    branch,
    kubernetes: 'v1.28.3',
    refusedWith: 'has Kubernetes v1.22.2, cluster.kubernetes is v1.28.3',
  },
])

/** Tried on each of them: as rows of `--rows` are written. */
export const images: readonly string[] = [
  'docker-snmp:20261102.01',
  'docker-snmp:20261103.01',
  'docker-sonic-gnmi:20261102.01',
]

export const nameOf = ({ branch, kubernetes }: Combination): string =>
  `SONiC ${branch} × Kubernetes ${kubernetes}`
