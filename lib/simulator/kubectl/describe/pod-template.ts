import { containerLines, type DescribedContainer } from './container-lines'
import { annotationLines, labelLines } from './shared-lines'
import { type DescribedVolume, volumeLines } from './volume-lines'

export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: {
    readonly containers: readonly DescribedContainer[]
    readonly volumes?: readonly DescribedVolume[]
    readonly nodeSelector?: Readonly<Record<string, string>>
    readonly serviceAccountName?: string
  }
}

/** `Pod Template:` and what is in it, as `describe` and `rollout history` show it. */
export function podTemplateLines({ metadata, spec }: PodTemplate): string {
  const { containers, volumes, serviceAccountName } = spec
  return [
    'Pod Template:\n',
    labelLines('  Labels', metadata?.labels),
    metadata?.annotations ? `  ${annotationLines(metadata.annotations)}` : '',
    serviceAccountName ? `  Service Account:\t${serviceAccountName}\n` : '',
    '  Containers:\n',
    ...containers.map((container) => `   ${container.name}:\n${containerLines(container)}`),
    volumeLines(volumes, '  '),
  ].join('')
}
