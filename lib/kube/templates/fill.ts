import { type FieldPath } from '../../testbed/mistakes'

/** The field, with its key, is not written at all. */
export const leaveOut = Symbol('leave out')

/** `whole`: the placeholder is all there is, so that its value may be a list or a group of fields. */
export type Value = (name: string, path: FieldPath, whole: boolean) => unknown

export interface Placeholder {
  readonly name: string
  readonly path: FieldPath
}

const form = /\$(\$?)\{(\w*)\}/g
const wholeForm = /^\$\{(\w*)\}$/

/** A copy of a YAML value with every `${placeholder}` replaced, in keys, too. */
export function filled(node: unknown, value: Value, path: FieldPath = []): unknown {
  if (typeof node === 'string') return filledText(node, value, path)
  if (Array.isArray(node))
    return node
      .map((item, index) => filled(item, value, [...path, index]))
      .filter((item) => item !== leaveOut)
  if (typeof node !== 'object' || node === null) return node
  const fields = Object.entries(node)
    .map(([key, inner]) => {
      const at = [...path, key]
      return [key.includes('$') ? text(key, value, at) : key, filled(inner, value, at)]
    })
    .filter(([, inner]) => inner !== leaveOut)
  return Object.fromEntries(fields) as unknown
}

/** Where each placeholder stands. */
export function placeholdersIn(content: unknown): readonly Placeholder[] {
  const found: Placeholder[] = []
  filled(content, (name, path) => found.push({ name, path }))
  return found
}

function filledText(written: string, value: Value, path: FieldPath): unknown {
  if (!written.includes('$')) return written
  const alone = wholeForm.exec(written)
  return alone ? value(alone[1] ?? '', path, true) : text(written, value, path)
}

const text = (written: string, value: Value, path: FieldPath): string =>
  written.replaceAll(form, (found, escaped: string, name: string) => {
    if (escaped) return found.slice(1)
    const inserted = value(name, path, false)
    return inserted === leaveOut ? '' : String(inserted)
  })
