import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { receiptFeature } from '../../support/reporting/receipt-results'
import { type Owner } from './kubesonic'

/** One result of Allure, as far as the tests look at it. */
export interface AllureResult {
  readonly name: string
  readonly status: string
  readonly statusDetails: { readonly message?: string }
  readonly labels: readonly { readonly name: string; readonly value: string }[]
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
}

/** A folder of its own for the results of a run. */
export class Results {
  readonly folder: string

  constructor(t: Owner) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'kubesonic-results-'))
    t.after(() => rmSync(this.folder, { recursive: true }))
  }

  /** Tells cucumber-js to write here. */
  get options(): readonly string[] {
    return ['--format-options', JSON.stringify({ resultsDir: this.folder })]
  }

  scenarios(): readonly AllureResult[] {
    return this.#all().filter((result) => !isReceipt(result))
  }

  /** Those that say of a machine whether it is as it was. */
  receipts(): readonly AllureResult[] {
    return this.#all().filter(isReceipt)
  }

  /** By name and content: Allure keeps those of hooks in containers, those of steps in results. */
  attachments(): ReadonlyMap<string, string> {
    const documents = [...this.#read('-result.json'), ...this.#read('-container.json')]
    const found = documents.flatMap((document) => attachmentsIn(document))
    return new Map(
      found.map(({ name, source }) => [name, readFileSync(path.join(this.folder, source), 'utf8')]),
    )
  }

  #all(): readonly AllureResult[] {
    return this.#read('-result.json') as unknown as readonly AllureResult[]
  }

  #read(ending: string): object[] {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith(ending))
      .map((file) => JSON.parse(readFileSync(path.join(this.folder, file), 'utf8')) as object)
  }
}

const isReceipt = ({ labels }: AllureResult): boolean =>
  labels.some(({ value }) => value === receiptFeature)

interface Attachment {
  readonly name: string
  readonly source: string
}

function attachmentsIn(node: unknown): Attachment[] {
  if (node === null || typeof node !== 'object') return []
  const here = (node as { attachments?: Attachment[] }).attachments ?? []
  return [...here, ...Object.values(node).flatMap(attachmentsIn)]
}
