import { type KubeObject } from '../objects'
import { type Resource } from '../resources/resource'
import { type Controller } from './controller'

interface Waited<T extends KubeObject> {
  readonly resource: Resource<T>
  /** Objects that it has something to do with; absent: all. */
  readonly isMeant?: (object: T) => boolean
}

/** A controller that is loaded, and begins, with the first object that it acts on: few testbeds ever have one. */
export const onFirst =
  <T extends KubeObject>(
    { resource, isMeant = () => true }: Waited<T>,
    load: () => Controller,
  ): Controller =>
  (context) => {
    if (context.client.list(resource).some(isMeant)) return load()(context)
    let stop = context.client.watch([resource], ({ object }) => {
      if (!isMeant(object as T)) return
      stop()
      stop = load()(context)
    })
    return () => stop()
  }
