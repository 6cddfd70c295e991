import { gunzipSync } from 'node:zlib'
import { absolute } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import { entriesIn, NoArchive } from './archive-reader'
import type { Entry } from './entry'
import { longLine } from './long-line'
import { excludes, opened, placed, relative } from './names'
import { Fatal, type Report } from './report'
import type { TarOptions } from './tar-options'
import { Unpacking } from './unpack'

/** Lists an archive, or unpacks it. Throws Fatal where nothing of it can be read. */
export function read(options: TarOptions, context: ShellContext, report: Report): void {
  const { names, directory } = placed(options.steps, context)
  const archive = archiveAsked(options, context)
  const wanted = new Wanted(
    names.map(({ name }) => name),
    options.excluded,
  )
  const unpacking = new Unpacking(options, context, directory, report)
  try {
    for (const entry of entriesIn(archive))
      if (wanted.includes(entry)) treat(entry, options, unpacking, report)
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error
    report.fail(error.message)
    if (error.isBegun) report.isCutShort = true
  }
  unpacking.end()
  for (const name of wanted.missing) report.fail(`${name}: Not found in archive`)
}

function treat(
  entry: Entry,
  { deed, has }: TarOptions,
  unpacking: Unpacking,
  report: Report,
): void {
  if (deed === 'list' && !has('P')) relative(entry.name, report)
  if (deed === 'list') report.write(`${has('v') ? longLine(entry) : entry.name}\n`)
  else if (has('O')) report.write(entry.kind === 'file' ? entry.content : '')
  else if (unpacking.put(entry) && has('v')) report.write(`${entry.name}\n`)
}

/** Only a file is looked at to see whether it is compressed. */
function archiveAsked({ file, has }: TarOptions, context: ShellContext): Buffer {
  const { fs, cwd } = context
  const bytes =
    file === undefined
      ? context.stdinBytes
      : opened(file, () => fs.read(absolute(cwd, file)), has('z'))
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (isZipped && file === undefined && !has('z'))
    throw new Fatal('Archive is compressed. Use -z option')
  if (!isZipped && !has('z')) return bytes
  try {
    return gunzipSync(bytes)
  } catch {
    throw new Fatal('Child returned status 1')
  }
}

/** Which members are meant by names. */
class Wanted {
  /** Those that have meant none yet. */
  readonly missing: Set<string>
  readonly #isExcluded: (name: string) => boolean

  constructor(
    private readonly names: readonly string[],
    excluded: readonly string[],
  ) {
    this.missing = new Set(names)
    this.#isExcluded = excludes(excluded)
  }

  includes({ name: member }: Entry): boolean {
    if (this.#isExcluded(member)) return false
    const meant = this.names.find((name) => {
      const bare = name.replace(/\/+$/, '')
      return member === bare || member.startsWith(`${bare}/`)
    })
    if (meant !== undefined) this.missing.delete(meant)
    return this.names.length === 0 || meant !== undefined
  }
}
