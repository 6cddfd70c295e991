import { labelsMatch } from '../../api/selectors/label-selector'
import { type EndpointPort, type Pod, type ServicePort } from '../../objects'
import { isOver } from '../../objects/pod-phase'

/** Has a pod an address, and is it one of those that a Service's selector means? */
export const isBehind = (pod: Pod, selector: Readonly<Record<string, string>>): boolean =>
  pod.status.podIP !== undefined &&
  !isOver(pod) &&
  labelsMatch({ matchLabels: selector }, pod.metadata.labels ?? {})

/** Where a pod listens for a port of a Service; nothing when no container has a port of that name. */
export function portOn({ spec }: Pod, { name, protocol, targetPort }: ServicePort): EndpointPort[] {
  const port =
    typeof targetPort === 'number'
      ? targetPort
      : spec.containers
          .flatMap(({ ports = [] }) => ports)
          .find((one) => one.name === targetPort && (one.protocol ?? 'TCP') === protocol)
          ?.containerPort
  if (port === undefined) return []
  return [{ ...(name && { name }), port, ...(protocol && { protocol }) }]
}

export const byAddress = (a: Pod, b: Pod): number => (a.status.podIP! < b.status.podIP! ? -1 : 1)

/** What a Service, or its Endpoints, has written on it while it waits for its first address. */
export const lastTrigger = 'endpoints.kubernetes.io/last-change-trigger-time'

export const headless = { 'service.kubernetes.io/headless': '' }
