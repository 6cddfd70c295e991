import { type Pod } from '../../objects'
import { allContainers } from '../../objects/all-containers'

/** What a kubelet asks for, by its node's name. */
export interface NodeAttempt {
  readonly verb: string
  readonly plural: string
  readonly namespace: string | undefined
  readonly name: string | undefined
}

/** Pods of the cluster, in which a kubelet's own are found. */
export type PodsOf = (namespace: string) => readonly Pod[]

const reads = ['get', 'list', 'watch']
const leaseVerbs = ['get', 'create', 'update', 'patch', 'delete']

/** Why the node authorizer has no rule for this; undefined when it has, or when it is not the one to say. */
export function nodeRefusal(node: string, asked: NodeAttempt, podsOf: PodsOf): string | undefined {
  if (asked.plural === 'secrets' || asked.plural === 'configmaps')
    return dataRefusal(node, asked, podsOf)
  if (asked.plural === 'leases') return leaseRefusal(node, asked)
  const isVolume = /^persistentvolume(claim)?s$/.test(asked.plural)
  return isVolume && asked.verb === 'get' && asked.name ? unrelated(node) : undefined
}

function dataRefusal(node: string, asked: NodeAttempt, podsOf: PodsOf): string | undefined {
  const { verb, plural, namespace, name } = asked
  if (!reads.includes(verb)) return undefined
  if (namespace === undefined) return 'can only read namespaced object of this type'
  if (name === undefined) return 'No Object name found'
  const own = podsOf(namespace).filter(({ spec }) => spec.nodeName === node)
  const isNamed = own.some((pod) => namesIn(pod, plural).includes(name))
  return isNamed ? undefined : unrelated(node)
}

/** What no pod of its node refers to is none of a kubelet. No pod has a volume that was given out: there are none. */
const unrelated = (node: string): string =>
  `no relationship found between node '${node}' and this object`

/** The Secrets or ConfigMaps that a pod refers to: as volumes, in its environment, to pull its images. */
function namesIn({ spec }: Pod, plural: string): (string | undefined)[] {
  const [volume, key, all] =
    plural === 'secrets'
      ? (['secret', 'secretKeyRef', 'secretRef'] as const)
      : (['configMap', 'configMapKeyRef', 'configMapRef'] as const)
  const named = (value: unknown): string | undefined => {
    const { name, secretName } = (value ?? {}) as { name?: string; secretName?: string }
    return secretName ?? name
  }
  const containers = allContainers(spec)
  return [
    ...(spec.volumes ?? []).map((one) => named(one[volume])),
    ...containers.flatMap(({ env = [] }) => env.map(({ valueFrom }) => named(valueFrom?.[key]))),
    ...containers.flatMap(({ envFrom = [] }) => envFrom.map((source) => named(source[all]))),
    ...(plural === 'secrets' ? (spec.imagePullSecrets ?? []).map(({ name }) => name) : []),
  ]
}

function leaseRefusal(node: string, { verb, namespace, name }: NodeAttempt): string | undefined {
  if (!leaseVerbs.includes(verb))
    return 'can only get, create, update, patch, or delete a node lease'
  if (namespace !== 'kube-node-lease')
    return 'can only access leases in the "kube-node-lease" system namespace'
  if (verb === 'create' || name === node) return undefined
  return 'can only access node lease with the same name as the requesting node'
}
