import { redacted } from './redacted'

/**
 * Redacts every text in an object and whatever it holds, and what is base64 as a whole (`contentEncoding: BASE64`, as
 * Cucumber says of an attachment). The object must be a tree: a message, no cycle.
 */
export function redactInPlace(node: unknown): void {
  if (node === null || typeof node !== 'object') return
  const fields = node as Record<string, unknown>
  const isEncoded = fields['contentEncoding'] === 'BASE64'
  for (const [key, value] of Object.entries(fields)) {
    if (typeof value !== 'string') redactInPlace(value)
    else if (isEncoded && key === 'body') fields[key] = redactedBase64(value)
    else fields[key] = redacted(value)
  }
}

function redactedBase64(value: string): string {
  const bytes = Buffer.from(value, 'base64')
  const text = bytes.toString('utf8')
  const encoding = Buffer.from(text).equals(bytes) ? 'utf8' : 'latin1'
  const content = bytes.toString(encoding)
  const clean = redacted(content)
  return clean === content ? value : Buffer.from(clean, encoding).toString('base64')
}
