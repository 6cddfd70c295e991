import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type ToleratedDifference } from '../../testbed/testbed'
import { journals } from '../journal/journal'
import { type RunId } from '../run-id'
import { type Receipt, ReceiptReader } from './receipt'
import { judge, type ReceiptVerdict } from './verdict'

/** A machine that put itself back with nobody listening, and is not as it was. */
interface LeftReceipt {
  readonly run: RunId
  readonly receipt: Receipt
}

/** The receipts that nobody has heard yet, oldest run first. */
async function leftReceipts(host: Host, base: string): Promise<readonly LeftReceipt[]> {
  const { stdout } = await host.run(root`
    for receipt in ${base}/receipts/*; do
      case $receipt in *.new) continue ;; esac
      [ -e "$receipt" ] || continue
      printf 'run\t%s\n' "\${receipt##*/}"
      cat "$receipt"
    done`)
  const found: { run: RunId; reader: ReceiptReader }[] = []
  for (const line of stdout.split('\n')) {
    if (line.startsWith('run\t')) found.push({ run: line.slice(4), reader: new ReceiptReader() })
    else found.at(-1)?.reader.take(line)
  }
  return found.flatMap(({ run, reader }) =>
    reader.receipt ? [{ run, receipt: reader.receipt }] : [],
  )
}

/** The verdicts of the receipts that nobody has heard yet; then they are gone from the machine. */
export async function hearReceipts(
  host: Host,
  tolerate: readonly ToleratedDifference[],
  base: string = journals,
): Promise<readonly { readonly run: RunId; readonly verdict: ReceiptVerdict }[]> {
  const heard = await leftReceipts(host, base)
  if (heard.length > 0)
    await forgetReceipts(
      host,
      heard.map(({ run }) => run),
      base,
    )
  return heard.map(({ run, receipt }) => ({ run, verdict: judge(host.name, receipt, tolerate) }))
}

/** They were heard: nothing of them stays on the machine. */
export async function forgetReceipts(
  host: Host,
  runs: readonly RunId[],
  base: string = journals,
): Promise<void> {
  const files = runs.map((run) => `${base}/receipts/${run}`)
  await host.run(root`
    rm -f ${files}
    rmdir ${base}/receipts ${base} 2>/dev/null || :`)
}
