import { type Host } from '../host/host'
import { hearReceipts } from '../lifecycle/receipt/left-receipts'
import { receiptText } from '../lifecycle/receipt/receipt-text'
import { type ReceiptVerdict } from '../lifecycle/receipt/verdict'
import { type RestoreReport } from '../lifecycle/restore/restore'
import { reportOn } from '../lifecycle/restore/tear-down'
import { type Testbed } from '../testbed/testbed'

/** Says whether a machine that was just put back is as it was, and answers that. */
export function tellReceipt(host: Host, testbed: Testbed, report: RestoreReport): boolean {
  const { verdict } = reportOn(testbed, host.spec, report)
  return verdict === undefined || tell(verdict)
}

/** The same for runs after which the machine had put itself back with nobody listening. */
export async function tellLeftReceipts(host: Host, { receipt }: Testbed): Promise<boolean> {
  const heard = await hearReceipts(host, receipt.tolerate)
  return heard
    .map(({ run, verdict }) => {
      say(`${host.name}: put itself back after run ${run}`)
      return tell(verdict)
    })
    .every(Boolean)
}

function tell(verdict: ReceiptVerdict): boolean {
  say(
    receiptText(verdict)
      .trimEnd()
      .replace(/^(?=.)/gm, '  '),
  )
  return verdict.complaints.length === 0
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
