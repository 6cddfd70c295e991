import { has } from '../../release/changes'
import { allContainers } from '../../objects/all-containers'
import { containerAnnotation, podAnnotation } from '../seccomp'
import { type WarnedOf } from './pod-warnings'

/** Profiles that only an annotation names. */
export function seccompWarnings({ metadata, spec }: WarnedOf, at: string, minor: number): string[] {
  const why = whyNot(minor)
  if (why === undefined) return []
  const named = [
    ...(spec.securityContext?.seccompProfile ? [] : [podAnnotation]),
    ...allContainers(spec)
      .filter(({ securityContext }) => !securityContext?.seccompProfile)
      .map(({ name }) => containerAnnotation(name)),
  ]
  return named
    .filter((key) => metadata.annotations?.[key] !== undefined)
    .map((key) => `${at}.annotations[${key}]: ${why}; use the "seccompProfile" field instead`)
}

/** 1.25 and 1.26 say nothing. */
function whyNot(minor: number): string | undefined {
  if (has('seccompAnnotationsAreIdle', minor)) return 'non-functional in v1.27+'
  return has('seccompIsUnannotated', minor)
    ? undefined
    : 'deprecated since v1.19, non-functional in v1.25+'
}
