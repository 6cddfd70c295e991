import {
  certificatesigningrequests,
  leases,
  rolebindings,
  roles,
  selfsubjectaccessreviews,
} from './cluster-services'
import {
  configmaps,
  events,
  limitranges,
  namespaces,
  resourcequotas,
  secrets,
  serviceaccounts,
  services,
} from './core'
import { controllerrevisions, daemonsets } from './daemonsets'
import { nodes } from './nodes'
import { pods } from './pods'
import { type Resource } from './resource'

/** Every kind that the simulated API serves. To teach it another, describe it in this folder and list it here. */
export const resources = [
  configmaps,
  events,
  limitranges,
  namespaces,
  nodes,
  pods,
  resourcequotas,
  secrets,
  serviceaccounts,
  services,
  controllerrevisions,
  daemonsets,
  selfsubjectaccessreviews,
  certificatesigningrequests,
  leases,
  rolebindings,
  roles,
] as unknown as readonly Resource[]

export const findResource = (
  group: string,
  version: string,
  plural: string,
): Resource | undefined =>
  resources.find(
    (resource) =>
      resource.group === group && resource.version === version && resource.plural === plural,
  )
