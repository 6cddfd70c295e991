import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { nearest } from '../../testbed/did-you-mean'
import { type FieldPath, type Mistake } from '../../testbed/mistakes'
import { YamlSource } from '../../testbed/yaml-source'
import { type V1DaemonSet } from '../api/client-node'
import { filled, leaveOut, placeholdersIn, type Placeholder } from './fill'
import { manifestMistakes, parameterMistakes } from './mistakes'
import {
  type DaemonSetParameters,
  dispensable,
  parametersSchema,
  placeholders,
  sample,
} from './parameters'
import { TemplateError } from './template-error'

/** Parameters of the template's own: any `${word}` in it that is none of `DaemonSetParameters`. */
export type OwnParameters = Readonly<Record<string, string>>

/** A DaemonSet in YAML with `${placeholders}` for parameters; `$${` stands for a literal `${`. */
export class Template {
  readonly #source: YamlSource
  readonly #content: unknown
  readonly #placeholders: readonly Placeholder[]
  /** Names of the parameters that have a place in it. */
  readonly parameters: readonly string[]

  /** @throws TemplateError when the file cannot be read or is no YAML of a DaemonSet */
  static read(file: string): Template {
    try {
      return new Template(file, readFileSync(file, 'utf8'))
    } catch (error) {
      if (error instanceof TemplateError) throw error
      const what = `cannot be read: ${(error as Error).message}`
      throw new TemplateError(file, [{ line: 1, path: [], what }])
    }
  }

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.#source = new YamlSource(text)
    if (this.#source.syntaxMistakes.length > 0)
      throw new TemplateError(file, this.#source.syntaxMistakes)
    this.#content = this.#source.value
    if (typeof this.#content !== 'object' || this.#content === null || Array.isArray(this.#content))
      this.#refuse([
        { line: 1, path: [], what: 'is no DaemonSet; it begins with apiVersion: apps/v1' },
      ])
    this.#placeholders = placeholdersIn(this.#content)
    this.parameters = [...new Set(this.#placeholders.flatMap(({ name }) => sourcesOf(name)))]
  }

  /** The file's name without its ending. */
  get name(): string {
    return basename(this.file, extname(this.file))
  }

  /**
   * The manifest, checked to the last field.
   * @throws TemplateError naming each parameter and each line that is wrong; nothing was sent anywhere
   */
  render(parameters: DaemonSetParameters, own: OwnParameters = {}): V1DaemonSet {
    const checked = parametersSchema.safeParse(parameters)
    const mistakes = [
      ...parameterMistakes(checked.error, parameters, (name) => this.#lineOfParameter(name)),
      ...this.#unused([...Object.keys(parameters), ...Object.keys(own)]),
    ]
    const missing = new Map<string, Mistake>()
    const manifest = filled(this.#content, (name, path, whole) => {
      const known = placeholders[name]
      if (known && !checked.data) return ''
      const value = known?.value(checked.data!) ?? this.#own(own[name], path, whole)
      if (value === undefined && !(whole && dispensable.has(name)))
        missing.set(name, this.#missing(name, path))
      return value ?? leaveOut
    })
    this.#refuse([...mistakes, ...missing.values()])
    this.#refuse(manifestMistakes(manifest, this.#source))
    return manifest as V1DaemonSet
  }

  /** What is wrong with it whatever it will be given. @throws TemplateError */
  insistOnShape(): void {
    const used = new Set(this.parameters)
    const given = Object.fromEntries(Object.entries(sample).filter(([name]) => used.has(name)))
    const own = [...used].filter((name) => !(name in parametersSchema.shape))
    try {
      this.render(given, Object.fromEntries(own.map((name) => [name, 'sample'])))
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      const depends = new Set(this.#placeholders.map(({ path }) => path.join('.')))
      this.#refuse(error.mistakes.filter(({ path }) => !depends.has(path.join('.'))))
    }
  }

  /** A template's own parameters are texts; where one stands alone and without quotes, YAML reads its type off it. */
  #own(value: string | undefined, path: FieldPath, whole: boolean): unknown {
    if (value === undefined || !whole || !this.#source.isPlain(path)) return value
    const read: unknown = parseYaml(value)
    return typeof read === 'number' || typeof read === 'boolean' ? read : value
  }

  #missing(name: string, path: FieldPath): Mistake {
    const meant = placeholders[name] ? undefined : nearest(name, Object.keys(placeholders))
    const hint = meant ? ` (did you mean \${${meant}}?)` : ''
    const what = `is missing${hint}; this line needs it`
    return { line: this.#source.lineOf(path), path: [`parameter ${name}`], what }
  }

  #unused(given: readonly string[]): Mistake[] {
    const used = this.parameters
    return given
      .filter((name) => !used.includes(name))
      .map((name) => {
        const meant = nearest(name, used)
        const what = `has no place in this template${meant ? `; did you mean ${meant}?` : `; it takes ${used.join(', ')}`}`
        return { line: 1, path: [`parameter ${name}`], what }
      })
  }

  #lineOfParameter(name: string): number {
    const place = this.#placeholders.find((each) => sourcesOf(each.name).includes(name))
    return place ? this.#source.lineOf(place.path) : 1
  }

  #refuse(mistakes: readonly Mistake[]): void {
    if (mistakes.length > 0) throw new TemplateError(this.file, mistakes)
  }
}

const sourcesOf = (name: string): readonly string[] => placeholders[name]?.from ?? [name]
