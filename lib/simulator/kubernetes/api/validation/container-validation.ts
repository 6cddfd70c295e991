import { type PodContainer, type PodSpec } from '../../objects'
import { envErrors, envFromErrors } from './environment-validation'
import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  oneOf,
  required,
} from '../field-error'
import { has } from '../../release/changes'
import { label } from './names'
import { hostPortConflicts, portErrors } from './port-validation'
import { lifecycleErrors, probeErrors } from './probe-validation'
import { resourceErrors } from './resource-validation'
import { containerSecurityErrors } from './security-validation'
import { mountErrors } from './volume-validation'

/** What is wrong with a pod's containers; it needs at least one. */
export function containersErrors(
  containers: readonly PodContainer[],
  volumes: ReadonlySet<string>,
  at: string,
  minor: number,
): FieldError[] {
  if (containers.length === 0) return [required(at)]
  return [
    ...containers.flatMap((container, index) => [
      ...nameErrors(container, `${at}[${index}]`),
      ...(containers.findIndex(({ name }) => name === container.name) < index
        ? [duplicate(`${at}[${index}].name`, container.name)]
        : []),
      ...containerErrors(container, volumes, `${at}[${index}]`, minor),
    ]),
    ...hostPortConflicts(containers, at),
  ]
}

/** Init containers share the names of the others, and can't be probed. */
export function initContainersErrors(
  spec: PodSpec | undefined,
  volumes: ReadonlySet<string>,
  at: string,
  minor: number,
): FieldError[] {
  const taken = (spec?.containers ?? []).map(({ name }) => name)
  return (spec?.initContainers ?? []).flatMap((container, index) => [
    ...nameErrors(container, `${at}[${index}]`),
    ...containerErrors(container, volumes, `${at}[${index}]`, minor),
    ...(taken.includes(container.name) ? [duplicate(`${at}[${index}].name`, container.name)] : []),
    ...(['livenessProbe', 'readinessProbe', 'startupProbe'] as const)
      .filter((kind) => container[kind])
      .map((kind) =>
        forbiddenField(
          `${at}[${index}].${kind}`,
          has('initContainersMayStay', minor)
            ? 'may not be set for init containers without restartPolicy=Always'
            : 'must not be set for init containers',
        ),
      ),
  ])
}

const nameErrors = ({ name }: PodContainer, at: string): FieldError[] => {
  if (!name) return [required(`${at}.name`)]
  return [
    ...(name.length > 63
      ? [invalidValue(`${at}.name`, name, 'must be no more than 63 characters')]
      : []),
    ...(label.pattern.test(name) ? [] : [invalidValue(`${at}.name`, name, label.rule)]),
  ]
}

function containerErrors(
  container: PodContainer,
  volumes: ReadonlySet<string>,
  at: string,
  minor: number,
): FieldError[] {
  const { image, imagePullPolicy, terminationMessagePolicy: policy = '' } = container
  return [
    ...(image ? [] : [required(`${at}.image`)]),
    ...lifecycleErrors(container, at, minor),
    ...probeErrors(container, 'livenessProbe', at, minor),
    ...probeErrors(container, 'startupProbe', at, minor),
    ...(policies.includes(policy)
      ? []
      : [
          invalidValue(
            `${at}.terminationMessagePolicy`,
            policy,
            "must be 'File' or 'FallbackToLogsOnError'",
          ),
        ]),
    ...probeErrors(container, 'readinessProbe', at, minor),
    ...portErrors(container, at, minor),
    ...envErrors(container, at),
    ...envFromErrors(container, at),
    ...mountErrors(container, volumes, at),
    ...oneOf(imagePullPolicy, ['Always', 'IfNotPresent', 'Never'], `${at}.imagePullPolicy`),
    ...resourceErrors(container, at, minor),
    ...containerSecurityErrors(container.securityContext, `${at}.securityContext`),
  ]
}

const policies = ['File', 'FallbackToLogsOnError']
