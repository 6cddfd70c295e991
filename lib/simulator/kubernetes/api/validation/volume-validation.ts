import { type PodContainer, type Volume } from '../../objects'
import { structOf } from '../../schema/go-types'
import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  notFoundValue,
  oneOf,
  required,
} from '../field-error'
import { label } from './names'

/** A pod's volumes: each has a name of its own and one source. */
export const volumeErrors = (volumes: readonly Volume[], at: string): FieldError[] =>
  volumes.flatMap((volume, index) => {
    const field = `${at}[${index}]`
    const { name } = volume
    const before = volumes.findIndex((other) => other.name === name)
    return [
      ...sourceErrors(volume, field),
      ...(name ? [] : [required(`${field}.name`)]),
      ...(name && !label.pattern.test(name)
        ? [invalidValue(`${field}.name`, name, label.rule)]
        : []),
      ...(name && before < index ? [duplicate(`${field}.name`, name)] : []),
    ]
  })

/** The kinds of source that a volume names, in the server's order. */
export const sourcesOf = (volume: Volume): string[] =>
  [...(structOf('Volume')?.fields.keys() ?? [])].filter(
    (key) => key !== 'name' && volume[key] !== undefined,
  )

const inOrder = ['emptyDir', 'hostPath']

function sourceErrors(volume: Volume, at: string): FieldError[] {
  const given = sourcesOf(volume)
  const [first, ...others] = [
    ...inOrder.filter((kind) => given.includes(kind)),
    ...given.filter((kind) => !inOrder.includes(kind)),
  ]
  if (first === undefined) return [required(at, 'must specify a volume type')]
  return [
    ...(errorsOfSource[first]?.(volume[first] as never, `${at}.${first}`) ?? []),
    ...others.map((kind) =>
      forbiddenField(`${at}.${kind}`, 'may not specify more than 1 volume type'),
    ),
  ]
}

interface Files {
  readonly defaultMode?: number
  readonly items?: readonly { key?: string; path?: string; mode?: number }[]
}

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]

const errorsOfSource: Readonly<Record<string, (source: never, at: string) => FieldError[]>> = {
  secret: (source: Files & { secretName?: string }, at) => [
    ...(source.secretName ? [] : [required(`${at}.secretName`)]),
    ...fileErrors(source, at),
  ],
  configMap: (source: Files & { name?: string }, at) => [
    ...(source.name ? [] : [required(`${at}.name`)]),
    ...fileErrors(source, at),
  ],
  hostPath: ({ path, type }: { path?: string; type?: string }, at) =>
    path
      ? [
          ...(path.split('/').includes('..')
            ? [invalidValue(`${at}.path`, path, "must not contain '..'")]
            : []),
          ...oneOf(type, hostPathTypes, `${at}.type`),
        ]
      : [required(`${at}.path`)],
}

const modeErrors = (mode: number | undefined, field: string): FieldError[] =>
  mode === undefined || (mode >= 0 && mode <= 0o777)
    ? []
    : [invalidValue(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')]

const fileErrors = ({ defaultMode, items = [] }: Files, at: string): FieldError[] => [
  ...modeErrors(defaultMode, `${at}.defaultMode`),
  ...items.flatMap(({ key, path, mode }, index) => [
    ...(key ? [] : [required(`${at}.items[${index}].key`)]),
    ...(path ? [] : [required(`${at}.items[${index}].path`)]),
    ...(path ? pathErrors(path, `${at}.items[${index}].path`) : []),
    ...modeErrors(mode, `${at}.items[${index}].mode`),
  ]),
]

/** A path that stays below the place where it begins. */
export const pathErrors = (path: string, field: string): FieldError[] => [
  ...(path.startsWith('/') ? [invalidValue(field, path, 'must be a relative path')] : []),
  ...(path.split('/').includes('..') ? [invalidValue(field, path, "must not contain '..'")] : []),
]

/** Where a container has its volumes. */
export const mountErrors = (
  { volumeMounts = [] }: PodContainer,
  volumes: ReadonlySet<string>,
  at: string,
): FieldError[] =>
  volumeMounts.flatMap((mount, index) => {
    const { name, mountPath, subPath, mountPropagation } = mount as typeof mount & {
      subPath?: string
      mountPropagation?: string
    }
    const field = `${at}.volumeMounts`
    return [
      ...(name ? [] : [required(`${field}[${index}].name`)]),
      ...(volumes.has(name) ? [] : [notFoundValue(`${field}[${index}].name`, name ?? '')]),
      ...(mountPath ? [] : [required(`${field}[${index}].mountPath`)]),
      ...(volumeMounts.findIndex((other) => other.mountPath === mountPath) < index
        ? [invalidValue(`${field}[${index}].mountPath`, mountPath, 'must be unique')]
        : []),
      ...(subPath ? pathErrors(subPath, `${field}.subPath`) : []),
      ...oneOf(
        mountPropagation,
        ['Bidirectional', 'HostToContainer', 'None'],
        `${field}.mountPropagation`,
      ),
    ]
  })
