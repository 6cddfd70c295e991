import { BadInput } from './bad-input'

/** Where in the file a value is: keys and list positions from the top. */
export type FieldPath = readonly PropertyKey[]

/** One thing wrong with a file. */
export interface Mistake {
  readonly line: number
  readonly path: FieldPath
  /** `is no port; write a number …`: completes the field's name. */
  readonly what: string
}

/** All that is wrong with a file that a user wrote: one line each, `file:line: field: what is wrong; fix`. */
export class FileError extends BadInput {
  constructor(
    kind: string,
    readonly file: string,
    readonly mistakes: readonly Mistake[],
  ) {
    const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`
    const lines = [...mistakes]
      .sort((a, b) => a.line - b.line)
      .map(({ line, path, what }) =>
        [`  ${file}:${line}`, fieldName(path), what].filter(Boolean).join(': '),
      )
    super([`${count} in the ${kind} ${file}`, ...lines].join('\n'))
  }
}

export class TestbedFileError extends FileError {
  constructor(file: string, mistakes: readonly Mistake[]) {
    super('testbed file', file, mistakes)
  }
}

/** `duts[0].ssh.port` */
export const fieldName = (path: FieldPath): string =>
  path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`
    return name === '' ? String(key) : `${name}.${String(key)}`
  }, '')
