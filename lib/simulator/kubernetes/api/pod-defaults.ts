import { type PodContainer, type PodSpec, type Volume } from '../objects'
import { allContainers } from '../objects/all-containers'
import { has } from '../release/changes'
import { sourcesOf } from './validation/volume-validation'

/** Fills in what the API server fills in for a pod's spec and for a template's. */
export function setPodDefaults(spec: PodSpec, minor: number, of: 'pod' | 'template' = 'pod'): void {
  const sharesPorts =
    spec.hostNetwork && !(of === 'template' && has('templatesLeaveHostPorts', minor))
  for (const container of allContainers(spec)) {
    setContainerDefaults(container)
    if (sharesPorts) for (const port of container.ports ?? []) port.hostPort ??= port.containerPort
  }
  for (const volume of spec.volumes ?? []) setVolumeDefaults(volume)
  spec.restartPolicy ||= 'Always'
  spec.terminationGracePeriodSeconds ??= 30
  // Of a template it stays as it is: each of its pods becomes one that has a second.
  if (spec.terminationGracePeriodSeconds < 0 && of === 'pod' && has('graceIsWarnedOf', minor))
    spec.terminationGracePeriodSeconds = 1
  spec.dnsPolicy ||= 'ClusterFirst'
  spec.securityContext ??= {}
  spec.schedulerName ||= 'default-scheduler'
  nameAccount(spec)
}

/** Its older name says the same, and counts where the newer is missing. */
function nameAccount(spec: PodSpec): void {
  const name = spec.serviceAccountName || spec.serviceAccount
  if (!name) return
  spec.serviceAccountName = name
  spec.serviceAccount = name
}

function setContainerDefaults(container: PodContainer): void {
  container.resources ??= {}
  container.terminationMessagePath ||= '/dev/termination-log'
  container.terminationMessagePolicy ||= 'File'
  container.imagePullPolicy ||= isLatest(container.image ?? '') ? 'Always' : 'IfNotPresent'
  // The gate ProcMountType is off in all versions: whatever is asked for becomes the usual.
  if (container.securityContext?.procMount !== undefined)
    container.securityContext.procMount = 'Default'
  for (const port of container.ports ?? []) port.protocol ||= 'TCP'
  for (const { valueFrom } of container.env ?? []) {
    const fieldRef = valueFrom?.fieldRef as FieldReference | undefined
    if (fieldRef) fieldRef.apiVersion ||= 'v1'
    const resource = valueFrom?.resourceFieldRef as { divisor?: string } | undefined
    if (resource) resource.divisor ??= '0'
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    setProbeDefaults((container as unknown as Record<string, Probe | undefined>)[name])
  }
}

interface FieldReference {
  apiVersion?: string
}

type Probe = Record<string, unknown>

function setProbeDefaults(probe: Probe | undefined): void {
  if (!probe) return
  probe.timeoutSeconds ||= 1
  probe.periodSeconds ||= 10
  probe.successThreshold ||= 1
  probe.failureThreshold ||= 3
  if (probe.httpGet) Object.assign(probe.httpGet, { path: '/', scheme: 'HTTP', ...probe.httpGet })
}

function setVolumeDefaults(volume: Volume): void {
  const sources = volume as Record<string, { type?: string; defaultMode?: number } | undefined>
  if (sourcesOf(volume).length === 0) sources.emptyDir = {}
  if (sources.hostPath) sources.hostPath.type ??= ''
  const { items = [] } = (volume.downwardAPI ?? {}) as { items?: { fieldRef?: FieldReference }[] }
  for (const { fieldRef } of items) if (fieldRef) fieldRef.apiVersion ||= 'v1'
  for (const source of [
    sources.secret,
    sources.configMap,
    sources.projected,
    sources.downwardAPI,
  ]) {
    if (source) source.defaultMode ??= 0o644
  }
}

/** No tag counts as `latest`; a digest does not. */
function isLatest(image: string): boolean {
  const tag = /:([^:/]+)$/.exec(image.split('@')[0] ?? '')?.[1]
  return !image.includes('@') && (tag === undefined || tag === 'latest')
}
