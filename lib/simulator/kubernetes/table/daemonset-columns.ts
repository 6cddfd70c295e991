import { type ControllerRevision, type DaemonSet } from '../objects'
import { column, type Column, integer, wide } from './column'
import { ageColumn, joined, nameColumn, none } from './shared-columns'

export const daemonSetColumns: readonly Column<DaemonSet>[] = [
  nameColumn,
  integer('Desired', ({ status }) => status.desiredNumberScheduled),
  integer('Current', ({ status }) => status.currentNumberScheduled),
  integer('Ready', ({ status }) => status.numberReady),
  integer('Up-to-date', ({ status }) => status.updatedNumberScheduled ?? 0),
  integer('Available', ({ status }) => status.numberAvailable ?? 0),
  column('Node Selector', ({ spec }) => joined(spec.template.spec.nodeSelector)),
  ageColumn,
  wide(
    column('Containers', ({ spec }) =>
      spec.template.spec.containers.map(({ name }) => name).join(','),
    ),
  ),
  wide(
    column('Images', ({ spec }) =>
      spec.template.spec.containers.map(({ image }) => image).join(','),
    ),
  ),
  wide(column('Selector', ({ spec }) => joined(spec.selector.matchLabels))),
]

export const controllerRevisionColumns: readonly Column<ControllerRevision>[] = [
  nameColumn,
  column('Controller', ({ metadata }) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller)
    return owner ? `${owner.kind.toLowerCase()}.apps/${owner.name}` : none
  }),
  column('Revision', ({ revision }) => revision),
  ageColumn,
]
