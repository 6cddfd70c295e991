import { type PodSpec } from '../../objects'
import { type FieldError, invalidValue } from '../field-error'
import { invalidInGo } from './go-values'
import { seccompErrors } from './seccomp-validation'

type Ids = { readonly runAsUser?: number; readonly runAsGroup?: number; readonly fsGroup?: number }

const most = 2 ** 31 - 1

/** Users and groups that a container, or a pod, is to run as. */
export const userErrors = (context: object | undefined, at: string): FieldError[] =>
  (['fsGroup', 'runAsUser', 'runAsGroup'] as const).flatMap((key) => {
    const id = (context as Ids | undefined)?.[key]
    return id === undefined || (id >= 0 && id <= most)
      ? []
      : [invalidValue(`${at}.${key}`, id, `must be between 0 and ${most}, inclusive`)]
  })

/** Who may all can't be kept from more. The server prints the context as Go does, with addresses in its memory. */
export function containerSecurityErrors(context: object | undefined, at: string): FieldError[] {
  const {
    allowPrivilegeEscalation: mayRise,
    privileged,
    capabilities,
  } = (context ?? {}) as {
    allowPrivilegeEscalation?: boolean
    privileged?: boolean
    capabilities?: { add?: string[] }
  }
  const refused = (what: string): FieldError =>
    invalidInGo(
      at,
      'core.SecurityContext{}',
      `cannot set \`allowPrivilegeEscalation\` to false and ${what}`,
    )
  return [
    ...userErrors(context, at),
    ...seccompErrors(context, at),
    ...(mayRise === false && privileged ? [refused('`privileged` to true')] : []),
    ...(mayRise === false && capabilities?.add?.includes('CAP_SYS_ADMIN')
      ? [refused('`capabilities.Add` CAP_SYS_ADMIN')]
      : []),
  ]
}

export function podSecurityErrors(spec: PodSpec | undefined, at: string): FieldError[] {
  const { securityContext, hostPID, shareProcessNamespace } = (spec ?? {}) as PodSpec & {
    shareProcessNamespace?: boolean
  }
  return [
    ...userErrors(securityContext, at),
    ...seccompErrors(securityContext, at),
    ...(hostPID && shareProcessNamespace
      ? [
          invalidValue(
            `${at}.shareProcessNamespace`,
            true,
            'ShareProcessNamespace and HostPID cannot both be enabled',
          ),
        ]
      : []),
  ]
}
