import { type Deployment, type Job, type PodTemplate, type ReplicaSet } from '../objects'
import { column, type Column, integer, wide } from './column'
import { ageColumn, joined, nameColumn } from './shared-columns'

type Templated = Deployment | ReplicaSet | Job

/** What is seen of the template, and whom it is for. */
export const templateColumns: readonly Column<Templated>[] = [
  wide(column('Containers', ({ spec }) => eachContainer(spec.template, ({ name }) => name))),
  wide(column('Images', ({ spec }) => eachContainer(spec.template, ({ image }) => image))),
  wide(column('Selector', ({ spec }) => joined(spec.selector?.matchLabels))),
]

export const deploymentColumns: readonly Column<Deployment>[] = [
  nameColumn,
  column('Ready', ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas}`),
  column('Up-to-date', ({ status }) => status.updatedReplicas ?? 0),
  column('Available', ({ status }) => status.availableReplicas ?? 0),
  ageColumn,
  ...templateColumns,
]

export const replicaSetColumns: readonly Column<ReplicaSet>[] = [
  nameColumn,
  integer('Desired', ({ spec }) => spec.replicas),
  integer('Current', ({ status }) => status.replicas),
  integer('Ready', ({ status }) => status.readyReplicas ?? 0),
  ageColumn,
  ...templateColumns,
]

const eachContainer = (
  { spec }: PodTemplate,
  shown: (container: PodTemplate['spec']['containers'][number]) => string,
): string => spec.containers.map(shown).join(',')
