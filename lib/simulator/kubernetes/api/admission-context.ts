import { type SimulatedClock } from '../../time/clock'
import { timestamp } from '../../time/timestamp'
import { type AdmissionContext } from '../resources/resource'
import { type ObjectIdentity } from './object-identity'
import { type Store } from './store'

/** What admission has of the object of that uid, and of who asks for it over the wire. */
export type Admission = (
  uid: string | undefined,
  user?: string,
  groups?: readonly string[],
) => AdmissionContext

export const admissionIn =
  (store: Store, minor: number, clock: SimulatedClock, identity: ObjectIdentity): Admission =>
  (uid, user, groups = []) => ({
    minor,
    now: timestamp(clock.now()),
    find: (resource, key) => store.get(resource.plural, key),
    list: (resource) => store.list(resource.plural),
    text: (length) => identity.text(uid, length),
    ...(user !== undefined && { requestor: { user, groups } }),
  })
