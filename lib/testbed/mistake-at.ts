import { readFileSync } from 'node:fs'
import { type FieldPath, TestbedFileError } from './mistakes'
import { type Testbed } from './testbed'

/** A mistake that shows only when a field is used. */
export function mistakeAt({ file }: Testbed, path: FieldPath, what: string): TestbedFileError {
  const { YamlSource } = require('./yaml-source') as typeof import('./yaml-source')
  const line = new YamlSource(readFileSync(file, 'utf8')).lineOf(path)
  return new TestbedFileError(file, [{ line, path, what }])
}
