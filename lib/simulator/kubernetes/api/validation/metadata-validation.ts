import { type KubeObject, type ObjectMeta } from '../../objects'
import { type FieldError, forbiddenField, invalidValue } from '../field-error'
import { dns1035Label, isQualifiedName, keyErrors, label, subdomain, valueErrors } from './names'
import { goStrings, invalidInGo } from './go-values'

/** Names of most kinds are DNS subdomains, of some DNS labels; RBAC allows any that fits into a path. */
export type NameForm = 'subdomain' | 'label' | 'service' | 'any'

/** What is wrong with a new object's metadata, in the server's order. */
export function metadataErrors(
  { metadata }: KubeObject,
  form: NameForm = 'subdomain',
): FieldError[] {
  return [...nameErrors(metadata, form), ...markErrors(metadata)]
}

/** What an update may be wrong in: the name has been compared before. */
export const markErrors = ({ finalizers, ...rest }: ObjectMeta): FieldError[] => [
  ...ownerErrors(rest.ownerReferences),
  ...finalizerErrors(finalizers),
  ...labelErrors(rest.labels),
  ...annotationErrors(rest.annotations),
]

/** What the server looks at once more where it compares with what was before: not at finalizers. */
export const comparedMarkErrors = ({ finalizers: _, ...rest }: ObjectMeta): FieldError[] =>
  markErrors(rest)

/** Rules for `metadata.labels` and for other maps of labels, with the server's own words. */
export const labelErrors = (
  labels: Record<string, string> = {},
  field = 'metadata.labels',
): FieldError[] =>
  Object.entries(labels).flatMap(([key, value]) => [
    ...keyErrors(key).map((message) => invalidValue(field, key, message)),
    ...valueErrors(value).map((message) => invalidValue(field, value, message)),
  ])

const nameRules = {
  label: [label, 63],
  service: [dns1035Label, 63],
  subdomain: [subdomain, 253],
} as const

function nameErrors({ name, generateName }: ObjectMeta, form: NameForm): FieldError[] {
  if (form === 'any') return pathSegmentErrors(name)
  const [rule, longest] = nameRules[form]
  const errorsOf = (text: string): string[] => [
    ...(text.length > longest ? [`must be no more than ${longest} characters`] : []),
    ...(rule.pattern.test(text) ? [] : [rule.rule]),
  ]
  const prefix = generateName?.replace(/-$/, 'a')
  return [
    ...(prefix === undefined
      ? []
      : errorsOf(prefix).map((message) =>
          invalidValue('metadata.generateName', generateName!, message),
        )),
    ...errorsOf(name).map((message) => invalidValue('metadata.name', name, message)),
  ]
}

function pathSegmentErrors(name: string): FieldError[] {
  const mistakes = [
    ...(name === '.' || name === '..' ? [`may not be '${name}'`] : []),
    ...['/', '%'].filter((sign) => name.includes(sign)).map((sign) => `may not contain '${sign}'`),
  ]
  return mistakes.map((message) => invalidValue('metadata.name', name, message))
}

function finalizerErrors(finalizers: readonly string[] = []): FieldError[] {
  const both = finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')
  return [
    ...finalizers.flatMap(finalizerNameErrors),
    ...(both
      ? [
          invalidInGo(
            'metadata.finalizers',
            goStrings(finalizers),
            'finalizer orphan and foregroundDeletion cannot be both set',
          ),
        ]
      : []),
  ]
}

const finalizerNameErrors = (name: string, index: number): FieldError[] => {
  const field = 'metadata.finalizers'
  const errors = keyErrors(name).map((message) => invalidValue(field, name, message))
  const known = ['orphan', 'foregroundDeletion', 'kubernetes'].includes(name)
  if (known || isQualifiedName(name)) return errors
  const why = 'name is neither a standard finalizer name nor is it fully qualified'
  return [...errors, invalidValue(`${field}[${index}]`, name, why)]
}

function ownerErrors(owners: ObjectMeta['ownerReferences'] = []): FieldError[] {
  const field = 'metadata.ownerReferences'
  const empty = (owner: object, key: string): FieldError[] =>
    (owner as Record<string, unknown>)[key]
      ? []
      : [
          invalidValue(
            `${field}.${key}`,
            '',
            `${key === 'apiVersion' ? 'version' : key} must not be empty`,
          ),
        ]
  const controllers = owners.filter(({ controller }) => controller)
  const events = owners.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Event')
  return [
    ...owners.flatMap((owner) =>
      ['apiVersion', 'kind', 'name', 'uid'].flatMap((key) => empty(owner, key)),
    ),
    ...events.map(({ name, uid }) =>
      invalidInGo(
        field,
        `v1.OwnerReference{APIVersion:"v1", Kind:"Event", Name:"${name}", UID:"${uid}", Controller:(*bool)(nil), BlockOwnerDeletion:(*bool)(nil)}`,
        '/v1, Kind=Event is disallowed from being an owner',
      ),
    ),
    ...(controllers.length > 1
      ? [
          forbiddenField(
            field,
            `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0]!.kind}/${controllers[0]!.name} and ${controllers[1]!.kind}/${controllers[1]!.name}`,
          ),
        ]
      : []),
  ]
}

const mostAnnotationBytes = 256 * 1024

export function annotationErrors(
  annotations: Record<string, string> = {},
  field = 'metadata.annotations',
): FieldError[] {
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  )
  return [
    ...Object.keys(annotations).flatMap((key) =>
      keyErrors(key.toLowerCase()).map((message) => invalidValue(field, key, message)),
    ),
    ...(bytes > mostAnnotationBytes
      ? [
          {
            field,
            reason: 'FieldValueTooLong' as const,
            message: `Too long: must have at most ${mostAnnotationBytes} bytes`,
          },
        ]
      : []),
  ]
}
