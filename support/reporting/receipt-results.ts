import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Stage, Status, type TestResult } from 'allure-js-commons'
import { redactInPlace } from '../../lib/redaction/redact-in-place'
import { redacted } from '../../lib/redaction/redacted'
import { type MachineReport } from '../coordinator/machines'

/** The feature that receipts stand under in the report. */
export const receiptFeature = 'The machines are as they were'

/**
 * Adds a result to the Allure report for each machine that the run has changed: passed if the machine is as it was, with
 * its receipt attached. A result, and no attachment of the last scenario: no scenario is to blame, the report counts
 * it, and it has a history of its own for each machine.
 */
export const writeReceiptResults = (folder: string, reports: readonly MachineReport[]): void => {
  for (const { machine, receipt } of reports) {
    if (!receipt) continue
    const uuid = randomUUID()
    const source = `${uuid}-attachment.txt`
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, source), redacted(receipt.text))
    const result = resultOf(uuid, machine, receipt.complaints)
    const attachments = [{ name: `receipt-${machine}.txt`, type: 'text/plain', source }]
    redactInPlace(result)
    const text = JSON.stringify({ ...result, attachments })
    writeFileSync(path.join(folder, `${uuid}-result.json`), text)
  }
}

function resultOf(uuid: string, machine: string, complaints: readonly string[]): TestResult {
  const name = `${machine} is as it was before the run`
  const now = Date.now()
  return {
    uuid,
    name,
    fullName: `${receiptFeature}: ${machine}`,
    historyId: createHash('md5').update(name).digest('hex'),
    status: complaints.length === 0 ? Status.PASSED : Status.FAILED,
    statusDetails: complaints.length === 0 ? {} : { message: complaints.join('\n') },
    stage: Stage.FINISHED,
    start: now,
    stop: now,
    labels: [{ name: 'feature', value: receiptFeature }],
    links: [],
    parameters: [],
    steps: [],
    attachments: [],
  }
}
