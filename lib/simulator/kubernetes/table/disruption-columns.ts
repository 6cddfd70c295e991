import { type PodDisruptionBudget } from '../objects'
import { column, type Column, integer } from './column'
import { ageColumn, nameColumn } from './shared-columns'

const unset = 'N/A'

export const disruptionColumns: readonly Column<PodDisruptionBudget>[] = [
  nameColumn,
  column('Min Available', ({ spec }) => String(spec.minAvailable ?? unset)),
  column('Max Unavailable', ({ spec }) => String(spec.maxUnavailable ?? unset)),
  integer('Allowed Disruptions', ({ status }) => status.disruptionsAllowed),
  ageColumn,
]
