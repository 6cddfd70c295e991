import { badRequest } from '../api/status-error'
import { type Pod } from '../objects'

/** The container of a pod that a request names, or its only one. Throws 400. */
export function containerAsked({ metadata, spec }: Pod, asked: string | null): string {
  const names = spec.containers.map(({ name }) => name)
  const initNames = (spec.initContainers ?? []).map(({ name }) => name)
  if (asked) {
    if ([...names, ...initNames].includes(asked)) return asked
    throw badRequest(`container ${asked} is not valid for pod ${metadata.name}`)
  }
  if (names.length === 1) return names[0]!
  const orInit =
    initNames.length > 0 ? ` or one of the init containers: [${initNames.join(' ')}]` : ''
  throw badRequest(
    `a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(' ')}]${orInit}`,
  )
}
