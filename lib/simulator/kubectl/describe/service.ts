import type { ApiObject } from '../objects'
import { annotationLines, labelLines } from './shared-lines'

/** What a service's `spec` may hold, as far as it is shown. */
interface ServiceSpec {
  readonly selector?: Readonly<Record<string, string>>
  readonly type?: string
  readonly ipFamilyPolicy?: string
  readonly ipFamilies?: readonly string[]
  readonly clusterIP?: string
  readonly clusterIPs?: readonly string[]
  readonly externalIPs?: readonly string[]
  readonly externalName?: string
  readonly ports?: readonly ServicePort[]
  readonly sessionAffinity?: string
  readonly externalTrafficPolicy?: string
}

interface ServicePort {
  readonly name?: string
  readonly port: number
  readonly protocol?: string
  readonly targetPort?: number | string
  readonly nodePort?: number
}

/** Of a service's Endpoints. */
export interface EndpointSubset {
  readonly addresses?: readonly { readonly ip: string }[]
  readonly ports?: readonly { readonly name?: string; readonly port: number }[]
}

/** `kubectl describe service`, without its events. */
export function describeService(
  { metadata, spec = {} }: ApiObject,
  subsets: readonly EndpointSubset[],
): string {
  const { ports = [], ...of } = spec as ServiceSpec
  return [
    `Name:\t${metadata.name}\n`,
    `Namespace:\t${metadata.namespace}\n`,
    labelLines('Labels', metadata.labels),
    annotationLines(metadata.annotations),
    `Selector:\t${selectorOf(of.selector)}\n`,
    `Type:\t${of.type}\n`,
    where('IP Family Policy', of.ipFamilyPolicy),
    `IP Families:\t${of.ipFamilies?.join(',') ?? '<none>'}\n`,
    `IP:\t${of.clusterIP ?? ''}\n`,
    `IPs:\t${of.clusterIPs?.join(',') ?? '<none>'}\n`,
    where('External IPs', of.externalIPs?.join(',')),
    where('External Name', of.externalName),
    ...ports.map((port) => portLines(port, subsets)),
    `Session Affinity:\t${of.sessionAffinity}\n`,
    where('External Traffic Policy', of.externalTrafficPolicy),
  ].join('')
}

const where = (title: string, value: string | undefined): string =>
  value ? `${title}:\t${value}\n` : ''

const selectorOf = (selector: Readonly<Record<string, string>> = {}): string =>
  Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',') || '<none>'

function portLines(
  { name, port, protocol = 'TCP', targetPort = port, nodePort }: ServicePort,
  subsets: readonly EndpointSubset[],
): string {
  const title = name ?? '<unset>'
  return [
    `Port:\t${title}\t${port}/${protocol}\n`,
    `TargetPort:\t${targetPort}/${protocol}\n`,
    nodePort ? `NodePort:\t${title}\t${nodePort}/${protocol}\n` : '',
    `Endpoints:\t${shownEndpoints(subsets, name)}\n`,
  ].join('')
}

/** Of one port; three of them, and how many more there are. */
function shownEndpoints(subsets: readonly EndpointSubset[], name: string | undefined): string {
  if (subsets.length === 0) return '<none>'
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports
      .filter((port) => port.name === name)
      .flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
  )
  const more = all.length > 3 ? ` + ${all.length - 3} more...` : ''
  return `${all.slice(0, 3).join(',')}${more}`
}
