import { type Deployment } from '../../objects'
import { goNumber } from './daemonset-validation'
import { type FieldError, forbiddenField } from '../field-error'
import { invalidInGo } from './go-values'

/** What is wrong with how a Deployment replaces its pods, in the server's words. */
export function deploymentStrategyErrors({
  type,
  rollingUpdate,
}: Deployment['spec']['strategy']): FieldError[] {
  const field = 'spec.strategy'
  if (type === 'Recreate')
    return rollingUpdate
      ? [
          forbiddenField(
            `${field}.rollingUpdate`,
            "may not be specified when strategy `type` is 'Recreate'",
          ),
        ]
      : []
  if (type !== 'RollingUpdate')
    return [
      {
        field,
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: apps.DeploymentStrategy{Type:${JSON.stringify(type)}, RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}: supported values: "Recreate", "RollingUpdate"`,
      },
    ]
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {}
  if (parseInt(`${maxUnavailable}`, 10) > 0 || parseInt(`${maxSurge}`, 10) > 0) return []
  return [
    invalidInGo(
      `${field}.rollingUpdate.maxUnavailable`,
      goNumber(maxUnavailable),
      'may not be 0 when `maxSurge` is 0',
    ),
  ]
}
