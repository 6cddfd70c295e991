import type { ApiObject } from '../objects'
import { type PodTemplate, podTemplateLines } from './pod-template'
import { annotationLines, labelLines } from './shared-lines'

interface DaemonSetSpec {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> }
  readonly template: PodTemplate
}

const phases = { Running: 'Running', Waiting: 'Pending', Succeeded: 'Succeeded', Failed: 'Failed' }

/** `kubectl describe daemonset`, but for the events; `pods` are those that it controls. */
export function describeDaemonSet(
  { metadata, spec: untyped, status = {} }: ApiObject,
  pods: readonly ApiObject[],
): string {
  const { selector, template } = untyped as unknown as DaemonSetSpec
  const { nodeSelector } = template.spec
  const count = (field: string): number => (status[field] as number | undefined) ?? 0
  const inPhase = (phase: string): number =>
    pods.filter((pod) => pod.status?.phase === phase).length
  return [
    `Name:\t${metadata.name}\n`,
    `Selector:\t${inOneLine(selector?.matchLabels)}\n`,
    `Node-Selector:\t${inOneLine(nodeSelector)}\n`,
    labelLines('Labels', metadata.labels),
    annotationLines(metadata.annotations),
    `Desired Number of Nodes Scheduled: ${count('desiredNumberScheduled')}\n`,
    `Current Number of Nodes Scheduled: ${count('currentNumberScheduled')}\n`,
    `Number of Nodes Scheduled with Up-to-date Pods: ${count('updatedNumberScheduled')}\n`,
    `Number of Nodes Scheduled with Available Pods: ${count('numberAvailable')}\n`,
    `Number of Nodes Misscheduled: ${count('numberMisscheduled')}\n`,
    `Pods Status:\t${Object.entries(phases)
      .map(([word, phase]) => `${inPhase(phase)} ${word}`)
      .join(' / ')}\n`,
    podTemplateLines(template),
  ].join('')
}

const inOneLine = (labels: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(labels ?? {})
    .sort()
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || '<none>'
