import type { GeneratedContent } from '../machine/inode'
import type { Journal } from './journal'
import { syslogLine } from './journal-formats'

/**
 * /var/log/syslog: what rsyslog has written of the journal since the file was last emptied, with what others have added
 * to it in between.
 */
export function syslogFile(
  journal: Journal,
  hostname: () => string,
  style: 'iso' | 'sonic',
): GeneratedContent {
  let emptiedAt = 0
  let added: { readonly after: number; readonly text: string }[] = []
  const last = (): number => journal.entries().at(-1)?.sequence ?? 0
  const linesUpTo = (to: number, from: number): string =>
    journal
      .entries()
      .filter(({ sequence }) => sequence > from && sequence <= to)
      .map((entry) => syslogLine(entry, hostname(), style))
      .join('')
  return {
    hasSize: true,
    read() {
      let [text, from] = ['', emptiedAt]
      for (const { after, text: more } of added) {
        text += linesUpTo(after, from) + more
        from = after
      }
      return text + linesUpTo(last(), from)
    },
    write: (text) => void added.push({ after: last(), text }),
    clear() {
      emptiedAt = last()
      added = []
    },
  }
}
