import { type PodSpec, type SeccompProfile } from '../../objects'
import { type FieldError, forbiddenField, invalidValue, oneOf, required } from '../field-error'
import { containerAnnotation, podAnnotation, profileOf } from '../seccomp'
import { invalidInGo } from './go-values'
import { pathErrors } from './volume-validation'

/** What is wrong with a profile that a pod or a container is to run under. */
export function seccompErrors(context: object | undefined, at: string): FieldError[] {
  const { seccompProfile: profile } = (context ?? {}) as { seccompProfile?: SeccompProfile }
  if (!profile) return []
  const { type, localhostProfile } = profile
  const [typeAt, localAt] = [`${at}.seccompProfile.type`, `${at}.seccompProfile.localhostProfile`]
  if (!type) return [required(typeAt, 'type is required when seccompProfile is set')]
  if (type === 'Localhost')
    return localhostProfile
      ? pathErrors(localhostProfile, localAt)
      : [required(localAt, 'must be set when seccomp type is Localhost')]
  if (localhostProfile !== undefined) {
    const printed = `core.SeccompProfile{Type:${JSON.stringify(type)}, LocalhostProfile:(*string)(0xc000000000)}`
    return [invalidInGo(localAt, printed, 'can only be set when seccomp type is Localhost')]
  }
  return oneOf(type, ['Localhost', 'RuntimeDefault', 'Unconfined'], typeAt)
}

interface Annotated {
  readonly annotations?: Readonly<Record<string, string>>
}

/** Annotations of profiles, as servers read them in a pod's metadata and in a template's. */
export const seccompAnnotationErrors = (
  { annotations = {} }: Annotated,
  at: string,
): FieldError[] =>
  Object.entries(annotations)
    .filter(([key]) => key === podAnnotation || key.startsWith(containerAnnotation('')))
    .flatMap(([key, value]) => valueErrors(value, `${at}.${key}`))

function valueErrors(value: string, at: string): FieldError[] {
  const local = 'localhost/'
  if (value.startsWith(local)) return pathErrors(value.slice(local.length), at)
  return profileOf(value) ? [] : [invalidValue(at, value, 'must be a valid seccomp profile')]
}

/** A new pod whose annotation says one thing and its field another. */
export function seccompMismatches({ annotations = {} }: Annotated, spec: PodSpec): FieldError[] {
  const differ = (
    context: { seccompProfile?: SeccompProfile } | undefined,
    key: string,
  ): boolean => {
    const [field, annotation] = [context?.seccompProfile, annotations[key]]
    const annotated = annotation === undefined ? undefined : profileOf(annotation)
    return field !== undefined && annotated !== undefined && annotated.type !== field.type
  }
  const refusal = (at: string): FieldError =>
    forbiddenField(
      `${at}.securityContext.seccompProfile.type`,
      'seccomp type in annotation and field must match',
    )
  return [
    ...(differ(spec.securityContext, podAnnotation) ? [refusal('spec')] : []),
    ...(['initContainers', 'containers'] as const).flatMap((which) =>
      (spec[which] ?? []).flatMap(({ name, securityContext }, i) =>
        differ(securityContext, containerAnnotation(name)) ? [refusal(`spec.${which}[${i}]`)] : [],
      ),
    ),
  ]
}
