import { type PodContainer, type PodSpec } from '../objects'
import { invalidValue, labelErrors } from './metadata-validation'
import { type FieldError } from './status-error'

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

/** What is wrong with a pod's spec, in the server's words; `at` is the path of the spec. */
export function podSpecErrors(spec: PodSpec | undefined, at: string): FieldError[] {
  const volumes = new Set((spec?.volumes ?? []).map(({ name }) => name))
  return [
    ...(spec?.containers?.length ? [] : [required(`${at}.containers`)]),
    ...(spec?.containers ?? []).flatMap((container, index) =>
      containerErrors(container, volumes, `${at}.containers[${index}]`),
    ),
    ...duplicates(spec?.containers ?? [], `${at}.containers`),
    ...labelErrors(spec?.nodeSelector, `${at}.nodeSelector`),
  ]
}

function containerErrors(
  { name, image, imagePullPolicy, volumeMounts = [] }: PodContainer,
  volumes: ReadonlySet<string>,
  at: string,
): FieldError[] {
  const policies = ['Always', 'IfNotPresent', 'Never']
  return [
    ...(name ? [] : [required(`${at}.name`)]),
    ...(name && !label.test(name) ? [invalidValue(`${at}.name`, name, labelRule)] : []),
    ...(image ? [] : [required(`${at}.image`)]),
    ...(imagePullPolicy && !policies.includes(imagePullPolicy)
      ? [notSupported(`${at}.imagePullPolicy`, imagePullPolicy, policies)]
      : []),
    ...volumeMounts.flatMap((mount, index) =>
      volumes.has(mount.name)
        ? []
        : [
            {
              field: `${at}.volumeMounts[${index}].name`,
              reason: 'FieldValueInvalid' as const,
              message: `Not found: "${mount.name}"`,
            },
          ],
    ),
  ]
}

function duplicates(containers: readonly PodContainer[], at: string): FieldError[] {
  return containers.flatMap(({ name }, index) =>
    containers.findIndex((other) => other.name === name) < index
      ? [
          {
            field: `${at}[${index}].name`,
            reason: 'FieldValueDuplicate' as const,
            message: `Duplicate value: "${name}"`,
          },
        ]
      : [],
  )
}

const required = (field: string): FieldError => ({
  field,
  reason: 'FieldValueRequired',
  message: 'Required value',
})

export const notSupported = (
  field: string,
  value: string,
  supported: readonly string[],
): FieldError => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: "${value}": supported values: ${supported.map((item) => `"${item}"`).join(', ')}`,
})
