import { type PodContainer } from '../../objects'
import { has } from '../../release/changes'
import { duplicate, type FieldError, invalidValue, oneOf, required } from '../field-error'

const portRule = 'must be between 1 and 65535, inclusive'
const outside = (port: number): boolean => port < 1 || port > 65535

/** The ports of one container. */
export const portErrors = ({ ports = [] }: PodContainer, at: string, minor: number): FieldError[] =>
  ports.flatMap(({ name, containerPort, hostPort, protocol }, index) => {
    const field = `${at}.ports[${index}]`
    const wrongName = name ? portNameErrors(name, `${field}.name`, minor) : []
    const before = ports.findIndex((other) => other.name === name)
    return [
      ...wrongName,
      ...(name && wrongName.length === 0 && before < index
        ? [duplicate(`${field}.name`, name)]
        : []),
      ...(containerPort
        ? numberErrors(containerPort, `${field}.containerPort`)
        : [required(`${field}.containerPort`)]),
      ...(hostPort ? numberErrors(hostPort, `${field}.hostPort`) : []),
      ...oneOf(protocol, ['SCTP', 'TCP', 'UDP'], `${field}.protocol`),
    ]
  })

const numberErrors = (port: number, field: string): FieldError[] =>
  outside(port) ? [invalidValue(field, port, portRule)] : []

/** Where a probe connects to: a number, or a port's name. */
export const portNumberErrors = (
  port: number | string | undefined,
  field: string,
  minor: number,
): FieldError[] =>
  typeof port === 'string' ? portNameErrors(port, field, minor) : numberErrors(port ?? 0, field)

function portNameErrors(name: string, field: string, minor: number): FieldError[] {
  const letter = has('portsNeedLetters', minor) ? 'letter (a-z)' : 'letter or number (a-z, 0-9)'
  const mistakes = [
    ...(name.length > 15 ? ['must be no more than 15 characters'] : []),
    ...(/^[-a-z0-9]+$/.test(name)
      ? []
      : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
    ...(/[a-z]/.test(name) ? [] : [`must contain at least one ${letter}`]),
    ...(name.includes('--') ? ['must not contain consecutive hyphens'] : []),
    ...(/^-|-$/.test(name) ? ['must not begin or end with a hyphen'] : []),
  ]
  return mistakes.map((rule) => invalidValue(field, name, rule))
}

/** No two containers of a pod take the same port of the host. */
export function hostPortConflicts(containers: readonly PodContainer[], at: string): FieldError[] {
  const taken = new Set<string>()
  return containers.flatMap(({ ports = [] }, container) =>
    ports.flatMap((port, index) => {
      const { hostPort, protocol, hostIP = '' } = port as typeof port & { hostIP?: string }
      if (!hostPort) return []
      const key = `${protocol}/${hostIP}/${hostPort}`
      if (taken.has(key)) return [duplicate(`${at}[${container}].ports[${index}].hostPort`, key)]
      taken.add(key)
      return []
    }),
  )
}

/** In the host's network a container listens where the host does. */
export const hostNetworkErrors = (
  containers: readonly PodContainer[],
  at: string,
  minor: number,
): FieldError[] =>
  containers.flatMap(({ ports = [] }, container) =>
    ports.flatMap((port, index) => {
      const { containerPort, hostPort } = port
      if (hostPort === undefined || hostPort === containerPort) return []
      const [wrong, other] = has('templatesLeaveHostPorts', minor)
        ? (['hostPort', 'containerPort'] as const)
        : (['containerPort', 'hostPort'] as const)
      const field = `${at}[${container}].ports[${index}].${wrong}`
      return [
        invalidValue(field, port[wrong], `must match \`${other}\` when \`hostNetwork\` is true`),
      ]
    }),
  )
