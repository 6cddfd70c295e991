import { durations } from '../../chance/durations'
import { labelsMatch } from '../api/selectors/label-selector'
import { isSame } from '../json/json'
import { type PolicyRule, type Role } from '../objects'
import { clusterroles } from '../resources/access'
import { type Controller } from './controller'
import { reconcileEach } from './sync-queue'

/** Gives each ClusterRole that is to be the sum of others their rules (kubernetes/pkg/controller/clusterroleaggregation, 1.20). */
export const roleAggregation: Controller = (context) =>
  reconcileEach(context, {
    resource: clusterroles,
    watched: [],
    concerns: isSum,
    pause: durations.syncRoles,
    sync: (role) => {
      if (!isSum(role)) return undefined
      const rules = aggregated(role, context.client.list(clusterroles))
      if (!isSame(rules, role.rules ?? []))
        context.client.modify(clusterroles, role.metadata, (draft) => {
          draft.rules = rules
        })
      return undefined
    },
  })

const isSum = ({ aggregationRule }: Role): boolean => aggregationRule !== undefined

/** The rules of all roles that a sum selects, in the order of their names, each once. */
export function aggregated(
  { metadata, aggregationRule }: Role,
  all: readonly Role[],
): PolicyRule[] {
  const rules = (aggregationRule?.clusterRoleSelectors ?? []).flatMap((selector) =>
    all
      .filter(
        (one) =>
          one.metadata.name !== metadata.name && labelsMatch(selector, one.metadata.labels ?? {}),
      )
      .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .flatMap((one) => one.rules ?? []),
  )
  return rules.filter((rule, at) => rules.findIndex((other) => isSame(other, rule)) === at)
}
