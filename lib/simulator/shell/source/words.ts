import type { Operation, Part, ScriptNode, WordNode, WordPart } from '../syntax'

/** A word as a script writes it: what reads it again gets the same. Where `$x` and `${x}` are one, it is the shorter. */
export const sourceOf = ({ parts }: WordNode): string => parts.map(partSource).join('')

/** The commands of `$(…)`, in one line. */
export const scriptSource = ({ statements }: Pick<ScriptNode, 'statements'>): string =>
  statements
    .map(({ sourceText = '', background }) => sourceText + (background ? ' &' : ''))
    .join('; ')

const partSource = (part: WordPart): string => {
  switch (part.type) {
    case 'SingleQuoted':
      return `'${part.value}'`
    case 'Escaped':
      return `\\${part.value}`
    case 'DoubleQuoted':
      return `"${part.parts.map(quotedSource).join('')}"`
    default:
      return bare(part)
  }
}

/** Between double quotes some characters need a backslash. */
const quotedSource = (part: WordPart): string => {
  if (part.type === 'Literal') return part.value.replace(/[\\"`]|\$(?=[\w({])/g, '\\$&')
  return part.type === 'Escaped' ? `\\${part.value}` : bare(part)
}

const bare = (part: WordPart): string => {
  switch (part.type) {
    case 'Literal':
      return part.value
    case 'Glob':
      return part.pattern
    case 'TildeExpansion':
      return `~${part.user ?? ''}`
    case 'CommandSubstitution':
      return part.legacy ? `\`${scriptSource(part.body)}\`` : `$(${scriptSource(part.body)})`
    case 'ArithmeticExpansion':
      return `$((${part.expression.originalText ?? ''}))`
    case 'ProcessSubstitution':
      return `${part.direction === 'input' ? '<' : '>'}(${scriptSource(part.body)})`
    case 'ParameterExpansion':
      return parameterSource(part)
    case 'BraceExpansion':
      return `{${bracesSource(part)}}`
    default:
      return partSource(part)
  }
}

const bracesSource = ({ items }: Part<'BraceExpansion'>): string =>
  items
    .map((item) => {
      if (item.type === 'Word') return sourceOf(item.word)
      const step = item.step === undefined ? '' : `..${item.step}`
      return `${item.startStr ?? item.start}..${item.endStr ?? item.end}${step}`
    })
    .join(',')

const parameterSource = ({ parameter, operation }: Part<'ParameterExpansion'>): string => {
  if (operation) return `\${${operationSource(parameter, operation)}}`
  return /^(\w{2,}\[|\w\[|\d\d)/.test(parameter) ? `\${${parameter}}` : `$${parameter}`
}

const operationSource = (name: string, operation: Operation): string => {
  switch (operation.type) {
    case 'Length':
      return `#${name}`
    case 'DefaultValue':
      return `${name}${colon(operation)}-${sourceOf(operation.word)}`
    case 'AssignDefault':
      return `${name}${colon(operation)}=${sourceOf(operation.word)}`
    case 'UseAlternative':
      return `${name}${colon(operation)}+${sourceOf(operation.word)}`
    case 'ErrorIfUnset':
      return `${name}${colon(operation)}?${operation.word ? sourceOf(operation.word) : ''}`
    case 'Substring': {
      const { offset, length } = operation
      return `${name}:${offset.originalText ?? ''}${length ? `:${length.originalText ?? ''}` : ''}`
    }
    case 'PatternRemoval': {
      const sign = operation.side === 'prefix' ? '#' : '%'
      return `${name}${sign}${operation.greedy ? sign : ''}${sourceOf(operation.pattern)}`
    }
    case 'PatternReplacement': {
      const { all, anchor, pattern, replacement } = operation
      const how = all ? '/' : anchor === 'start' ? '#' : anchor === 'end' ? '%' : ''
      return `${name}/${how}${sourceOf(pattern)}${replacement ? `/${sourceOf(replacement)}` : ''}`
    }
    case 'CaseModification': {
      const sign = operation.direction === 'upper' ? '^' : ','
      const pattern = operation.pattern ? sourceOf(operation.pattern) : ''
      return `${name}${sign}${operation.all ? sign : ''}${pattern}`
    }
    case 'Transform':
      return `${name}@${operation.operator}`
    case 'Indirection':
      return `!${operation.innerOp ? operationSource(name, operation.innerOp) : name}`
    case 'ArrayKeys':
      return `!${operation.array}[${operation.star ? '*' : '@'}]`
    case 'VarNamePrefix':
      return `!${operation.prefix}${operation.star ? '*' : '@'}`
    default:
      return name
  }
}

const colon = ({ checkEmpty }: { readonly checkEmpty: boolean }): string => (checkEmpty ? ':' : '')
