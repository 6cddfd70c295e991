import { type KubeObject } from '../../objects'
import { isSame } from '../../json/json'
import { podWarnings, type WarnedOf } from './pod-warnings'

type WithTemplate = KubeObject & { readonly spec: { readonly template: WarnedOf } }

/** Of a template that is new, or whose object's spec (a DaemonSet's: the template itself) is another one than before. */
export const templateWarnings =
  (told: 'spec' | 'template') =>
  (after: WithTemplate, before: WithTemplate | undefined, minor: number): string[] => {
    const what = ({ spec }: WithTemplate): object => (told === 'spec' ? spec : spec.template)
    if (before && isSame(what(before), what(after))) return []
    return podWarnings(after.spec.template, 'spec.template.', minor)
  }
