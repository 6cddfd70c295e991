import { admitPod } from '../api/pod-admission'
import { setPodDefaults } from '../api/pod-defaults'
import { podSpecErrors } from '../api/pod-validation'
import { type Pod } from '../objects'
import { podColumns } from '../table/pod-columns'
import { type Resource } from './resource'

export const pods: Resource<Pod> = {
  group: '',
  version: 'v1',
  plural: 'pods',
  kind: 'Pod',
  namespaced: true,
  hasStatus: true,
  fields: {
    'spec.nodeName': ({ spec }: Pod) => spec.nodeName,
    'spec.restartPolicy': ({ spec }: Pod) => spec.restartPolicy,
    'spec.schedulerName': ({ spec }: Pod) => spec.schedulerName,
    'spec.serviceAccountName': ({ spec }: Pod) => spec.serviceAccountName,
    'status.phase': ({ status }: Pod) => status.phase,
    'status.podIP': ({ status }: Pod) => status.podIP,
    'status.nominatedNodeName': () => '',
  },
  columns: podColumns,
  deletedObjectAnswered: true,
  graceOf: ({ spec, status }, asked) => {
    const over = status.phase === 'Failed' || status.phase === 'Succeeded'
    if (!spec.nodeName || over) return 0
    return asked ?? spec.terminationGracePeriodSeconds ?? 30
  },
  prepareForCreate(draft, context) {
    admitPod(draft, context)
    draft.status = { phase: 'Pending', qosClass: qosClass(draft) }
  },
  setDefaults: ({ spec }) => {
    setPodDefaults(spec)
    spec.enableServiceLinks ??= true
  },
  validate: ({ spec }) => podSpecErrors(spec, 'spec'),
}

function qosClass({ spec }: Pod): string {
  const asked = spec.containers.map(({ resources = {} }) => resources as ContainerResources)
  if (asked.every(({ limits, requests }) => !limits && !requests)) return 'BestEffort'
  const guaranteed = asked.every(
    ({ limits, requests = limits }) =>
      limits?.cpu &&
      limits.memory &&
      requests?.cpu === limits.cpu &&
      requests.memory === limits.memory,
  )
  return guaranteed ? 'Guaranteed' : 'Burstable'
}

interface ContainerResources {
  limits?: Record<string, string>
  requests?: Record<string, string>
}
