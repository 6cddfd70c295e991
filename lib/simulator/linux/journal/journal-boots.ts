import type { Journal } from './journal'
import { fullTime } from './journal-formats'

/** `journalctl --list-boots`. */
export function listBoots(journal: Journal): string {
  const boots = [...new Set(journal.entries().map(({ boot }) => boot))]
  const rows = boots.map((boot) => {
    const times = journal.entries().flatMap((entry) => (entry.boot === boot ? [entry.at] : []))
    return [
      String(boot - journal.currentBoot).padStart(3),
      boot.toString(16).padStart(32, '0'),
      fullTime(times[0] ?? 0),
      fullTime(times.at(-1) ?? 0),
    ]
  })
  const head = ['IDX', 'BOOT ID'.padEnd(32), 'FIRST ENTRY'.padEnd(27), 'LAST ENTRY']
  return [head, ...rows].map((row) => `${row.join(' ')}\n`).join('')
}
