import { type V1DaemonSet, type V1NodeSelectorTerm } from '../api/client-node'

/** Every object of ours carries the run that made it. */
export const RUN_LABEL = 'kubesonic/run'

/** Whose a DaemonSet is, and the only nodes it may come to, whatever labels others have: a cluster may be shared. */
export interface Placement {
  readonly run: string
  readonly nodes: readonly string[]
}

/** The same DaemonSet, marked as the run's own and kept to the run's nodes. */
export function ofTheRun({ metadata, spec, ...rest }: V1DaemonSet, placed: Placement): V1DaemonSet {
  if (!spec?.template.spec) throw new TypeError('A DaemonSet without a pod template')
  const label = { [RUN_LABEL]: placed.run }
  const { template, selector } = spec
  const { affinity } = template.spec ?? {}
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return {
    ...rest,
    metadata: { ...metadata, labels: { ...metadata?.labels, ...label } },
    spec: {
      ...spec,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, ...label } },
      template: {
        ...template,
        metadata: {
          ...template.metadata,
          labels: { ...template.metadata?.labels, ...label },
        },
        spec: {
          ...spec.template.spec,
          affinity: {
            ...affinity,
            nodeAffinity: {
              ...affinity?.nodeAffinity,
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: onlyOn(placed.nodes, terms),
              },
            },
          },
        },
      },
    },
  }
}

/** One term a node: of a field, Kubernetes allows one value only. Terms are alternatives, what is in one holds together. */
const onlyOn = (
  nodes: readonly string[],
  terms: readonly V1NodeSelectorTerm[] = [{}],
): V1NodeSelectorTerm[] =>
  terms.flatMap((term) =>
    nodes.map((node) => ({
      ...term,
      matchFields: [
        ...(term.matchFields ?? []),
        { key: 'metadata.name', operator: 'In', values: [node] },
      ],
    })),
  )
