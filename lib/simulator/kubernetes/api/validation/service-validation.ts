import { type Service, type ServicePort } from '../../objects'
import { type FieldError, invalidValue, notSupported, required } from '../field-error'
import { goStrings, invalidInGo } from './go-values'

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const portRule = 'must be between 1 and 65535, inclusive'

/** What is wrong with a Service, in the server's words and order. */
export function serviceErrors({ spec }: Service): FieldError[] {
  const { ports = [], type = '', clusterIP } = spec
  const needsPorts = clusterIP !== 'None' && type !== 'ExternalName'
  return [
    ...(ports.length === 0 && needsPorts ? [required('spec.ports')] : []),
    ...ports.flatMap((port, at) => portErrors(port, `spec.ports[${at}]`, ports.length > 1)),
    ...(types.includes(type) ? [] : [notSupported('spec.type', type, types)]),
  ]
}

function portErrors(
  { name, port, targetPort }: ServicePort,
  field: string,
  isNamed: boolean,
): FieldError[] {
  const isWrong = (value: unknown): value is number =>
    typeof value === 'number' && (value < 1 || value > 65535)
  return [
    ...(isNamed && !name ? [required(`${field}.name`)] : []),
    ...(isWrong(port) ? [invalidValue(`${field}.port`, port, portRule)] : []),
    ...(isWrong(targetPort) ? [invalidValue(`${field}.targetPort`, targetPort, portRule)] : []),
  ]
}

/** A Service keeps its address. */
export function addressErrors({ spec }: Service, before: Service): FieldError[] {
  const { clusterIP } = before.spec
  if (!clusterIP || spec.clusterIP === clusterIP) return []
  return [
    invalidInGo('spec.clusterIPs[0]', goStrings([spec.clusterIP ?? '']), 'may not change once set'),
  ]
}
