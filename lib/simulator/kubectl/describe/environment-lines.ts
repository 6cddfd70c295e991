interface KeyRef {
  readonly name: string
  readonly key: string
  readonly optional?: boolean
}

interface Variable {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: {
    readonly fieldRef?: { readonly apiVersion?: string; readonly fieldPath: string }
    readonly secretKeyRef?: KeyRef
    readonly configMapKeyRef?: KeyRef
  }
}

interface SourceRef {
  readonly name: string
  readonly optional?: boolean
}

export interface DescribedEnvironment {
  readonly env?: readonly Variable[]
  readonly envFrom?: readonly {
    readonly prefix?: string
    readonly configMapRef?: SourceRef
    readonly secretRef?: SourceRef
  }[]
}

/** The value of a pod's field, empty where it can't be told; a template has none. */
export type FieldValue = (path: string) => string

/** Where a container's variables come from (kubectl/pkg/describe, 1.20). */
export const environmentLines = (
  { env = [], envFrom = [] }: DescribedEnvironment,
  fieldValue: FieldValue,
): string =>
  [
    envFrom.length > 0 ? '    Environment Variables from:\n' : '',
    ...envFrom.map(sourceLine),
    env.length > 0 ? '    Environment:\n' : '    Environment:\t<none>\n',
    ...env.map((variable) => variableLines(variable, fieldValue)),
  ].join('')

function sourceLine({
  prefix,
  configMapRef,
  secretRef,
}: NonNullable<DescribedEnvironment['envFrom']>[number]): string {
  const { name = '', optional = false } = configMapRef ?? secretRef ?? {}
  const kind = configMapRef ? 'ConfigMap' : 'Secret'
  const prefixed = prefix ? ` with prefix '${prefix}'` : ''
  return `      ${name}\t${kind}${prefixed}\tOptional: ${optional}\n`
}

function variableLines({ name, value = '', valueFrom }: Variable, fieldValue: FieldValue): string {
  const { fieldRef, secretKeyRef, configMapKeyRef } = valueFrom ?? {}
  if (fieldRef)
    return `      ${name}:\t${fieldValue(fieldRef.fieldPath)} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})\n`
  if (secretKeyRef) return keyLine(name, secretKeyRef, 'in secret')
  if (configMapKeyRef) return keyLine(name, configMapKeyRef, 'of config map')
  return `      ${name}:\t${value.replaceAll('\n', '\n      \t')}\n`
}

const keyLine = (
  name: string,
  { name: of, key, optional = false }: KeyRef,
  where: string,
): string => `      ${name}:\t<set to the key '${key}' ${where} '${of}'>\tOptional: ${optional}\n`
