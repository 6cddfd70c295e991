import { BadInput } from './bad-input'

/** Where in the file a value is: keys and list positions from the top. */
export type FieldPath = readonly PropertyKey[]

/** One thing wrong with a testbed file. */
export interface Mistake {
  readonly line: number
  readonly path: FieldPath
  /** `is no port; write a number …`: completes the field's name. */
  readonly what: string
}

/** All that is wrong with a testbed file: one line each, `file:line: field: what is wrong; fix`. */
export class TestbedFileError extends BadInput {
  constructor(
    readonly file: string,
    readonly mistakes: readonly Mistake[],
  ) {
    const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`
    const lines = [...mistakes]
      .sort((a, b) => a.line - b.line)
      .map(({ line, path, what }) =>
        [`  ${file}:${line}`, fieldName(path), what].filter(Boolean).join(': '),
      )
    super([`${count} in the testbed file ${file}`, ...lines].join('\n'))
  }
}

/** `duts[0].ssh.port` */
export const fieldName = (path: FieldPath): string =>
  path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`
    return name === '' ? String(key) : `${name}.${String(key)}`
  }, '')
