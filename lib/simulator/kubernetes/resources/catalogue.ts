import { type ServedKind, servedKinds } from '../discovery/served-kinds'
import { lifelessColumns } from '../table/lifeless-columns'
import { clusterrolebindings, clusterroles, rolebindings, roles } from './access'
import {
  certificatesigningrequests,
  leases,
  selfsubjectaccessreviews,
  selfsubjectreviews,
  selfsubjectrulesreviews,
} from './cluster-services'
import { componentstatuses } from './component-statuses'
import { configmaps, namespaces, secrets, serviceaccounts } from './core'
import { controllerrevisions, daemonsets } from './daemonsets'
import { deployments, replicasets } from './deployments'
import { poddisruptionbudgets, poddisruptionbudgetsV1 } from './disruption-budgets'
import { endpointslices, endpointslicesV1 } from './endpoint-slices'
import { events, groupEvents } from './events'
import { jobs } from './jobs'
import { limitranges } from './limit-ranges'
import { nodes } from './nodes'
import { pods } from './pods'
import { priorityclasses, priorityclassesV1beta1 } from './priority-classes'
import { type Resource } from './resource'
import { resourcequotas } from './resource-quotas'
import { endpoints, services } from './services'

/** Every kind that has life in the simulation. To teach it another, describe it in this folder and list it here. */
export const resources = [
  configmaps,
  events,
  namespaces,
  nodes,
  pods,
  secrets,
  serviceaccounts,
  services,
  endpoints,
  endpointslices,
  componentstatuses,
  controllerrevisions,
  daemonsets,
  deployments,
  replicasets,
  jobs,
  selfsubjectaccessreviews,
  selfsubjectrulesreviews,
  selfsubjectreviews,
  certificatesigningrequests,
  leases,
  limitranges,
  poddisruptionbudgets,
  priorityclasses,
  resourcequotas,
  rolebindings,
  roles,
  clusterrolebindings,
  clusterroles,
] as unknown as readonly Resource[]

/** What other groups and versions have of them. */
const otherForms = [
  ...groupEvents,
  endpointslicesV1,
  poddisruptionbudgetsV1,
  priorityclassesV1beta1,
] as unknown as readonly Resource[]

/** What a server of this minor version serves of all that. */
export const resourcesServed = (minor: number): readonly Resource[] =>
  servedKinds(minor).flatMap((served) => livingOf(served) ?? [])

const lifeless = new Map<string, Resource>()

/** The resource behind a served kind; without life where the simulator has given it none. */
export function resourceOf(served: ServedKind): Resource {
  const { group, version, plural, kind, namespaced } = served
  const living = livingOf(served)
  if (living) return living
  const key = `${plural}.${version}.${group}`
  const known = lifeless.get(key)
  if (known) return known
  const columns = lifelessColumns(kind)
  const made = { group, version, plural, kind, namespaced, columns, lifeless: true }
  lifeless.set(key, made)
  return made
}

const livingOf = ({ group, version, plural }: ServedKind): Resource | undefined =>
  [...resources, ...otherForms].find(
    (resource) =>
      resource.group === group && resource.version === version && resource.plural === plural,
  )
