import { durations } from '../../../chance/durations'
import { type Node } from '../../objects'
import { nodes } from '../../resources/nodes'
import { type Controller, tolerant } from '../controller'

/** What the control plane adds to every new node: the ttl annotation and a pod CIDR. */
export const nodeAdmission: Controller = ({ client, clock, random }) => {
  const admit = ({ metadata }: Node): void => {
    const change = (edit: (draft: Node) => void): void =>
      tolerant(() => void client.modify(nodes, metadata, edit))
    const chance = random.of(metadata.name)
    clock.after(chance.within(durations.annotateNode), () =>
      change((node) => {
        node.metadata.annotations = {
          ...node.metadata.annotations,
          'node.alpha.kubernetes.io/ttl': '0',
        }
      }),
    )
    clock.after(chance.within(durations.assignCidr), () =>
      change((node) => {
        if (node.spec.podCIDR) return
        const podCIDR = freePodCidr(client.list(nodes))
        Object.assign(node.spec, { podCIDR, podCIDRs: [podCIDR] })
      }),
    )
  }
  return client.watch([nodes], ({ type, object }) => {
    if (type === 'ADDED') admit(object as Node)
  })
}

function freePodCidr(all: readonly Node[]): string {
  const taken = new Set(all.map(({ spec }) => spec.podCIDR))
  let third = 0
  while (taken.has(`10.244.${third}.0/24`)) third++
  return `10.244.${third}.0/24`
}
