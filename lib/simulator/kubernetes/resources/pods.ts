import { isIP } from 'node:net'
import { type FieldError, forbiddenField, invalidValue } from '../api/field-error'
import { admitPod, withDefaultTolerations } from '../api/pod-admission'
import { setPodDefaults } from '../api/pod-defaults'
import { alignSeccomp } from '../api/seccomp'
import { subdomain } from '../api/validation/names'
import { podUpdateErrors } from '../api/validation/pod-update-validation'
import { imageErrors } from '../api/validation/image-validation'
import { invalidInGo } from '../api/validation/go-values'
import { podSpecErrors } from '../api/validation/pod-validation'
import { seccompAnnotationErrors, seccompMismatches } from '../api/validation/seccomp-validation'
import { podWarnings } from '../api/warnings/pod-warnings'
import { type Pod } from '../objects'
import { isSame } from '../json/json'
import { amountOf } from '../schema/quantity'
import { isOver } from '../objects/pod-phase'
import { allContainers } from '../objects/all-containers'
import { completion, podColumns } from '../table/pod-columns'
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
    'status.podIPs': ({ status }: Pod) => status.podIPs?.map(({ ip }) => ip).join(),
    'status.nominatedNodeName': () => '',
  },
  columns: podColumns,
  rowMarks: ({ status: { phase } }) => completion[phase ?? ''],
  deletedObjectAnswered: true,
  graceOf: (pod, asked) => {
    if (!pod.spec.nodeName || isOver(pod)) return 0
    return asked ?? pod.spec.terminationGracePeriodSeconds ?? 30
  },
  prepareForCreate(draft, context) {
    admitPod(draft, context)
    alignSeccomp(draft, context.minor)
    draft.status = { phase: 'Pending', qosClass: qosClass(draft) }
  },
  setDefaults: (draft, minor) => {
    draft.spec ??= { containers: [] }
    const { spec, status } = draft
    if (status?.podIP && status.podIPs?.[0]?.ip !== status.podIP)
      status.podIPs = [{ ip: status.podIP }]
    spec.containers ??= []
    setPodDefaults(spec, minor)
    for (const { resources } of allContainers(spec))
      requestTheLimits(resources as ContainerResources)
    spec.enableServiceLinks ??= true
  },
  prepareForUpdate({ spec }) {
    spec.tolerations = withDefaultTolerations(spec.tolerations)
  },
  validateNew: ({ metadata, spec }) => [
    ...(spec.ephemeralContainers
      ? [forbiddenField('spec.ephemeralContainers', 'cannot be set on create')]
      : []),
    ...seccompMismatches(metadata, spec),
  ],
  // People make pods; what changes them are programs.
  warnings: (pod, before, minor) => (before ? [] : podWarnings(pod, '', minor)),
  checkedOnce: true,
  validateStatus: ({ status }) => [
    ...nominationErrors(status.nominatedNodeName),
    ...podAddressErrors(status.podIPs),
  ],
  validateUpdate: (after, before) => podUpdateErrors(after, before),
  validate: ({ metadata, spec }, minor) => [
    ...seccompAnnotationErrors(metadata, 'metadata.annotations'),
    ...podSpecErrors(spec, 'spec', minor),
    ...imageErrors(spec),
  ],
}

function nominationErrors(node: string | undefined): FieldError[] {
  if (!node || subdomain.pattern.test(node)) return []
  return [invalidValue('status.nominatedNodeName', node, subdomain.rule)]
}

/** A pod has one address, or one of each family. */
function podAddressErrors(given: Pod['status']['podIPs'] = []): FieldError[] {
  const families = new Set(given.map(({ ip }) => isIP(ip)))
  if (families.size === given.length) return []
  const each = given.map(({ ip }) => `core.PodIP{IP:${JSON.stringify(ip)}}`).join(', ')
  const why = 'may specify no more than one IP for each IP family'
  return [invalidInGo('status.podIPs', `[]core.PodIP{${each}}`, why)]
}

/** What is limited and not asked for is asked for up to its limit. */
function requestTheLimits(resources: ContainerResources): void {
  if (resources.limits) resources.requests = { ...resources.limits, ...resources.requests }
}

/** Of what counts for it: CPU and memory, where some is asked for (kubernetes/pkg/apis/core/helper/qos). */
function qosClass({ spec }: Pod): string {
  const asked = allContainers(spec).map(({ resources = {} }) => ({
    limits: counted(resources.limits),
    requests: counted(resources.requests),
  }))
  if (asked.every(({ limits, requests }) => limits.length + requests.length === 0))
    return 'BestEffort'
  const guaranteed = asked.every(
    ({ limits, requests }) => limits.length === 2 && isSame(limits, requests),
  )
  return guaranteed ? 'Guaranteed' : 'Burstable'
}

const counted = (amounts: Record<string, string> = {}): string[] =>
  ['cpu', 'memory']
    .filter((what) => amountOf(amounts[what]) > 0n)
    .map((what) => `${what} ${amountOf(amounts[what])}`)

interface ContainerResources {
  limits?: Record<string, string>
  requests?: Record<string, string>
}
