import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { whatIsWrongWithImage } from '../testbed/image-reference'
import { nearest } from '../testbed/did-you-mean'
import { FileError, type FieldPath, type Mistake } from '../testbed/mistakes'
import { wording } from '../testbed/schema-mistakes'
import { YamlSource } from '../testbed/yaml-source'
import { featureImages, featureOfImage } from './feature-images'
import {
  notUsed,
  parametersFileSchema,
  type RowsFile,
  rowsFileSchema,
  type WrittenRow,
} from './rows-schema'
import { type UpgradeRow } from './upgrade-row'

/** All that is wrong with a file of rows: file, line, row and field. */
class RowsFileError extends FileError {
  constructor(file: string, mistakes: readonly Mistake[]) {
    super('file of upgrade rows', file, mistakes)
  }
}

/**
 * Reads a file of upgrade rows: YAML or JSON. `note` is told of fields that nothing comes of.
 * @throws RowsFileError naming every mistake with its line, row and field
 */
export function readRows(
  file: string,
  note: (text: string) => void = () => undefined,
): readonly UpgradeRow[] {
  const source = new YamlSource(textOf(file))
  if (source.syntaxMistakes.length > 0) throw new RowsFileError(file, source.syntaxMistakes)
  const mistakes: Mistake[] = []
  const report: Report = (path, what) => mistakes.push({ line: source.lineOf(path), path, what })
  const inList = Array.isArray(source.value)
  const { data, error } = rowsFileSchema.safeParse(inList ? { rows: source.value } : source.value)
  const written = (path: FieldPath): FieldPath => (inList ? path.slice(1) : path)
  for (const issue of error?.issues ?? [])
    for (const { path, what } of wording(issue, rowsFileSchema, (at) =>
      source.written(written(at)),
    ))
      report(
        written(path),
        path.length === 0 ? 'is no file of rows; docs/upgrade.md has one' : what,
      )
  const rows = data ? new Rows(data, file, (path, what) => report(written(path), what)).all() : []
  if (mistakes.length === 0 && rows.length === 0)
    report([], 'has no row; write containers: docker-snmp:VERSION')
  if (mistakes.length > 0) throw new RowsFileError(file, mistakes)
  for (const [field, why] of Object.entries(notUsed))
    if (data && field in data) note(`${file}: ${field} is not used: ${why}.`)
  return rows
}

type Report = (path: FieldPath, what: string) => void

/** Pairs what a file says: every OS version with every container. */
class Rows {
  readonly #seen = new Set<string>()

  constructor(
    private readonly content: RowsFile,
    private readonly file: string,
    private readonly report: Report,
  ) {}

  all(): UpgradeRow[] {
    const { os_versions, containers } = this.content
    const options = this.#dockerOptions()
    const whole = { os_versions, containers }
    const listed = (this.content.rows ?? []).map((row, index) => ({ row, path: ['rows', index] }))
    return [...(containers === undefined ? [] : [{ row: whole, path: [] }]), ...listed].flatMap(
      ({ row, path }) => this.#paired(row, path, options),
    )
  }

  #paired(row: WrittenRow, path: FieldPath, options: ReadonlyMap<string, string>): UpgradeRow[] {
    const own = row.container ?? row.containers
    const field = [...path, row.container === undefined ? 'containers' : 'container']
    if (own === undefined)
      this.report(path, `${rowName(path)} names no container; write container: docker-snmp:VERSION`)
    const osVersions = listOf(row.os_version ?? row.os_versions ?? this.content.os_versions ?? [''])
    const images = listOf(own ?? []).flatMap((written) => this.#image(written, field))
    const rows = osVersions.flatMap((osVersion) =>
      images.map((image) => this.#one(row, { osVersion, ...image }, options)),
    )
    for (const each of rows) this.#insistOnNew(each, field)
    return rows
  }

  #one(
    row: WrittenRow,
    upgrade: Pick<UpgradeRow, 'osVersion' | 'container' | 'image' | 'version'>,
    options: ReadonlyMap<string, string>,
  ): UpgradeRow {
    const own =
      row.parameters === undefined ? options.get(upgrade.image) : [row.parameters].flat().join(' ')
    const more = row.optional_parameters ?? this.content.optional_parameters
    const verify = row.verify ?? this.content.verify ?? ''
    const within = row.verify_within ?? this.content.verify_within ?? '30 minutes'
    return {
      ...upgrade,
      dockerOptions: [own, more].filter(Boolean).join(' '),
      verify,
      verifyWithin: verify === '' ? '' : within,
    }
  }

  /** Of two that are the same the report would make one that was tried again. */
  #insistOnNew(row: UpgradeRow, path: FieldPath): void {
    const all = JSON.stringify(row)
    const what = `${row.image}:${row.version}${row.osVersion && ` on ${row.osVersion}`}`
    if (this.#seen.has(all))
      this.report(path, `${rowName(path.slice(0, -1))}${what} is there twice`)
    this.#seen.add(all)
  }

  #image(
    written: string,
    path: FieldPath,
  ): { image: string; version: string; container: string }[] {
    const [image = '', version = '', ...more] = written.split(':')
    const wrong = (what: string): [] => {
      this.report(path, `${rowName(path.slice(0, -1))}"${written}" ${what}`)
      return []
    }
    if (image === '' || version === '' || more.length > 0)
      return wrong('is no container with its version; write docker-snmp:20261102.01')
    const broken = whatIsWrongWithImage(written)
    if (broken !== undefined) return wrong(broken)
    const container = featureOfImage(image)
    if (container !== undefined) return [{ image, version, container }]
    if (/-(sidecar|watchdog)$/.test(image))
      return wrong("is no feature's container: sidecars and watchdogs are @sidecar's")
    const meant = nearest(image, featureImages)
    return wrong(
      `is unknown${meant ? `; did you mean ${meant}?` : `; known are ${featureImages.join(', ')}`}`,
    )
  }

  #dockerOptions(): ReadonlyMap<string, string> {
    const { parameters = {}, parameters_file: name } = this.content
    const all = { ...(name === undefined ? {} : this.#parametersIn(name)), ...parameters }
    return new Map(
      Object.entries(all).map(([image, details]) => [
        image,
        [details.parameters ?? []].flat().join(' '),
      ]),
    )
  }

  #parametersIn(name: string): NonNullable<RowsFile['parameters']> {
    const path = resolve(dirname(this.file), name)
    try {
      const { data, error } = parametersFileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
      if (data) return data
      this.report(
        ['parameters_file'],
        `${name} is no parameters.json: ${error.issues[0]?.path.join('.')} is wrong`,
      )
    } catch (error) {
      this.report(['parameters_file'], `${name} cannot be read: ${(error as Error).message}`)
    }
    return {}
  }
}

const rowName = (path: FieldPath): string =>
  path.length === 0 ? '' : `row ${Number(path.at(-1)) + 1}: `

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? value.split('|').map((part) => part.trim()) : value

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const what = `cannot be read: ${(error as Error).message}`
    throw new RowsFileError(file, [{ line: 1, path: [], what }])
  }
}
