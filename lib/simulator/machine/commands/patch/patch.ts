import { reasonOf } from '../../../file-system/file-system-error'
import { absolute, parentOf } from '../../../file-system/paths'
import { textOf } from '../../../shell/text'
import type { ShellContext } from '../../types'
import { answerUsage, type Options, parseOptions } from '../options'
import type { Tool } from '../tool'
import { type Applied, applyHunks } from './apply'
import { type FilePatch, readUnifiedDiff, reversed, type Side } from './unified-diff'

/** GNU patch, of unified diffs: `patch [-pN] [-R] [-N] [-b] [-s] [-i PATCH] [--dry-run] [FILE [PATCH]]`. */
export const patch: Tool = (args, context) =>
  answerUsage(async () => {
    const options = parseOptions('patch', args, {
      flags: 'RNbsfutElc',
      values: 'pidFoz',
      long: {
        strip: 'p', input: 'i', directory: 'd', reverse: 'R', forward: 'N', backup: 'b', silent: 's', quiet: 's', force: 'f',
        batch: 't', unified: 'u', fuzz: 'F', output: 'o', 'remove-empty-files': 'E',
      },
      longFlags: ['dry-run', 'verbose', 'no-backup-if-mismatch'],
    }) // prettier-ignore
    const [file, given] = options.operands
    const cwd = absolute(context.cwd, options.value('d') ?? '.')
    const source = options.value('i') ?? given ?? '-'
    let patches: FilePatch[]
    try {
      const bytes = source === '-' ? await context.input() : context.fs.read(absolute(cwd, source))
      patches = readUnifiedDiff(textOf(bytes))
    } catch (error) {
      return {
        stderr: `patch: **** Can't open patch file ${source} : ${reasonOf(error)}\n`,
        exitCode: 2,
      }
    }
    if (patches.length === 0)
      return { stderr: 'patch: **** Only garbage was found in the patch input.\n', exitCode: 2 }
    const results = patches.map((each) => patchOne(each, file, options, context, cwd))
    return {
      stdout: results.map(({ told }) => told).join(''),
      exitCode: Math.max(...results.map(({ exitCode }) => exitCode)),
    }
  })

interface Result {
  readonly told: string
  readonly exitCode: number
}

function patchOne(
  each: FilePatch,
  file: string | undefined,
  options: Options,
  { fs }: ShellContext,
  cwd: string,
): Result {
  const isBack = options.has('R')
  const [from, to] = isBack ? [each.newSide, each.oldSide] : [each.oldSide, each.newSide]
  const name = file ?? chosen([from, to], options.value('p'), (path) => fs.exists(absolute(cwd, path)))
  if (name === undefined)
    return { told: "can't find file to patch at input line 3\n", exitCode: 1 }
  const path = absolute(cwd, options.value('o') ?? name)
  const old = fs.exists(absolute(cwd, name)) ? textOf(fs.read(absolute(cwd, name))) : ''
  const lines = old === '' ? [] : old.split(/(?<=\n)/)
  const hunks = isBack ? each.hunks.map(reversed) : each.hunks
  const applied = applyHunks(lines, hunks, Number(options.value('F') ?? 2))
  const isDry = options.has('dry-run')
  const told = report(name, hunks, applied, isDry, options.has('s'))
  const failed = applied.filter((each) => each === undefined).length
  if (isDry) return { told, exitCode: failed > 0 ? 1 : 0 }
  if (options.has('b') || failed > 0 || applied.some((one) => one && (one.offset !== 0 || one.fuzz > 0)))
    if (old !== '') fs.write(`${path}.orig`, old)
  if (to.isMissing && lines.length === 0) fs.unlink(path)
  else {
    fs.mkdirp(parentOf(path))
    fs.write(path, lines.join(''))
  }
  if (failed > 0) fs.write(`${path}.rej`, rejected(each, hunks, applied))
  return { told, exitCode: failed > 0 ? 1 : 0 }
} // prettier-ignore

/** The name that is there; without -p the last part of it. */
function chosen(
  sides: readonly Side[],
  strip: string | undefined,
  exists: (path: string) => boolean,
): string | undefined {
  const stripped = sides
    .filter(({ name }) => name !== '/dev/null')
    .map(({ name }) => {
      const parts = name.split('/')
      return strip === undefined ? (parts.at(-1) ?? '') : parts.slice(Number(strip)).join('/')
    })
  return (
    stripped.find((name) => name !== '' && exists(name)) ??
    (sides[0]?.isMissing ? stripped.at(-1) : undefined)
  )
}

function report(
  name: string,
  hunks: FilePatch['hunks'],
  applied: readonly (Applied | undefined)[],
  isDry: boolean,
  isSilent: boolean,
): string {
  const failed = applied.filter((each) => each === undefined).length
  const lines = [...(isSilent && failed === 0 ? [] : [`${isDry ? 'checking' : 'patching'} file ${name}`])]
  for (const [at, each] of applied.entries()) {
    if (each === undefined) lines.push(`Hunk #${at + 1} FAILED at ${hunks[at]?.oldStart}.`)
    else if ((each.offset !== 0 || each.fuzz > 0) && !isSilent) {
      const fuzz = each.fuzz > 0 ? ` with fuzz ${each.fuzz}` : ''
      const away = each.offset === 0 ? '' : ` (offset ${each.offset} line${Math.abs(each.offset) === 1 ? '' : 's'})`
      lines.push(`Hunk #${at + 1} succeeded at ${each.at}${fuzz}${away}.`)
    }
  }
  if (failed > 0)
    lines.push(`${failed} out of ${applied.length} hunk${applied.length === 1 ? '' : 's'} FAILED${isDry ? '' : ` -- saving rejects to file ${name}.rej`}`)
  return lines.map((line) => `${line}\n`).join('')
} // prettier-ignore

function rejected(each: FilePatch, hunks: FilePatch['hunks'], applied: readonly unknown[]): string {
  const lines = [`--- ${each.oldSide.name}`, `+++ ${each.newSide.name}`]
  for (const [at, { oldStart, newStart, lines: own }] of hunks.entries()) {
    if (applied[at] !== undefined) continue
    const count = (other: string): number => own.filter(({ mark }) => mark !== other).length
    lines.push(`@@ -${oldStart},${count('+')} +${newStart},${count('-')} @@`)
    for (const { mark, text } of own) lines.push(mark + text)
  }
  return `${lines.join('\n')}\n`
}
