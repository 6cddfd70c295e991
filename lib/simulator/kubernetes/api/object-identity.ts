import { type SeededRandom } from '../../chance/seeded-random'
import { type KubeObject } from '../objects'
import { keyOf } from './store'

/**
 * What the API server invents for a new object. It hangs on the object's own name and on how many of that name there
 * were before, not on what else is created meanwhile.
 */
export class ObjectIdentity {
  readonly #made = new Map<string, number>()

  constructor(private readonly random: SeededRandom) {}

  /** Sets its uid, and its name where there is but the beginning of one. */
  give(resource: string, object: KubeObject): void {
    const { metadata } = object
    const { namespace = '', name, generateName } = metadata
    const generated = !name && Boolean(generateName)
    if (generated)
      metadata.name = `${generateName}${this.#next(`${resource} ${namespace}/${generateName}`).text(5)}`
    // Of a name that never comes again nothing needs to be remembered.
    const only = generated || resource === 'events'
    const about = `uid ${resource} ${keyOf(object)}`
    metadata.uid = (only ? this.random.forObject(about) : this.#next(about)).uuid()
  }

  /** Characters for the parts of one object. */
  text(uid: string | undefined, length: number): string {
    return this.random.forObject(`in ${uid}`).text(length)
  }

  #next(name: string): SeededRandom {
    const count = this.#made.get(name) ?? 0
    this.#made.set(name, count + 1)
    return this.random.forObject(`${name} ${count}`)
  }
}
