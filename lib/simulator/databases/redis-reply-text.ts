import { pairsOf } from './pairs'
import type { RedisReply } from './redis'

/** `raw`: where there is no terminal; `formatted`: where there is one. */
export type OutputForm = 'raw' | 'formatted' | 'json' | 'csv'

/** A reply as redis-cli prints it, with what ends it. */
export function replyText(reply: RedisReply, form: OutputForm, verb?: string): string {
  if (form === 'raw') return `${raw(reply)}\n`
  if (form === 'json' && verb === 'hgetall' && reply.kind === 'list')
    return `${JSON.stringify(Object.fromEntries(pairsOf(reply.items)))}\n`
  return `${(form === 'json' ? json : form === 'csv' ? csv : formatted)(reply)}\n`
}

function raw(reply: RedisReply): string {
  switch (reply.kind) {
    case 'integer':
      return String(reply.value)
    case 'nothing':
      return ''
    case 'list':
      return reply.items.map((item) => item ?? '').join('\n')
    case 'error':
      return `${reply.text}\n`
    default:
      return reply.text
  }
}

function formatted(reply: RedisReply): string {
  switch (reply.kind) {
    case 'integer':
      return `(integer) ${reply.value}`
    case 'nothing':
      return '(nil)'
    case 'list': {
      if (reply.items.length === 0) return '(empty array)'
      const width = String(reply.items.length).length
      return reply.items
        .map(
          (item, at) =>
            `${String(at + 1).padStart(width)}) ${item === null ? '(nil)' : JSON.stringify(item)}`,
        )
        .join('\n')
    }
    case 'error':
      return `(error) ${reply.text}`
    case 'status':
      return reply.text
    default:
      return JSON.stringify(reply.text)
  }
}

function csv(reply: RedisReply): string {
  const cell = (item: string | null): string => (item === null ? 'NULL' : JSON.stringify(item))
  if (reply.kind === 'list') return reply.items.map(cell).join(',')
  if (reply.kind === 'integer') return String(reply.value)
  if (reply.kind === 'nothing') return 'NULL'
  return reply.kind === 'error' ? `ERROR,${JSON.stringify(reply.text)}` : cell(reply.text)
}

function json(reply: RedisReply): string {
  if (reply.kind === 'list') return JSON.stringify(reply.items)
  if (reply.kind === 'integer') return String(reply.value)
  if (reply.kind === 'nothing') return 'null'
  return `${reply.kind === 'error' ? 'error:' : ''}${JSON.stringify(reply.text)}`
}
