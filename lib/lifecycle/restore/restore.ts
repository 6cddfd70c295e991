import { type ComeBackOptions, comeBack } from '../../host/answers-again'
import { root } from '../../host/command'
import { ConnectionLost } from '../../host/connection/connection-lost'
import { type Host } from '../../host/host'
import { pause } from '../../wait/pause'
import { journals } from '../journal/journal'
import { underLeaseLock } from '../lease/lease'
import { forgetReceipts } from '../receipt/left-receipts'
import { type Receipt, ReceiptReader } from '../receipt/receipt'
import { putBackAlready } from './put-back-already'
import { type RunId } from '../run-id'

/** What became of one change. */
export interface RestoredEntry {
  /** `007-join`: its name in the journal. */
  readonly entry: string
  /** `kept`: somebody else changed the same thing meanwhile, so it was left as it is. */
  readonly outcome: 'undone' | 'kept' | 'failed'
  /** The last thing that the undo script said. */
  readonly detail: string
}

export interface RestoreReport {
  readonly run: RunId
  /** Last change first. Empty when the run had changed nothing. */
  readonly entries: readonly RestoredEntry[]
  /** Everything is undone, and the journal is gone from the machine. */
  readonly complete: boolean
  /** Where the machine had put itself back, or somebody else had: how many changes, and on what occasion. */
  readonly already?: string
  /** Whether the machine is as it was; undefined where it was not asked to look. */
  readonly receipt?: Receipt
}

export interface RestoreOptions extends ComeBackOptions {
  /** Hears a line as each change begins to be undone, and one that says how it went. */
  readonly onProgress?: (line: string) => void
  /** Told to a runner that wakes up late: `the dead-man's switch fired`. */
  readonly occasion?: string
  /** Where the machine's journals are. */
  readonly base?: string
}

/**
 * Undoes a run's changes on a machine: runs the journal's own `restore.sh`, and goes on with it after a lost
 * connection, once a machine that was booted meanwhile answers again. Does nothing where there is no such journal; but tells the receipt that the machine has left, should it
 * have put itself back. The run's lease on the machine is over then.
 */
export async function restore(
  host: Host,
  run: RunId,
  options: RestoreOptions = {},
): Promise<RestoreReport> {
  const entries = new Map<string, RestoredEntry>()
  const reader = new ReceiptReader()
  let already: string | undefined
  const exitCode = await toTheEnd(host, run, options, (line) => {
    if (reader.take(line)) return
    const [word = '', entry = '', detail = ''] = line.split('\t')
    if (word === 'already') already = entry
    if (word === 'booted')
      options.onWait?.(`${host.name} was booted; waiting for its boot service to put it back`)
    if (word === 'undoing') return options.onProgress?.(`undoing ${detail || entry}`)
    if (!isOutcome(word)) return
    entries.set(entry, { entry, outcome: word, detail })
    options.onProgress?.(`${entry} ${word}${detail ? `: ${detail}` : ''}`)
  })
  const { receipt } = reader
  if (receipt && receipt.differences.length > 0)
    await forgetReceipts(host, reader.runs, options.base)
  const byOthers = entries.size === 0 && already !== undefined ? { already } : {}
  const report = { run, entries: [...entries.values()], complete: exitCode === 0, ...byOthers }
  return receipt ? { ...report, receipt } : report
}

type Heard = (line: string) => void

async function toTheEnd(
  host: Host,
  run: RunId,
  options: RestoreOptions,
  heard: Heard,
): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runScript(host, run, options, heard)
    } catch (error) {
      if (!(error instanceof ConnectionLost) || attempt === 5) throw error
      await comeBack(host, options)
      // One that answers and breaks off again may be about to go down.
      if (attempt > 1) await pause(1000 * attempt, { signal: options.signal })
    }
  }
}

async function runScript(
  host: Host,
  run: RunId,
  { base = journals, occasion = 'it was put back by hand', signal }: RestoreOptions,
  heard: Heard,
): Promise<number> {
  // Without a restore.sh nothing was changed: a run that died while it opened its journal. Where the directory goes while
  // ours waits or begins, another restore has done it all; what that one found is told here.
  const directory = `${base}/${run}`
  const command = root`
    directory=${directory}
    code=0
    if [ ! -e "$directory/restore.sh" ]; then rm -rf "$directory"; else sh "$directory/restore.sh" ${occasion} || code=$?; fi
    if [ "$code" -ne 0 ] && { [ "$code" -eq 3 ] || [ -d "$directory" ]; }; then exit "$code"; fi
    ${putBackAlready(run)}
    cat ${base}/receipts/${run} 2>/dev/null || :
    ${underLeaseLock(base, root`let_go ${run}`)}`
  const { exitCode, stderr } = await host.attempt(command, {
    onLine: heard,
    ...(signal ? { signal } : {}),
  })
  if (exitCode === 0 || exitCode === 3) return exitCode
  throw new Error(
    `${directory}/restore.sh ended with exit code ${exitCode} on ${host.name}: ${stderr.trim()}\n` +
      `  Next: run it there as root: sh ${directory}/restore.sh`,
  )
}

const isOutcome = (word: string): word is RestoredEntry['outcome'] =>
  word === 'undone' || word === 'kept' || word === 'failed'
