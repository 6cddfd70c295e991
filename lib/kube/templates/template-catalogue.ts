import { readdirSync, statSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { BadInput } from '../../testbed/bad-input'
import { nearest } from '../../testbed/did-you-mean'
import { Template } from './template'

/** In a checkout they lie beside this file; the published package has its JavaScript in dist/. */
const builtInFolder = __dirname.replace(/([\\/])dist[\\/](lib[\\/]kube[\\/]templates)$/, '$1$2')

/** The built-in templates and those of a testbed, by name; a testbed's own wins over a built-in one of its name. */
export class TemplateCatalogue {
  readonly #files: ReadonlyMap<string, string>
  readonly #read = new Map<string, Template>()

  /**
   * `places`: YAML files, or folders of them (the testbed file's `templates`).
   * @throws BadInput naming the place that is not there or has no template
   */
  constructor(places: readonly string[] = []) {
    const files = [builtInFolder, ...places].flatMap(templateFiles)
    this.#files = new Map(files.map((file) => [basename(file, extname(file)), file]))
  }

  get names(): readonly string[] {
    return [...this.#files.keys()].toSorted()
  }

  /**
   * @throws BadInput when there is none of that name
   * @throws TemplateError when it is no YAML
   */
  get(name: string): Template {
    const file = this.#files.get(name)
    if (file === undefined) throw noSuchTemplate(name, this.names)
    const template = this.#read.get(name) ?? Template.read(file)
    this.#read.set(name, template)
    return template
  }

  /** Reads them all. @throws BadInput with all that is wrong, before anything is deployed */
  insistOnAll(): void {
    const complaints = this.names.flatMap((name) => {
      try {
        this.get(name).insistOnShape()
        return []
      } catch (error) {
        if (error instanceof BadInput) return [error.message]
        throw error
      }
    })
    if (complaints.length > 0) throw new BadInput(complaints.join('\n'))
  }
}

function templateFiles(place: string): string[] {
  const stat = statSync(place, { throwIfNoEntry: false })
  if (!stat) throw badPlace(place, 'is not there')
  if (!stat.isDirectory()) {
    if (!isYaml(place)) throw badPlace(place, 'is neither a folder nor a .yaml or .yml file')
    return [resolve(place)]
  }
  const files = readdirSync(place).filter(isYaml)
  if (files.length === 0) throw badPlace(place, 'has no .yaml or .yml file in it')
  return files.toSorted().map((file) => join(place, file))
}

const isYaml = (file: string): boolean => /^\.ya?ml$/.test(extname(file))

const badPlace = (place: string, what: string): BadInput =>
  new BadInput(
    `The folder or file of templates ${place} ${what}.\n  Next: correct "templates" in the testbed file, or --templates`,
  )

function noSuchTemplate(name: string, names: readonly string[]): BadInput {
  const meant = nearest(name, names)
  return new BadInput(
    `There is no template "${name}".${meant ? ` Did you mean "${meant}"?` : ''}\n  Next: take one of ${names.join(', ')}, or add yours to "templates" in the testbed file.`,
  )
}
