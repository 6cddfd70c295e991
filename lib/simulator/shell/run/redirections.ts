import { FileSystemError } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import { ShellError } from '../control-flow'
import type { Descriptors } from '../descriptors'
import { NullFile, type OpenFile, Readable } from '../open-file'
import type { ShellState } from '../shell-state'
import { sourceOf } from '../source/words'
import { settled, type Steps } from '../steps'
import { type HereDocument, once, type Redirection, type WordNode } from '../syntax'
import { bytesOf } from '../text'
import type { Expander } from '../words/expander'
import { DiskFile, UpdatedFile } from './disk-file'

/** Carries redirections out on a table of descriptors, in their order. Throws ShellError for what can't be opened. */
export class Redirector {
  constructor(
    private readonly state: ShellState,
    private readonly words: Expander,
  ) {}

  *apply(redirections: readonly Redirection[], to: Descriptors): Steps<void> {
    for (const redirection of redirections) yield* this.#one(redirection, to)
  }

  *#one({ operator, fd, fdVariable, target }: Redirection, to: Descriptors): Steps<void> {
    const number = fdVariable ? to.free() : (fd ?? (operator.startsWith('<') ? 0 : 1))
    if (fdVariable) this.state.variables.set(fdVariable, String(number))
    if (target.type === 'HereDoc') return to.set(number, yield* this.#hereDocument(target))
    const text =
      operator === '<<<' ? yield* this.words.text(target) : yield* this.#targetText(target)
    switch (operator) {
      case '<<<':
        return to.set(number, new Readable(bytesOf(`${text}\n`)))
      case '<&':
      case '>&':
        return this.#duplicate(operator, number, fd, text, to)
      case '&>':
      case '&>>':
        // To dash the command ends at `&`, and `> FILE` is another.
        if (this.state.dialect === 'dash') return void this.#open(text, '>', to)
        return toBoth(this.#open(text, operator === '&>' ? '>' : '>>', to), to)
      default:
        return to.set(number, (yield* this.#connection(text)) ?? this.#open(text, operator, to))
    }
  }

  *#targetText(target: WordNode): Steps<string> {
    if (this.state.dialect === 'dash') return yield* this.words.text(target)
    const fields = yield* this.words.fields([target])
    if (fields.length === 1) return fields[0] ?? ''
    throw new ShellError(`${sourceOf(target)}: ambiguous redirect`)
  }

  *#hereDocument(document: HereDocument): Steps<OpenFile> {
    const content = contentOf(document)
    const text = document.quoted
      ? yield* this.words.text(content)
      : yield* this.words.quotedText(content)
    return new Readable(bytesOf(text))
  }

  #duplicate(
    operator: string,
    number: number,
    given: number | null,
    text: string,
    to: Descriptors,
  ): void {
    if (text === '-') return to.close(number)
    const [, source, moves] = /^(\d+)(-?)$/.exec(text) ?? []
    if (source !== undefined) {
      to.set(number, to.need(Number(source)))
      if (moves) to.close(Number(source))
      return
    }
    if (operator === '<&' || given !== null) throw new ShellError(`${text}: ambiguous redirect`)
    toBoth(this.#open(text, '>', to), to)
  }

  /** What bash makes of `/dev/tcp/HOST/PORT`; undefined: it is a file. */
  *#connection(target: string): Steps<OpenFile | undefined> {
    const [, host, port] = /^\/dev\/tcp\/([^/]+)\/([^/]+)$/.exec(target) ?? []
    if (host === undefined || port === undefined || this.state.dialect === 'dash') return undefined
    const isNumber = /^\d+$/.test(port)
    const made = isNumber
      ? yield* settled(this.state.world.connect(host, Number(port) % 65_536))
      : 'Servname not supported for ai_socktype'
    if (typeof made !== 'string') return made
    const isUnknown = !isNumber || made === 'Name or service not known'
    const about = isUnknown ? (isNumber ? host : port) : 'connect'
    const shell = this.state.errorPrefix.replace(/line \d+: $/, '')
    this.state.descriptors.stderr.write(bytesOf(`${shell}${about}: ${made}\n`))
    throw new ShellError(`${target}: ${isUnknown ? 'Invalid argument' : made}`)
  }

  #open(target: string, operator: string, descriptors: Descriptors): OpenFile {
    if (target === '') throw new ShellError(`${target}: No such file or directory`)
    const path = absolute(this.state.cwd, target)
    const device = inherited(path, operator, descriptors)
    if (device) return device
    try {
      return this.#openFile(path, operator, target)
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      throw new ShellError(this.#worded(target, operator, error))
    }
  }

  #openFile(path: string, operator: string, target: string): OpenFile {
    const { files, options } = this.state
    switch (operator) {
      case '<':
        return new Readable(files.read(path), path)
      case '<>':
        if (!files.exists(path)) files.write(path, '')
        return new UpdatedFile(files, path)
      case '>>':
        files.append(path, '')
        return new DiskFile(files, path)
      default:
        if (operator === '>' && options.has('noclobber') && isRegular(path, this.state))
          throw new ShellError(`${target}: cannot overwrite existing file`)
        files.write(path, '')
        return new DiskFile(files, path)
    }
  }

  #worded(target: string, operator: string, { code, reason }: FileSystemError): string {
    if (this.state.dialect === 'bash') return `${target}: ${reason}`
    const reads = operator === '<'
    if (code === 'ENOENT')
      return reads
        ? `cannot open ${target}: No such file`
        : `cannot create ${target}: Directory nonexistent`
    return `cannot ${reads ? 'open' : 'create'} ${target}: ${reason}`
  }
}

/** `<<-`: without the tabs at the beginning of its lines. */
const contentOf = once(({ content, stripTabs }: HereDocument): WordNode => {
  if (!stripTabs) return content
  let atStart = true
  const parts = content.parts.map((part) => {
    const stripped = part.type === 'Literal' ? part.value.replace(/\n\t+/g, '\n') : ''
    const value = atStart ? stripped.replace(/^\t+/, '') : stripped
    atStart = part.type === 'Literal' && part.value.endsWith('\n')
    return part.type === 'Literal' ? { ...part, value } : part
  })
  return { ...content, parts }
})

const toBoth = (file: OpenFile, to: Descriptors): void => {
  to.set(1, file)
  to.set(2, file)
}

const isRegular = (path: string, { files }: ShellState): boolean => files.kindOf(path) === 'file'

const nothing = new NullFile()

/** What is open already, under a name. */
const inherited = (
  path: string,
  operator: string,
  descriptors: Descriptors,
): OpenFile | undefined => {
  if (path === '/dev/null') return nothing
  const named = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2 }[path]
  const number = named ?? /^\/dev\/fd\/([0-9])$/.exec(path)?.[1]
  if (number !== undefined) return descriptors.need(Number(number))
  if (path === '/dev/tty') throw new ShellError('/dev/tty: No such device or address')
  return path === '/dev/full' && operator !== '<' ? new FullDevice() : undefined
}

class FullDevice extends NullFile {
  override write(bytes: Buffer): void {
    if (bytes.length > 0) throw new FileSystemError('ENOSPC', '/dev/full')
  }
}
