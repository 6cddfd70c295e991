import { relative } from 'node:path'
import { FileError, type Mistake } from '../../testbed/mistakes'

/** All that is wrong with a template, or with what it was given: file, line, field or parameter, fix. */
export class TemplateError extends FileError {
  constructor(file: string, mistakes: readonly Mistake[]) {
    const near = relative('', file)
    super('template', near.startsWith('..') ? file : near, mistakes)
  }
}
