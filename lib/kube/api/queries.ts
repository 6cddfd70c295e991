/** Which objects: all conditions hold at once; no namespace means all namespaces. */
export interface Query {
  readonly namespace?: string
  /** `{ group: 'test-ds-pod' }`: labels with exactly these values. */
  readonly labels?: Readonly<Record<string, string>>
  /** `{ 'metadata.name': 'vlab-01' }`: only the fields that the API server can select by. */
  readonly fields?: Readonly<Record<string, string>>
}

export interface PodQuery extends Query {
  /** Pods that are bound to this node. */
  readonly node?: string
}

/** The query as the API's parameters; absent ones are left out. */
export function selectors({ labels, fields }: Query): {
  labelSelector?: string
  fieldSelector?: string
} {
  const labelSelector = terms(labels, (value) => value)
  const fieldSelector = terms(fields, escaped)
  return { ...(labelSelector && { labelSelector }), ...(fieldSelector && { fieldSelector }) }
}

/** Pods on a node are those whose `spec.nodeName` is it. */
export function podQuery({ node, ...query }: PodQuery): Query {
  return node === undefined
    ? query
    : { ...query, fields: { ...query.fields, 'spec.nodeName': node } }
}

/** For people: `labelled group=test-ds-pod on node vlab-01`. */
export function inWords({ namespace, labels, fields, node }: PodQuery): string {
  return [
    labels && `labelled ${terms(labels, (value) => value)}`,
    fields && `with ${terms(fields, (value) => value)}`,
    namespace !== undefined && `in namespace ${namespace}`,
    node !== undefined && `on node ${node}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' ')
}

const terms = (
  wanted: Readonly<Record<string, string>> = {},
  written: (value: string) => string,
): string =>
  Object.entries(wanted)
    .map(([key, value]) => `${key}=${written(value)}`)
    .join(',')

const escaped = (value: string): string => value.replaceAll(/[\\,=]/g, (special) => `\\${special}`)
