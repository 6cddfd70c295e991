import { yaml } from '../go/yaml'
import type { Call } from './call'
import { KubectlFailure } from './failure'
import type { ApiObject } from './objects'

export interface Manifest {
  readonly source: string
  readonly object: ApiObject
}

/** The objects of `-f FILE` (or `-` for stdin), lists taken apart. */
export function readManifests(call: Call, files: readonly string[]): Manifest[] {
  return files.flatMap((file) => parseManifests(readSource(call, file), file))
}

function readSource({ context }: Call, file: string): string {
  if (file === '-' || file === '/dev/stdin') return context.stdin
  const path = file.startsWith('/') ? file : `${context.cwd}/${file}`
  if (!context.fs.exists(path)) throw new KubectlFailure(`error: the path "${file}" does not exist`)
  return context.fs.readText(path)
}

function parseManifests(text: string, file: string): Manifest[] {
  const source = file === '-' ? 'STDIN' : file
  const objects = yaml()
    .parseAllDocuments(text)
    .flatMap((document) => {
      const [error] = document.errors
      if (error)
        throw new KubectlFailure(
          `error: error parsing ${source}: error converting YAML to JSON: ${error.message}`,
        )
      const object = document.toJS() as (ApiObject & { items?: ApiObject[] }) | null
      return object === null ? [] : object.kind === 'List' ? (object.items ?? []) : [object]
    })
  if (objects.length === 0) throw new KubectlFailure('error: no objects passed to apply')
  for (const object of objects)
    if (!object.kind)
      throw new KubectlFailure(`error: unable to decode "${source}": Object 'Kind' is missing`)
  return objects.map((object) => ({ source, object }))
}
