import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ArgvParser } from '@cucumber/cucumber/lib/configuration/index'
import { generatedFeature } from '../../lib/upgrade/generated-feature'
import { readRows } from '../../lib/upgrade/rows-file'

/** From the project's root. */
const generated = path.join('reports', 'generated', 'container-upgrade.feature')

/**
 * Makes a feature of a file of upgrade rows, and gives the paths that the command line lacks for it to be run, too: without
 * any path Cucumber runs the whole plan, with one nothing else.
 * @throws RowsFileError naming file, line and row; then nothing was written
 */
export function featureOfRows(rows: string, argv: readonly string[]): readonly string[] {
  const note = (text: string): void => void process.stderr.write(`${text}\n`)
  const text = generatedFeature(readRows(rows, note), path.basename(rows))
  mkdirSync(path.dirname(generated), { recursive: true })
  writeFileSync(generated, text)
  const { paths = [] } = ArgvParser.parse([...argv]).configuration
  return paths.length > 0 ? [generated] : ['features', generated]
}
