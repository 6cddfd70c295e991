import { copyOf } from '../json/json'
import { type KubeObject, type Pod, type PodTemplate } from '../objects'
import { ownerOf } from './ownership'

/** A pod as the template of its owner has it, to be named by the server. */
export function podOf(owner: KubeObject & { spec: { template: PodTemplate } }): Pod {
  const { labels = {}, annotations } = copyOf(owner.spec.template.metadata)
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name: '',
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace ?? 'default',
      labels,
      ...(annotations && { annotations }),
      ownerReferences: [ownerOf(owner)],
    },
    spec: copyOf(owner.spec.template.spec),
    status: {},
  }
}
