import { joinHostPort } from '../../../go/host-port'
import { type Pod, type Service } from '../../objects'
import { services } from '../../resources/services'
import { type PodSources } from '../pod-sources'

/** The services that a pod's containers find in their environment: the API server, and those of their namespace. */
export function serviceEnvironment(
  sources: PodSources,
  { metadata: { namespace = '' }, spec }: Pod,
): Record<string, string> {
  const own = sources.list(services, namespace)
  const all = spec.enableServiceLinks === false ? [] : own
  const master = sources.list(services, 'default').filter(isApiServer)
  return Object.assign({}, ...[...master, ...all].filter(hasAddress).map(variablesOf)) as Record<
    string,
    string
  >
}

const isApiServer = ({ metadata }: Service): boolean => metadata.name === 'kubernetes'

const hasAddress = ({ spec: { clusterIP = '', ports = [] } }: Service): boolean =>
  clusterIP !== '' && clusterIP !== 'None' && ports.length > 0

/** As Docker's links named them once. */
function variablesOf({ metadata, spec }: Service): Record<string, string> {
  const name = asVariable(metadata.name)
  const { clusterIP: address = '', ports = [] } = spec
  const variables: Record<string, string> = {
    [`${name}_SERVICE_HOST`]: address,
    [`${name}_SERVICE_PORT`]: String(ports[0]?.port),
  }
  for (const { name: of, port } of ports)
    if (of) variables[`${name}_SERVICE_PORT_${asVariable(of)}`] = String(port)
  for (const [at, { port, protocol = 'TCP' }] of ports.entries()) {
    const url = `${protocol.toLowerCase()}://${joinHostPort(address, port)}`
    const prefix = `${name}_PORT_${port}_${protocol}`
    if (at === 0) variables[`${name}_PORT`] = url
    Object.assign(variables, {
      [prefix]: url,
      [`${prefix}_PROTO`]: protocol.toLowerCase(),
      [`${prefix}_PORT`]: String(port),
      [`${prefix}_ADDR`]: address,
    })
  }
  return variables
}

const asVariable = (name: string): string => name.toUpperCase().replaceAll('-', '_')
