import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeReportPage } from '../reporting/report-page'
import { images, type Combination } from './cells'

/** What the report says about where it ran: no run's own, as there are many. */
export function noteMatrix(results: string, wanted: readonly Combination[], pace: string): void {
  const values = (of: (each: Combination) => string): string =>
    [...new Set(wanted.map(of))].join(', ')
  const facts = {
    Testbeds: `${wanted.length} simulated, pace ${pace}`,
    SONiC: values(({ branch }) => branch),
    Kubernetes: values(({ kubernetes }) => kubernetes),
    Images: images.join(', '),
    Node: process.version,
  }
  const lines = Object.entries(facts).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(path.join(results, 'environment.properties'), lines.join(''))
}

/** Makes the matrix's page; every cell knows how it went in earlier runs. Answers its path. */
export const makeMatrixPage = (reports: string, results: string): Promise<string> =>
  makeReportPage(results, path.join(reports, 'matrix', 'report'), {
    name: 'Container upgrades by SONiC branch, Kubernetes and image',
    history: path.join(reports, 'matrix-history.jsonl'),
  })
