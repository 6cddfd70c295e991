import { type Pod, type SeccompProfile } from '../objects'
import { allContainers } from '../objects/all-containers'
import { has } from '../release/changes'

export const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod'
export const containerAnnotation = (container: string): string =>
  `container.seccomp.security.alpha.kubernetes.io/${container}`

/**
 * A new pod's profiles as older kubelets read them and as newer ones do: what a field says is annotated, and what only an
 * annotation says becomes a field (KEP 135, version skew).
 */
export function alignSeccomp({ metadata, spec }: Pod, minor: number): void {
  if (has('seccompAnnotationsAreIdle', minor)) return
  const align = (holder: { securityContext?: Profiled }, key: string): void => {
    const { seccompProfile } = holder.securityContext ?? {}
    const annotation = metadata.annotations?.[key]
    const annotating = annotation === undefined && !has('seccompIsUnannotated', minor)
    const said = seccompProfile && annotating ? annotationOf(seccompProfile) : ''
    if (said) metadata.annotations = { ...metadata.annotations, [key]: said }
    const profile = annotation === undefined ? undefined : profileOf(annotation)
    if (profile && !seccompProfile)
      holder.securityContext = { ...holder.securityContext, seccompProfile: profile }
  }
  align(spec, podAnnotation)
  for (const container of allContainers(spec)) align(container, containerAnnotation(container.name))
}

interface Profiled {
  seccompProfile?: SeccompProfile
}

const annotations: Readonly<Record<string, string>> = {
  RuntimeDefault: 'runtime/default',
  Unconfined: 'unconfined',
}

const local = 'localhost/'

const annotationOf = ({ type, localhostProfile = '' }: SeccompProfile): string =>
  annotations[type] ?? (type === 'Localhost' ? `${local}${localhostProfile}` : '')

/** Undefined for what names none. */
export function profileOf(annotation: string): SeccompProfile | undefined {
  if (annotation === 'docker/default') return { type: 'RuntimeDefault' }
  const type = Object.keys(annotations).find((known) => annotations[known] === annotation)
  if (type) return { type }
  const localhostProfile = annotation.startsWith(local) && annotation.slice(local.length)
  return localhostProfile ? { type: 'Localhost', localhostProfile } : undefined
}
