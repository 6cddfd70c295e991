import { base64Mistake } from './base64-mistake'
import { fits } from './fits'
import { hasOwnForm, ownWords } from './go-own-words'
import { type GoType, type Scalar, type Struct } from './go-types'

/** What Go's decoder has to say about JSON that does not fit a struct: the way there, the byte, and the text around it. */
export function decoderComplaint(text: string, type: Struct): string {
  const decoder = new GoDecoder(Buffer.from(text))
  decoder.decode(type)
  return decoder.complaint ?? ''
}

/**
 * json-iterator as 1.20 uses it. Once something is wrong it reads on, though it can put no byte back any more, and each
 * struct, list and field on its way adds its name: so names of fields that come later may stand before the true one.
 */
class GoDecoder {
  complaint: string | undefined
  #at = 0

  constructor(private readonly bytes: Buffer) {}

  decode(type: GoType): void {
    switch (type.kind) {
      case 'struct':
        return this.#struct(type)
      case 'map':
        return this.#map(type.of)
      case 'list':
        this.#list(type.of)
        return this.#prefix(`${goName(type)}: `)
      default:
        return this.#scalar(type)
    }
  }

  #struct(type: Struct): void {
    if (!this.#opens('{', 'readObjectStart') || this.#closes('}')) return
    let sign = ','
    for (; sign === ','; sign = this.#next()) {
      const field = type.fields.get(this.#string())
      this.#next()
      if (!field) {
        this.#skip()
        continue
      }
      if (field.pointer && this.#isNull()) continue
      this.decode(field.type)
      this.#prefix(`${field.goName}: `)
      if (field.embeddedIn) this.#prefix(`${field.embeddedIn}: `)
    }
    this.#prefix(`${type.name}.`)
  }

  #map(of: GoType): void {
    if (!this.#opens('{', 'ReadMapCB') || this.#closes('}')) return
    for (let sign = ','; sign === ','; sign = this.#next()) {
      this.#string()
      if (this.#next() !== ':') return
      this.decode(of)
    }
  }

  #list(of: GoType): void {
    if (!this.#opens('[', 'decode slice') || this.#closes(']')) return
    for (let sign = ','; sign === ','; sign = this.#next()) this.decode(of)
  }

  #scalar({ name }: Scalar): void {
    if (name === 'string') return void this.#string()
    if (hasOwnForm(name) || name === 'any') return this.#ownForm(name)
    if (this.#isNull()) return
    if (name === 'bytes') return this.#base64()
    const sign = this.#next()
    if (name === 'bool') return this.#bool(sign)
    this.#integer(sign, name)
  }

  #bool(sign: string): void {
    if (sign === 't') this.#at += 3
    else if (sign === 'f') this.#at += 4
    else this.#report('ReadBool', `expect t or f, but found ${sign}`)
  }

  #integer(first: string, name: 'int32' | 'int64'): void {
    const sign = first === '-' ? this.#next() : first
    const digits = /^\d*/.exec(this.bytes.toString('latin1', this.#at - 1))![0]
    if (!/\d/.test(sign))
      return this.#report(`readUint${name.slice(3)}`, 'unexpected character: \ufffd')
    this.#at += digits.length - 1
    if (this.bytes[this.#at] === 0x2e)
      return this.#report('assertInteger', 'can not decode float as int')
    const value = BigInt(digits)
    const bits = BigInt(name.slice(3))
    if (value >= 1n << bits) this.#report(`readUint${bits}`, 'overflow')
    else if (value > (1n << (bits - 1n)) - (sign === first ? 1n : 0n))
      this.#report(`ReadInt${bits}`, `overflow: ${value}`)
  }

  #base64(): void {
    if (this.#peek() !== '"') return this.#report('base64Codec', 'invalid input')
    const text = this.#string()
    if (!fits(text, { kind: 'scalar', name: 'bytes' }))
      this.#report('decode base64', base64Mistake(text))
  }

  /** What reads its JSON itself: the complaint comes when it has been read. */
  #ownForm(name: Scalar['name']): void {
    this.#peek()
    const start = this.#at
    this.#skip()
    const json = this.bytes.toString('utf8', start, this.#at)
    if (json === 'null' || this.complaint) return
    const value = JSON.parse(json) as string
    if (!fits(value, { kind: 'scalar', name }))
      this.#report('unmarshalerDecoder', ownWords(name, value))
  }

  #skip(): void {
    const sign = this.#next()
    const closing = { '{': '}', '[': ']' }[sign]
    if (sign === '"') this.#readString()
    else if (/[tfn\d-]/.test(sign)) this.#at += /^[-+.\w]*/.exec(this.#rest)![0].length
    else if (closing === undefined) return
    else if (!this.#closes(closing)) {
      for (let next = ','; next === ','; next = this.#next()) {
        if (sign === '{') {
          this.#string()
          this.#next()
        }
        this.#skip()
      }
    }
  }

  #string(): string {
    const sign = this.#next()
    if (sign === '"') return this.#readString()
    if (sign === 'n') this.#at += 3
    else this.#report('ReadString', `expects " or n, but found ${sign}`)
    return ''
  }

  /** From behind the first quote. Text with an escape in it is not read any more once something is wrong. */
  #readString(): string {
    const start = this.#at
    const raw = /^(?:[^"\\]|\\.)*/s.exec(this.#rest)![0]
    if (this.complaint !== undefined && raw.includes('\\')) return ''
    this.#at = start + Buffer.byteLength(raw, 'latin1') + 1
    return JSON.parse(`"${this.bytes.toString('utf8', start, this.#at - 1)}"`) as string
  }

  get #rest(): string {
    return this.bytes.toString('latin1', this.#at)
  }

  #opens(sign: string, operation: string): boolean {
    const found = this.#next()
    if (found === sign) return true
    if (found === 'n') this.#at += 3
    else this.#report(operation, `expect ${sign} or n, but found ${found}`)
    return false
  }

  #closes(sign: string): boolean {
    if (this.#next() === sign) return true
    this.#putBack()
    return false
  }

  #isNull(): boolean {
    if (this.#next() === 'n') {
      this.#at += 3
      return true
    }
    this.#putBack()
    return false
  }

  #peek(): string {
    const sign = this.#next()
    this.#putBack()
    return sign
  }

  #putBack(): void {
    if (this.complaint === undefined) this.#at--
  }

  /** The next sign that is no space; nothing at the end. */
  #next(): string {
    while (' \n\t\r'.includes(String.fromCharCode(this.bytes[this.#at] ?? 0))) this.#at++
    const byte = this.bytes[this.#at]
    if (byte === undefined) return ''
    this.#at++
    return String.fromCharCode(byte)
  }

  #report(operation: string, why: string): void {
    if (this.complaint !== undefined) return
    const around = (reach: number): string =>
      this.bytes.toString('utf8', Math.max(0, this.#at - reach), this.#at + reach)
    this.complaint = `${operation}: ${why}, error found in #${Math.min(10, this.#at)} byte of ...|${around(10)}|..., bigger context ...|${around(50)}|...`
  }

  #prefix(name: string): void {
    if (this.complaint !== undefined) this.complaint = name + this.complaint
  }
}

const goName = (type: GoType): string => {
  if (type.kind === 'list') return `[]${goName(type.of)}`
  return type.kind === 'map' ? `map[string]${goName(type.of)}` : type.name
}
