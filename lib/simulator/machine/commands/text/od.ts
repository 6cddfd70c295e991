import { readInputs } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'
import { amountOf } from './amounts'
import { type Form, formOf, shortForms } from './od-forms'

export const od: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value, values } = parseOptions('od', args, {
      flags: 'vabcdiloxsfe',
      values: 'AtNjS',
      optional: 'w',
      long: { 'address-radix': 'A', format: 't', 'read-bytes': 'N', 'skip-bytes': 'j', 'output-duplicates': 'v', width: 'w' },
    }) // prettier-ignore
    const notations = [
      ...Object.keys(shortForms)
        .filter(has)
        .map((letter) => shortForms[letter] ?? ''),
      ...values('t'),
    ]
    const forms: Form[] = []
    for (const notation of notations.length > 0 ? notations : ['o2']) {
      const found = formOf(notation)
      if (!found) return { stderr: `od: invalid type string ‘${notation}’\n`, exitCode: 1 }
      forms.push(...found)
    }
    const [skip, most] = [amountOf(value('j') ?? '0') ?? 0, amountOf(value('N') ?? '') ?? Infinity]
    const limit = Number.isFinite(most) ? skip + most : undefined
    const { inputs, ...rest } = await readInputs(
      operands,
      context,
      (name, reason) => `od: ${name}: ${reason}`,
      limit,
    )
    const bytes = Buffer.concat(inputs.map((input) => input.bytes)).subarray(skip, skip + most)
    const width = has('w') ? Number(value('w') || 32) : 16
    const address = addressIn(value('A') ?? 'o')
    return { stdout: dumped(bytes, skip, width, forms, address, has('v')), ...rest }
  })

const addressIn = (radix: string): ((at: number) => string) => {
  if (radix === 'n') return () => ''
  if (radix === 'd') return (at) => String(at).padStart(7, '0')
  return (at) =>
    radix === 'x' ? at.toString(16).padStart(6, '0') : at.toString(8).padStart(7, '0')
}

/** Several forms stand below each other, as wide as the widest wants it. */
const dumped = (
  bytes: Buffer,
  start: number,
  width: number,
  forms: readonly Form[],
  address: (at: number) => string,
  showsAll: boolean,
): string => {
  let text = ''
  let isStarred = false
  const perByte = Math.max(...forms.map((form) => (form.width + 1) / form.size))
  for (let at = 0; at < bytes.length; at += width) {
    const row = bytes.subarray(at, at + width)
    const isRepeated = at > 0 && row.length === width && row.equals(bytes.subarray(at - width, at))
    if (isRepeated && !showsAll) {
      if (!isStarred) text += '*\n'
      isStarred = true
      continue
    }
    isStarred = false
    for (const [index, form] of forms.entries()) {
      const lead = index === 0 ? address(start + at) : ' '.repeat(address(0).length)
      const cells = cellsOf(row, form).map((cell) => cell.padStart(Math.round(perByte * form.size)))
      const filled = cells.join('').padEnd(form.showsText ? Math.round(perByte * width) : 0)
      text += `${lead}${filled}${form.showsText ? `  >${shown(row)}<` : ''}\n`
    }
  }
  const end = address(start + bytes.length)
  return text + (end === '' ? '' : `${end}\n`)
}

/** A number that is cut short is filled with zeros. */
const cellsOf = (row: Buffer, { size, text }: Form): string[] =>
  Array.from({ length: Math.ceil(row.length / size) }, (_, index) => {
    const piece = Buffer.alloc(size)
    row.copy(piece, 0, index * size)
    return text(piece)
  })

const shown = (row: Buffer): string => row.toString('latin1').replace(/[^ -~]/g, '.')
