import { StringDecoder } from 'node:string_decoder'
import { knownForms, redacted } from './redacted'

/**
 * Redacts a text that comes in pieces: what may be the beginning of a secret is held back until more is known. `end`
 * gives the rest.
 */
export class PiecewiseRedactor {
  #held = ''

  /** What of it may leave. */
  write(piece: string): string {
    const text = this.#held + piece
    const from = keyEnds.test(text)
      ? text.length
      : uncut(text, Math.min(beginOfForm(text), beginOfKey(text)))
    this.#held = text.slice(from)
    return redacted(text.slice(0, from))
  }

  end(): string {
    const rest = redacted(this.#held)
    this.#held = ''
    return rest
  }
}

/** Where a secret may begin that the text does not contain to its end; the text's length where none does. */
function beginOfForm(text: string): number {
  const last = text.at(-1) ?? ''
  let from = text.length
  for (const form of knownForms())
    for (let size = Math.min(form.length - 1, text.length); size > text.length - from; size--)
      if (form[size - 1] === last && text.endsWith(form.slice(0, size))) {
        from = text.length - size
        break
      }
  return from
}

/** The same place, or the beginning of a secret that a cut there would divide. */
function uncut(text: string, from: number): number {
  for (const form of knownForms()) {
    const at = text.indexOf(form, Math.max(0, from - form.length + 1))
    if (at >= 0 && at < from && at + form.length > from) return uncut(text, at)
  }
  return from
}

const keyBegins = '-----BEGIN '
const keyEnds = /-----END [A-Z0-9 ]*PRIVATE KEY-----$/

function beginOfKey(text: string): number {
  const begun = text.lastIndexOf(keyBegins)
  if (
    begun >= 0 &&
    /^-----BEGIN [A-Z0-9 ]*(?:-{0,4}$|PRIVATE KEY-----(?![\s\S]*-----END [A-Z0-9 ]*PRIVATE KEY-----))/.test(
      text.slice(begun),
    )
  )
    return begun
  for (let size = keyBegins.length - 1; size >= 1; size--)
    if (text.endsWith(keyBegins.slice(0, size))) return text.length - size
  return text.length
}

/** From now on what is written to the stream leaves redacted; the rest with the process, at the latest. */
export function redactStream(stream: NodeJS.WriteStream): void {
  if (redacting.has(stream)) return
  redacting.add(stream)
  const leave = stream.write.bind(stream)
  const [redactor, decoder] = [new PiecewiseRedactor(), new StringDecoder('utf8')]
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const piece = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk))
    const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined
    return leave(redactor.write(piece), done)
  }
  process.on('exit', () => void leave(redactor.end()))
}

const redacting = new WeakSet<NodeJS.WriteStream>()
