import { featureOfImage } from '../../lib/upgrade/feature-images'

/** One simulated testbed of the matrix: a DUT of a branch, and a cluster of a Kubernetes version. */
export interface Combination {
  /** As `kubesonic simulate --dut` has it. */
  readonly branch: string
  /** The cluster's; every branch's own kubelet and kubeadm are v1.22.2. */
  readonly kubernetes: string
  /** What a run there must be refused with; undefined: it works. */
  readonly refusedWith?: string
}

/** An image that is tried there. */
export interface Cell {
  readonly where: Combination
  /** As rows of `--rows` are written: `docker-snmp:20261102.01`. */
  readonly image: string
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

/** Tried on each of them. */
export const images: readonly string[] = [
  'docker-snmp:20261102.01',
  'docker-snmp:20261103.01',
  'docker-sonic-gnmi:20261102.01',
]

export const cellsOf = (where: Combination): readonly Cell[] =>
  images.map((image) => ({ where, image }))

export const nameOf = ({ branch, kubernetes }: Combination): string =>
  `SONiC ${branch} × Kubernetes ${kubernetes}`

/** Feature and version of its image. */
export function upgradeOf({ image }: Pick<Cell, 'image'>): { feature: string; version: string } {
  const [repository = '', version = ''] = image.split(':')
  return { feature: featureOfImage(repository) ?? repository, version }
}

/** What is expected of a cell, as the report's reader sees it. */
export function titleOf(cell: Cell): string {
  const { feature, version } = upgradeOf(cell)
  return cell.where.refusedWith === undefined
    ? `${feature} ${version} runs under Kubernetes and is given back`
    : `${feature} ${version} is refused before anything is changed`
}
