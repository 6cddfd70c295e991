import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { format } from 'prettier'
import { faults } from '../faults/catalogue'
import { mutants } from '../mutants/catalogue'
import { durations } from '../chance/durations'
import { durationsTable, faultsPage, mutantsPage } from './tables'

const docs = path.join(__dirname, '../../../docs')
const options = { parser: 'markdown', semi: false, singleQuote: true, printWidth: 100 }

/** `UPDATE_DOCS=1 node test/run.cjs switches/tables` writes the pages anew. */
for (const [page, text] of [
  ['faults.md', () => faultsPage(faults.all)],
  ['mutants.md', () => mutantsPage(mutants.all)],
  ['simulator.md', (page: string) => page.replace(/^\| Whose [^]*$/m, durationsTable(durations))],
] as const)
  test(`docs/${page} tells what there is`, async () => {
    const file = path.join(docs, page)
    const present = readFileSync(file, 'utf8')
    const wanted = await format(text(present), options)
    if (process.env['UPDATE_DOCS']) writeFileSync(file, wanted)
    else assert.equal(present, wanted)
  })
