import { modeText } from '../mode'
import type { Entry } from './entry'

/** As `tar -tv` shows it. */
export function longLine({
  name,
  kind,
  mode,
  user,
  group,
  uid,
  gid,
  mtimeMs,
  target,
  content,
}: Entry): string {
  const owner = `${user || uid}/${group || gid}`
  const size = String(content.length).padStart(Math.max(1, 18 - owner.length))
  const time = new Date(mtimeMs).toISOString().slice(0, 16).replace('T', ' ')
  const type = kind === 'link' ? 'h' : ''
  const text = modeText(kind === 'link' ? 'file' : kind, mode)
  const leadsTo = { file: '', directory: '', symlink: ` -> ${target}`, link: ` link to ${target}` }[
    kind
  ]
  return `${type ? type + text.slice(1) : text} ${owner} ${size} ${time} ${name}${leadsTo}`
}
