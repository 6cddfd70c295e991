import { isIP } from 'node:net'
import { type PodSpec } from '../../objects'
import { affinityErrors } from './affinity-validation'
import { containersErrors, initContainersErrors } from './container-validation'
import { type FieldError, invalidValue, oneOf, required } from '../field-error'
import { labelErrors } from './metadata-validation'
import { keyErrors, label, subdomain } from './names'
import { hostNetworkErrors } from './port-validation'
import { podSecurityErrors } from './security-validation'
import { tolerationErrors } from './taint-validation'
import { volumeErrors } from './volume-validation'

/** Fields that nothing but validation looks at. */
interface Settings {
  readonly affinity?: Parameters<typeof affinityErrors>[0]
  readonly activeDeadlineSeconds?: number
  readonly dnsConfig?: { readonly nameservers?: readonly string[] }
  readonly hostAliases?: readonly { ip?: string }[]
  readonly hostname?: string
  readonly readinessGates?: readonly { conditionType?: string }[]
  readonly topologySpreadConstraints?: readonly SpreadConstraint[]
}

interface SpreadConstraint {
  readonly maxSkew?: number
  readonly topologyKey?: string
  readonly whenUnsatisfiable?: string
}

/** What is wrong with a pod's spec, in the server's words and order; `at` is the path of the spec. */
export function podSpecErrors(spec: PodSpec | undefined, at: string, minor: number): FieldError[] {
  const { volumes = [], hostNetwork = false, containers = [] } = spec ?? {}
  const settings = (spec ?? {}) as Settings
  const known = new Set(volumes.map(({ name }) => name))
  const { activeDeadlineSeconds: deadline, hostname } = settings
  return [
    ...volumeErrors(volumes, `${at}.volumes`),
    ...containersErrors(containers, known, `${at}.containers`, minor),
    ...initContainersErrors(spec, known, `${at}.initContainers`, minor),
    ...oneOf(spec?.restartPolicy, ['Always', 'OnFailure', 'Never'], `${at}.restartPolicy`),
    ...oneOf(spec?.dnsPolicy, dnsPolicies, `${at}.dnsPolicy`),
    ...labelErrors(spec?.nodeSelector, `${at}.nodeSelector`),
    ...(hostNetwork ? hostNetworkErrors(containers, `${at}.containers`, minor) : []),
    ...podSecurityErrors(spec, `${at}.securityContext`),
    ...(settings.affinity ? affinityErrors(settings.affinity, `${at}.affinity`) : []),
    ...dnsErrors(spec?.dnsPolicy, settings.dnsConfig, `${at}.dnsConfig`),
    ...gateErrors(settings, `${at}.readinessGates`),
    ...(settings.topologySpreadConstraints ?? []).flatMap((constraint, index) =>
      spreadErrors(constraint, `${at}.topologySpreadConstraints[${index}]`),
    ),
    ...nameOf(spec?.serviceAccountName, `${at}.serviceAccountName`),
    ...nameOf(spec?.nodeName, `${at}.nodeName`),
    ...(deadline !== undefined && deadline < 1
      ? [
          invalidValue(
            `${at}.activeDeadlineSeconds`,
            deadline,
            'must be between 1 and 2147483647, inclusive',
          ),
        ]
      : []),
    ...(hostname && !label.pattern.test(hostname)
      ? [invalidValue(`${at}.hostname`, hostname, label.rule)]
      : []),
    ...tolerationErrors(spec?.tolerations, `${at}.tolerations`),
    ...(settings.hostAliases ?? []).flatMap(({ ip = '' }) =>
      addressErrors(ip, `${at}.hostAliases.ip`),
    ),
  ]
}

const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']

const nameOf = (value: string | undefined, field: string): FieldError[] =>
  !value || subdomain.pattern.test(value) ? [] : [invalidValue(field, value, subdomain.rule)]

const addressErrors = (address: string, field: string): FieldError[] =>
  isIP(address) ? [] : [invalidValue(field, address, 'must be valid IP address')]

function dnsErrors(
  policy: string | undefined,
  config: Settings['dnsConfig'],
  at: string,
): FieldError[] {
  const { nameservers = [] } = config ?? {}
  if (policy === 'None' && !config)
    return [required(at, 'must provide `dnsConfig` when `dnsPolicy` is None')]
  if (policy === 'None' && nameservers.length === 0)
    return [
      required(
        `${at}.nameservers`,
        'must provide at least one DNS nameserver when `dnsPolicy` is None',
      ),
    ]
  return nameservers.flatMap((address, index) =>
    addressErrors(address, `${at}.nameservers[${index}]`),
  )
}

const gateErrors = ({ readinessGates = [] }: Settings, at: string): FieldError[] =>
  readinessGates.flatMap(({ conditionType = '' }, index) =>
    keyErrors(conditionType).map((rule) =>
      invalidValue(`${at}[${index}].conditionType`, conditionType, rule),
    ),
  )

const spreadErrors = (
  { maxSkew = 0, topologyKey, whenUnsatisfiable = '' }: SpreadConstraint,
  at: string,
): FieldError[] => [
  ...(maxSkew > 0 ? [] : [invalidValue(`${at}.maxSkew`, maxSkew, 'must be greater than zero')]),
  ...(topologyKey ? [] : [required(`${at}.topologyKey`, 'can not be empty')]),
  ...oneOf(whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway'], `${at}.whenUnsatisfiable`),
]
