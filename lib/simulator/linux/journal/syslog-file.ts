import type { GeneratedContent } from '../../file-system/inode'
import type { Journal } from './journal'
import { syslogLine } from './journal-formats'

/** What is older than this many characters, in all, is not in the file any more, as if it had been rotated away. */
const kept = 1_500_000

/**
 * /var/log/syslog: what rsyslog has written of the journal since the file was last emptied, with what others have added
 * to it in between. It is written when somebody looks, each line once: scripts ask for it time and again.
 */
export function syslogFile(
  journal: Journal,
  hostname: () => string,
  style: 'iso' | 'sonic',
): GeneratedContent {
  let text = ''
  let writtenUpTo = 0
  const catchUp = (): void => {
    const entries = journal.entries()
    const first = entries[0]?.sequence ?? 0
    const fresh = entries.slice(Math.max(0, writtenUpTo + 1 - first))
    append(fresh.map((entry) => syslogLine(entry, hostname(), style)).join(''))
    writtenUpTo = fresh.at(-1)?.sequence ?? writtenUpTo
  }
  const append = (more: string): void => {
    text += more
    if (text.length > kept * 2) text = text.slice(text.indexOf('\n', text.length - kept) + 1)
  }
  return {
    hasSize: true,
    read() {
      catchUp()
      return text
    },
    write(more) {
      catchUp()
      append(more)
    },
    clear() {
      catchUp()
      text = ''
    },
  }
}
